"""The links of openapi.yaml, followed as a program would: it knows the contract, and one answer leads to the next."""

from typing import Any

import pytest

from support import contract
from support.api import Api
from support.cast import School
from support.contract import Operation
from support.generated import REVOKED, fitted, fitting

BY_ID = {str(operation): operation for operation in contract.operations()}
CREATING = sorted(
    name
    for name, operation in BY_ID.items()
    # An import is read in the background, and is not to be changed meanwhile.
    if name != "createImport"
    and not operation.parameters("path")
    and any(
        BY_ID[link["operationId"]].method == "delete"
        for link in operation.about["responses"].get("201", {}).get("links", {}).values()
    )
)


# What the parameters of a path are filled with.
Path = dict[str, Any]


class Program:
    """Knows an address, a key and the contract."""

    def __init__(self, school: School) -> None:
        self.client = Api(school.olga).client
        self.here = {**fitting(school, school.participants[1].pk), "is_default": False}

    def ask(self, name: str, path: dict[str, Any], headers: dict[str, str], body: Any = None) -> Any:
        """The answer of an operation; without a body it sends the contract's example, if one is wanted."""
        operation = BY_ID[name]
        sent = fitted(operation.about, self.here)
        sent = sent if body is None else {**(sent or {}), **body}
        address = operation.path.format(**path)
        call = getattr(self.client, operation.method)
        if operation.method == "get":
            return call(address, headers=headers)
        return call(address, sent, format="json", headers=headers)

    def follow(
        self, source: Operation, asked: dict[str, Any], answer: Any, name: str, **more: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Follow a link from an answer: the next answer, and what its path was filled with."""
        link = source.about["responses"][str(answer.status_code)]["links"][name]
        path, headers = {}, {}
        for place, expression in link.get("parameters", {}).items():
            where, _, parameter = place.partition(".")
            (path if where == "path" else headers)[parameter] = value_of(expression, asked, answer)
        body = {name: value_of(expression, asked, answer) for name, expression in link.get("requestBody", {}).items()}
        return self.ask(link["operationId"], path, headers, {**body, **more} or None), path


def value_of(expression: str, asked: dict[str, Any], answer: Any) -> Any:
    """A runtime expression of OpenAPI, as far as the table uses them."""
    where, _, pointer = expression.partition("#/")
    if where.startswith("$request.path."):
        return asked[where.removeprefix("$request.path.")]
    if where.startswith("$response.header."):
        return answer.headers[where.removeprefix("$response.header.")]
    value = answer.json()
    for name in pointer.split("/"):
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


@pytest.mark.parametrize("name", CREATING)
def test_what_is_created_is_read_changed_and_deleted_and_then_is_gone(school: School, name: str) -> None:
    program, source = Program(school), BY_ID[name]
    if name == "createGroupMembership":
        newcomer = Api(school.olga).post("participants", {"identifier": "N", "first_name": "N", "last_name": ""})
        program.here["participant"] = newcomer.json()["id"]
    created = program.ask(name, {}, {})
    assert created.status_code == 201, created.json()
    follows = {BY_ID[link].method: link for link in source.about["responses"]["201"]["links"] if is_about(link, source)}
    read, path = program.follow(source, {}, created, follows["get"])
    assert read.status_code == 200
    latest, came_from = read, BY_ID[follows["get"]]
    if "patch" in follows:
        latest, _ = program.follow(BY_ID[follows["get"]], path, read, follows["patch"])
        assert latest.status_code == 200, latest.json()
        came_from = BY_ID[follows["patch"]]
    deleted, _ = program.follow(came_from, path, latest, follows["delete"])
    assert deleted.status_code == 204, deleted.json()
    gone, _ = program.follow(source, {}, created, follows["get"])
    # A key and a link for guests are revoked, and stay in their lists with the day.
    assert gone.json()["revoked_at"] if came_from.path in REVOKED else gone.status_code == 404, gone.json()


def is_about(link: str, source: Operation) -> bool:
    return BY_ID[link].path.startswith(source.path + "/{") and BY_ID[link].path.count("/") == source.path.count("/") + 1


def test_a_mark_in_question_is_found_decided_and_sent_on(school: School) -> None:
    program = Program(school)
    program.here["ops"] = [mark(school, 1)]
    sync = BY_ID["sync"]
    sent = program.ask("sync", {}, {})
    assert sent.json()["results"][0]["outcome"] == "conflict", sent.json()
    conflict, path = program.follow(sync, {}, sent, "getSyncConflict")
    assert conflict.json()["version_a_data"] and conflict.json()["version_b_data"]
    decided, path = program.follow(
        BY_ID["getSyncConflict"], path, conflict, "resolveConflict", chosen_version="b", op_id=mark(school, 5)["op_id"]
    )
    assert decided.status_code == 200 and decided.json()["chosen_version"] == "b", decided.json()
    program.here["ops"] = [mark(school, 2)]
    program.here["batch_id"] = mark(school, 9)["op_id"]
    again, _ = program.follow(BY_ID["resolveConflict"], path, decided, "sync")
    # What was decided stands already, so nothing is in question any more.
    assert again.json()["results"][0]["outcome"] == "same", again.json()


def mark(school: School, number: int) -> dict[str, Any]:
    """A mark upon nothing, of somebody whom somebody else had marked."""
    return {
        **contract.contract()["components"]["examples"]["SyncRequestRequest"]["value"]["ops"][0],
        "op_id": f"00000000-0000-4000-8000-{number:012}",
        "seq_no": number,
        "session": school.session.pk,
        "participant": school.pupil.pk,
        "marked_by": school.olga.pk,
    }
