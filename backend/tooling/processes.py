"""Run other programs."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tooling import places

Command = Sequence[str | Path]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Ours, with .venv/bin in front: Node may live there too."""
    merged = {**os.environ, **(extra or {})}
    merged["PATH"] = os.pathsep.join([str(places.BIN), merged.get("PATH", os.defpath)])
    return merged


def call(
    command: Command, *, cwd: Path = places.ROOT, extra: Mapping[str, str] | None = None, log: Path | None = None
) -> int:
    """Run it in the foreground and return its exit code; with a log, what it prints is added there instead."""
    sys.stdout.flush()
    if log is None:
        return subprocess.run(list(command), cwd=cwd, env=environment(extra), stdin=subprocess.DEVNULL).returncode
    with log.open("ab") as output:
        done = subprocess.run(
            list(command),
            cwd=cwd,
            env=environment(extra),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    return done.returncode


def need(command: Command, *, cwd: Path = places.ROOT, extra: Mapping[str, str] | None = None) -> None:
    """Run it in the foreground; when it fails, nothing that follows makes sense."""
    code = call(command, cwd=cwd, extra=extra)
    if code:
        sys.exit(f"failed ({code}): {' '.join(map(str, command))}")


def answer(command: Command) -> str | None:
    """What it prints, or None when it fails or is not there."""
    try:
        done = subprocess.run(list(command), capture_output=True, text=True, env=environment(), check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def say(text: str) -> None:
    print(text, flush=True)
