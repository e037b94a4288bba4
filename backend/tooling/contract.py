"""openapi.yaml, the PWA's types from it, and the pages of permissions and problems: written, or compared."""

import filecmp
import tempfile
from pathlib import Path

from tooling import places, processes


def write() -> None:
    """`make openapi`"""
    _describe(places.OPENAPI)
    _types(places.OPENAPI, places.API_TYPES)
    _page("permissions", places.PERMISSIONS)
    _page("problems", places.PROBLEMS)


def differences() -> list[str]:
    """Which of the files no longer say what the code does."""
    with tempfile.TemporaryDirectory() as folder:
        described, typed = Path(folder) / "openapi.yaml", Path(folder) / "api.gen.ts"
        allowed, refused = Path(folder) / "permissions.md", Path(folder) / "problems.md"
        _describe(described)
        _types(described, typed)
        _page("permissions", allowed)
        _page("problems", refused)
        return [
            str(committed.relative_to(places.ROOT))
            for committed, fresh in (
                (places.OPENAPI, described),
                (places.API_TYPES, typed),
                (places.PERMISSIONS, allowed),
                (places.PROBLEMS, refused),
            )
            if not committed.exists() or not filecmp.cmp(committed, fresh, shallow=False)
        ]


def _describe(file: Path) -> None:
    options = ["--file", str(file), "--validate", "--fail-on-warn"]
    processes.need([places.PYTHON, "manage.py", "spectacular", *options], cwd=places.BACKEND)


def _page(command: str, file: Path) -> None:
    processes.need([places.PYTHON, "manage.py", command, "--file", str(file)], cwd=places.BACKEND)


def _types(described: Path, file: Path) -> None:
    command = ["npx", "--no-install", "openapi-typescript", str(described), "--output", str(file)]
    processes.need(command, cwd=places.PWA)
