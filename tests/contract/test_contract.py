"""Every operation of openapi.yaml with generated requests, right ones and wrong ones: the server answers as it says.

Each request is an administrator's. Every other one is also somebody else's, the other roles and a key taking turns; in
`make test-long` all of them send each, and there are more.
Each finds the same rows, since all is undone after it.
"""

from itertools import count, cycle

import pytest
from hypothesis import HealthCheck, settings
from schemathesis.generation.case import Case

from omnipresence.base.tallies import tallies
from support.cast import School
from support.generated import ROLES, TO_SIGN, WHO, excluded, identities, point_at_rows, rows, schema
from support.long import LONG
from support.undone import undone

EXAMPLES = 100 if LONG else 20
NUMBERS, OTHERS = count(), cycle(ROLES[1:])


@pytest.fixture
def ids(school: School) -> dict[str, int]:
    return rows(school)


@pytest.fixture
def signs(school: School) -> dict[str, str]:
    return identities(school)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_the_server_answers_as_the_contract_says(case: Case, ids: dict[str, int], signs: dict[str, str]) -> None:
    asked_by_somebody = case.headers.get("Authorization") == TO_SIGN
    point_at_rows(case, ids)
    for role in [*others(), ROLES[0]] if asked_by_somebody else ROLES[:1]:
        tallies().forget()
        if asked_by_somebody:
            case.headers.update({"Authorization": signs[role], WHO: role})
        # The client that runs the application in this process does not inflate answers.
        with undone():
            case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=excluded(case))


def others() -> list[str]:
    """Who asks beside the administrator."""
    if LONG:
        return list(ROLES[1:])
    return [next(OTHERS)] if next(NUMBERS) % 2 else []
