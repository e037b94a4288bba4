"""The documents speak of files and commands that exist."""

import re
from pathlib import Path

import pytest

from support import tree

LINK = re.compile(r"\]\(([^)#\s]+)(#[^)]*)?\)")
# A path in backquotes, with the function after it where one is named: `backend/…/services.py::record_marks`.
PLACE = re.compile(r"`((?:backend|pwa|tests|docs|\.ci)/[\w./-]+\.\w+)(?:::(\w+))?`")


def documents() -> list[Path]:
    return tree.texts(".md")


@pytest.mark.parametrize("document", documents(), ids=tree.name)
def test_links_lead_somewhere(document: Path) -> None:
    targets = [target for target, _ in LINK.findall(document.read_text()) if "://" not in target]
    assert not [target for target in targets if not (document.parent / target).exists()]


@pytest.mark.parametrize("document", documents(), ids=tree.name)
def test_named_files_and_functions_exist(document: Path) -> None:
    missing = []
    for path, function in PLACE.findall(document.read_text()):
        file = tree.ROOT / path
        if not file.exists() or (function and not re.search(rf"\b{function}\b", file.read_text())):
            missing.append(f"{path}::{function}" if function else path)
    assert not missing


@pytest.mark.parametrize("document", documents(), ids=tree.name)
def test_named_commands_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", (tree.ROOT / "Makefile").read_text(), re.MULTILINE))
    named = re.findall(r"`make ([a-z0-9-]+)`|^\s*make ([a-z0-9-]+)", document.read_text(), re.MULTILINE)
    assert {one or other for one, other in named} <= targets


def test_every_document_is_on_the_map() -> None:
    docs = tree.ROOT / "docs"
    linked = {(docs / target).resolve() for target, _ in LINK.findall((docs / "README.md").read_text())}
    ours = [file for file in documents() if file.is_relative_to(docs) and file.name != "README.md"]
    assert not [tree.name(file) for file in ours if not linked & {file, file.parent}]
