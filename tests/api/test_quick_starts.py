"""docs/api: the blocks of each page, run in order against a real server, print what the page says."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs" / "api"
SHOWN = "http://localhost:8000"
PATIENCE = 60
LANGUAGES = {
    "curl.md": ("sh", "sh", ["sh", "-eu"]),
    "python.md": ("python", "py", [sys.executable]),
    "javascript.md": ("js", "mjs", [shutil.which("node") or "node"]),
}


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", (DOCS / page).read_text(), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", LANGUAGES)
def test_the_page_does_what_it_says(demo: str, tmp_path: Path, page: str) -> None:
    language, suffix, command = LANGUAGES[page]
    program = "\n".join(blocks(page, language))
    assert SHOWN in program
    file = tmp_path / f"program.{suffix}"
    file.write_text(program.replace(SHOWN, demo), encoding="utf-8")
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, timeout=PATIENCE)
    assert (done.stdout, done.returncode) == ("".join(blocks(page, "text")), 0), done.stderr


def test_every_page_is_run() -> None:
    assert {file.name for file in DOCS.glob("*.md")} == {*LANGUAGES, "README.md"}
