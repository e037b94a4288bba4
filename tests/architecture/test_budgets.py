"""No file grows past the point where it has more than one subject, and the first screen never past its weight."""

import ast
import gzip
import re
import warnings
from pathlib import Path

from support import tree
from tooling import build, places

LINES = {"fail": 300, "warn": 200}
TEST_LINES = 400
FUNCTION_LINES = 60
ROOMS_ON_A_FLOOR = 13
FIRST_SCREEN_BYTES = 70_000


def source_files() -> list[Path]:
    return [file for file in tree.texts(".py", ".ts", ".tsx", ".css") if tree.is_written_by_hand(file)]


def length(file: Path) -> int:
    return len(file.read_text().splitlines())


def test_no_file_is_too_long() -> None:
    limits = {file: TEST_LINES if "tests" in file.parts else LINES["fail"] for file in source_files()}
    too_long = [f"{tree.name(file)}: {length(file)}" for file, limit in limits.items() if length(file) > limit]
    assert not too_long, "split by subject"
    getting_long = [tree.name(file) for file in limits if length(file) > LINES["warn"] and "tests" not in file.parts]
    if getting_long:
        warnings.warn(f"over {LINES['warn']} lines: {', '.join(getting_long)}", stacklevel=1)


def test_no_python_function_is_too_long() -> None:
    too_long = [
        f"{tree.name(file)}::{node.name}"
        for file in source_files()
        if file.suffix == ".py"
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES
    ]
    assert not too_long


def test_no_floor_has_too_many_rooms() -> None:
    floors = ("backend/omnipresence", "pwa/src", "tests")
    for floor in floors:
        rooms = {
            tree.name(file).removeprefix(f"{floor}/").split("/")[0]
            for file in tree.tracked()
            if tree.name(file).startswith(f"{floor}/") and tree.name(file).count("/") > floor.count("/") + 1
        }
        assert len(rooms) <= ROOMS_ON_A_FLOOR, f"{floor}: {sorted(rooms)}"


def test_the_first_screen_needs_less_than_70_kilobytes_of_script() -> None:
    build.pwa()
    dist = places.PWA / "dist"
    named = re.findall(r'(?:src|href)="/(assets/[^"]+\.js)"', (dist / "index.html").read_text())
    sizes = {name: len(gzip.compress((dist / name).read_bytes(), 9)) for name in named}
    assert sizes
    assert sum(sizes.values()) < FIRST_SCREEN_BYTES, sizes
    # What comes later is stored with the rest of the build, so that it comes without a network too.
    stored = (dist / "sw.js").read_text()
    later = {f"/assets/{file.name}" for file in (dist / "assets").iterdir()}
    assert later
    assert [name for name in sorted(later) if name not in stored] == []
