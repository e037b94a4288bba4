"""Which of the machine's fonts write which scripts: Noto, by Debian's file names (docs/reports.md has the packages)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
# The text that every report has, in the first of these that is there.
BASE = ("NotoSans-Regular.ttf", "DejaVuSans.ttf")


@dataclass(frozen=True, slots=True)
class Script:
    """Characters from `first` to `last` want one of these files. `face` is the place in a collection."""

    name: str
    first: int
    last: int
    files: tuple[str, ...]
    face: int = 0


# The third face of Noto's collection is simplified Chinese; what it lacks, the font shows in its other forms.
CJK = ("NotoSansCJK-Regular.ttc",)
SCRIPTS = (
    Script("hebrew", 0x0590, 0x05FF, ("NotoSansHebrew-Regular.ttf",)),
    Script("arabic", 0x0600, 0x08FF, ("NotoSansArabic-Regular.ttf", "NotoNaskhArabic-Regular.ttf")),
    Script("devanagari", 0x0900, 0x097F, ("NotoSansDevanagari-Regular.ttf",)),
    Script("bengali", 0x0980, 0x09FF, ("NotoSansBengali-Regular.ttf", "NotoSerifBengali-Regular.ttf")),
    Script("gurmukhi", 0x0A00, 0x0A7F, ("NotoSansGurmukhi-Regular.ttf",)),
    Script("gujarati", 0x0A80, 0x0AFF, ("NotoSansGujarati-Regular.ttf",)),
    Script("tamil", 0x0B80, 0x0BFF, ("NotoSansTamil-Regular.ttf",)),
    Script("telugu", 0x0C00, 0x0C7F, ("NotoSansTelugu-Regular.ttf",)),
    Script("kannada", 0x0C80, 0x0CFF, ("NotoSansKannada-Regular.ttf",)),
    Script("malayalam", 0x0D00, 0x0D7F, ("NotoSansMalayalam-Regular.ttf",)),
    Script("sinhala", 0x0D80, 0x0DFF, ("NotoSansSinhala-Regular.ttf",)),
    Script("thai", 0x0E00, 0x0E7F, ("NotoSansThai-Regular.ttf",)),
    Script("cjk", 0x1100, 0x11FF, CJK, 2),
    Script("cjk", 0x2E80, 0xA4CF, CJK, 2),
    Script("cjk", 0xAC00, 0xD7FF, CJK, 2),
    Script("cjk", 0xF900, 0xFAFF, CJK, 2),
    Script("arabic", 0xFB50, 0xFDFF, ("NotoSansArabic-Regular.ttf", "NotoNaskhArabic-Regular.ttf")),
    Script("cjk", 0xFF00, 0xFFEF, CJK, 2),
    Script("cjk", 0x20000, 0x323AF, CJK, 2),
)


@dataclass(frozen=True, slots=True)
class Font:
    """A font that was found."""

    name: str
    file: Path
    face: int


@cache
def _installed() -> dict[str, Path]:
    return {file.name: file for folder in FOLDERS for file in sorted(folder.rglob("*.tt[fc]"))}


def base_font() -> Font | None:
    """The font of every report; None where the machine has none."""
    return _first("base", BASE, 0)


def fonts_for(characters: Iterable[str]) -> tuple[list[Font], set[str]]:
    """The further fonts that these characters want, and the names of scripts for which none is installed."""
    found: dict[str, Font] = {}
    missing = set()
    for script in {_script(ord(character)) for character in characters} - {None}:
        if script is not None and script.name not in found:
            font = _first(script.name, script.files, script.face)
            if font is None:
                missing.add(script.name)
            else:
                found[script.name] = font
    return sorted(found.values(), key=lambda font: font.name), missing


def _script(code: int) -> Script | None:
    return next((script for script in SCRIPTS if script.first <= code <= script.last), None)


def _first(name: str, files: Iterable[str], face: int) -> Font | None:
    installed = _installed()
    return next((Font(name, installed[file], face) for file in files if file in installed), None)
