"""docs/faults.md: every fault of the catalogue is there once, with tests that exist or with the reason why not."""

import re

import pytest

from support import tree

TEXT = (tree.ROOT / "docs" / "faults.md").read_text()
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", TEXT, re.MULTILINE)
# `path::function`, or `path` “title” for the tablet's tests.
PYTHON_TEST = re.compile(r"`(tests/[\w./-]+\.py)::(test_\w+)`")
TITLED_TEST = re.compile(r"`(tests/[\w./-]+\.test\.ts)` “([^”]+)”")
FAULTS = 72


def test_every_fault_is_there_once_and_in_order() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, FAULTS + 1))


@pytest.mark.parametrize(("number", "fault", "expected", "shown"), ROWS, ids=[row[0] for row in ROWS])
def test_a_fault_has_tests_that_exist_or_a_reason(number: str, fault: str, expected: str, shown: str) -> None:
    functions, titles = PYTHON_TEST.findall(shown), TITLED_TEST.findall(shown)
    assert functions or titles or shown.startswith("not tested"), number
    assert shown.count("`tests/") == len(functions) + len(titles), "a test is named by its function or its title"
    for path, name in functions:
        assert f"def {name}(" in (tree.ROOT / path).read_text(), f"{path}::{name}"
    for path, title in titles:
        assert title in (tree.ROOT / path).read_text(), f"{path} {title}"
