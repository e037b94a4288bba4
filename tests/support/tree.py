"""The files of the repository, for tests of the tree itself."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ("package-lock.json", "api.gen.ts", "openapi.yaml")
PICTURES = {".png", ".ico", ".webp", ".jpg", ".woff2"}


@cache
def tracked() -> tuple[Path, ...]:
    """What git knows or would add; in an unpacked archive without git, nothing can be asked."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    files = (ROOT / name for name in sorted(set(listed.split("\0"))) if name)
    return tuple(file for file in files if file.is_file())


def texts(*suffixes: str) -> list[Path]:
    """Tracked text files, of these kinds or of all."""
    return [file for file in tracked() if file.suffix not in PICTURES and (not suffixes or file.suffix in suffixes)]


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def is_written_by_hand(file: Path) -> bool:
    return file.name not in GENERATED and "migrations" not in file.parts
