"""The same request from several at the same moment: somebody is first, and nobody gets an error of the server."""

import threading
from typing import Any

import pytest

from support import contract
from support.api import Api
from support.cast import School
from support.contract import Operation
from support.generated import fitted, fitting, rows
from support.records import record_presence
from support.threads import PATIENCE_SECONDS, Worker

AT_ONCE = 4


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_nobody_meets_an_error_of_the_server() -> None:
    school = School()
    record_presence(school)
    here, ids = {**fitting(school, school.participants[1].pk), "is_default": False}, rows(school)
    asked = 0
    for operation in sorted(contract.operations(), key=ends):
        path = address(operation, ids)
        if operation.method == "get" or path is None:
            continue
        asked += 1
        answers = at_once(school, operation, path, fitted(operation.about, here))
        assert max(answers) < 500, f"{operation}: {answers}"
    assert asked > 40


def ends(operation: Operation) -> int:
    """What deletes comes late, or the others would find nothing; what ends the sign-in comes last."""
    return 2 if str(operation) == "changePassword" else int(operation.method == "delete")


def address(operation: Operation, ids: dict[str, int]) -> str | None:
    """Where the operation is asked; None where no row of its kind is there."""
    if not operation.parameters("path"):
        return operation.path
    room = operation.path.split("/")[3]
    return operation.path.replace("{id}", str(ids[room])) if "{id}" in operation.path and room in ids else None


def at_once(school: School, operation: Operation, path: str, body: Any) -> list[int]:
    gate = threading.Barrier(AT_ONCE, timeout=PATIENCE_SECONDS)

    def ask() -> int:
        client = Api(school.olga).client
        gate.wait()
        return int(getattr(client, operation.method)(path, body, format="json").status_code)

    return [worker.outcome() for worker in [Worker(ask) for _ in range(AT_ONCE)]]
