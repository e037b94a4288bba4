"""Headers of the files that WhiteNoise serves. No import of Django: settings.py imports this."""

from pathlib import Path
from typing import Any


def file_headers(headers: Any, path: str, url: str) -> None:
    """What WhiteNoise adds to a file: all but the files named after their content are asked for anew each time."""
    if "immutable" not in headers.get("Cache-Control", ""):
        headers["Cache-Control"] = "no-cache"
    if Path(path).suffix == ".webmanifest":
        headers["Content-Type"] = "application/manifest+json"
