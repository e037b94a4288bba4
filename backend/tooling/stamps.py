"""Steps that are done stay done: a step is repeated only when the files that it depends on have changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tooling import places


def fingerprint(files: Iterable[Path]) -> str:
    """One hash over names and contents; a folder stands for all files below it."""
    total = hashlib.sha256()
    for file in sorted(_files(files)):
        total.update(str(file.relative_to(places.ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def is_current(step: str, mark: str) -> bool:
    file = places.STAMPS / step
    return file.exists() and file.read_text() == mark


def done(step: str, mark: str) -> None:
    places.STAMPS.mkdir(parents=True, exist_ok=True)
    (places.STAMPS / step).write_text(mark)


def _files(named: Iterable[Path]) -> Iterable[Path]:
    for path in named:
        if path.is_dir():
            yield from (file for file in path.rglob("*") if file.is_file())
        elif path.exists():
            yield path
