"""Every way to break the product still fits the code, and docs/sync.md says which guarantee it would break."""

import pytest

from support import tree
from tooling.mutants import Mutant, read_all


@pytest.mark.parametrize("mutant", read_all(), ids=lambda mutant: mutant.name)
def test_a_mutant_fits_the_code_it_breaks(mutant: Mutant) -> None:
    assert (tree.ROOT / mutant.file).read_text().count(mutant.find) == 1
    assert all((tree.ROOT / test).exists() for test in mutant.tests)
    assert mutant.name in " ".join((tree.ROOT / "docs" / "sync.md").read_text().split())


def test_there_are_enough_and_their_names_differ() -> None:
    names = [mutant.name for mutant in read_all()]
    assert len(names) == len(set(names)) >= 20
