"""docs/complaints.md, docs/faults.md and docs/security.md are whole, and what they name is there."""

import pytest

from support import catalogue
from support.catalogue import Row

LISTS = {"complaints.md": 42, "faults.md": 72, "security.md": 47}
ROWS = [(document, row) for document in LISTS for row in catalogue.rows(document)]


@pytest.mark.parametrize("document", LISTS)
def test_every_number_is_there_once_and_in_order(document: str) -> None:
    assert [row.number for row in catalogue.rows(document)] == list(range(1, LISTS[document] + 1))


@pytest.mark.parametrize(("document", "row"), ROWS, ids=[f"{document} {row.number}" for document, row in ROWS])
def test_a_row_has_tests_that_exist_or_a_reason(document: str, row: Row) -> None:
    row.check()
