"""What no file of the repository may say."""

import re
from collections.abc import Iterable

import pytest

from support import tree

# Put together here, so that this file does not hold what it looks for.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org", "deb.deb" + "ian.org", "npm" + "mirror")
MACHINE_PATHS = ("/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/", "/t" + "mp/")
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")
VAGUE_NAMES = {"utils", "helpers", "misc", "stuff", "common"}


def lines_with(words: Iterable[str]) -> list[str]:
    pattern = re.compile("|".join(rf"(?<![\w.]){re.escape(word)}" for word in words))
    return [
        f"{tree.name(file)}:{number}"
        for file in tree.texts()
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(HOSTS, id="hosts of package registries"),
        pytest.param(MACHINE_PATHS, id="places of somebody's machine"),
        pytest.param(UNFINISHED, id="work put off"),
    ],
)
def test_no_file_names(words: tuple[str, ...]) -> None:
    assert not lines_with(words)


def test_no_lock_file_has_addresses() -> None:
    locks = [file for file in tree.tracked() if file.name == "package-lock.json" or "requirements" in file.name]
    assert locks
    found = [
        tree.name(file) for file in locks if re.search(r'"resolved"|--index-url|--find-links|@ file:', file.read_text())
    ]
    assert not found


def test_every_locked_python_package_has_hashes() -> None:
    for lock in (tree.ROOT / "backend").glob("requirements*.txt"):
        entries = [entry for entry in re.split(r"\n(?=\w)", lock.read_text()) if "==" in entry]
        assert entries
        assert not [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry]


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [tree.name(file) for file in tree.texts(".py", ".ts", ".tsx") if file.stem in VAGUE_NAMES]
