"""docs/sync.md ends with all invariants, each with tests that carry its number and with mutants that they kill."""

import re

import pytest

from support import tree
from tooling.mutants import read_all

TEXT = (tree.ROOT / "docs" / "sync.md").read_text()
ROWS = re.findall(r"^\| I(\d+) \| (.+?) \| (.*?) ?\| (.*?) ?\|$", TEXT, re.MULTILINE)
INVARIANTS = 36


def test_the_table_is_the_end_and_holds_every_invariant_once() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, INVARIANTS + 1))
    assert TEXT.rstrip().splitlines()[-1].startswith(f"| I{INVARIANTS} |")


@pytest.mark.parametrize(("number", "guarantee", "tests", "mutants"), ROWS, ids=[f"I{row[0]}" for row in ROWS])
def test_an_invariant_has_tests_of_its_name_and_mutants(number: str, guarantee: str, tests: str, mutants: str) -> None:
    files = [tree.ROOT / path for path in re.findall(r"`(tests/[\w./-]+)`", tests)]
    # In a test's name: test_i7_… in Python, 'I7: …' in the tablet's.
    named = re.compile(rf"def test_\w*i{number}_|test(\.each\(.*\))?\(?\s*['\"`]I{number}\b|\]\)\(\s*'I{number}\b")
    assert any(named.search(file.read_text()) for file in files), f"no test is named after I{number}"
    known = {mutant.name: mutant.invariant for mutant in read_all()}
    listed = [name.strip() for name in mutants.split(";")]
    assert all(name in known for name in listed), listed
