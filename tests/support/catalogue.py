"""Numbered lists in docs/: every number once, each with tests that exist or with the reason why not."""

import re
from dataclasses import dataclass

from support import tree

# `path::function`, or `path` “title” for the tablet's tests.
PYTHON_TEST = re.compile(r"`(tests/[\w./-]+\.py)::(test_\w+)`")
TITLED_TEST = re.compile(r"`(tests/[\w./-]+\.test\.ts)` “([^”]+)”")


@dataclass(frozen=True, slots=True)
class Row:
    """`| number | what | what must hold | shown by |`"""

    number: int
    shown: str

    def check(self) -> None:
        """Fails unless each test that the row names exists, or the row says why there is none."""
        functions, titles = PYTHON_TEST.findall(self.shown), TITLED_TEST.findall(self.shown)
        assert functions or titles or self.shown.startswith("not tested"), self.number
        assert self.shown.count("`tests/") == len(functions) + len(titles), "a test is named by its function or title"
        for path, name in functions:
            assert f"def {name}(" in (tree.ROOT / path).read_text(), f"{path}::{name}"
        for path, title in titles:
            assert title in (tree.ROOT / path).read_text(), f"{path} {title}"


def rows(document: str) -> list[Row]:
    """The numbered rows of a document under docs/, in its order."""
    text = (tree.ROOT / "docs" / document).read_text()
    found = re.findall(r"^\| (\d+) \| .+? \| .+? \| (.+?) \|$", text, re.MULTILINE)
    return [Row(int(number), shown) for number, shown in found]
