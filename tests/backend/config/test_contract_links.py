"""The links of openapi.yaml: each can be followed, and every address with an id in it is led to."""

from collections.abc import Iterator
from typing import Any

from support import contract
from support.contract import Operation

# Their token stands inside an address or on a person's screen, where no link can take it from.
LED_TO_BY_PEOPLE = {"readCalendar"}


def links() -> Iterator[tuple[Operation, dict[str, Any], str, dict[str, Any]]]:
    """Source, the answer that bears it, its name and itself."""
    for operation in contract.operations():
        for answer in operation.about["responses"].values():
            for name, link in answer.get("links", {}).items():
                yield operation, answer, name, link


def by_id() -> dict[str, Operation]:
    return {str(operation): operation for operation in contract.operations()}


def reached(schema: Any, names: list[str]) -> bool:
    """Whether the schema has a place of this pointer."""
    schema = contract.resolved(schema)
    if "oneOf" in schema:
        return any(reached(one, names) for one in schema["oneOf"])
    if not names:
        return True
    inner = schema.get("items") if names[0].isdigit() else schema.get("properties", {}).get(names[0])
    return inner is not None and reached(inner, names[1:])


def test_every_link_leads_to_an_operation_and_fills_what_it_takes() -> None:
    for source, _, name, link in links():
        target = by_id()[link["operationId"]]
        for place in link.get("parameters", {}):
            where, _, parameter = place.partition(".")
            assert parameter in target.parameters(where), f"{source} -> {name}: {place}"
        assert set(target.parameters("path")) <= {
            place.removeprefix("path.") for place in link.get("parameters", {})
        }, f"{source} -> {name}"
        if "requestBody" in link:
            body = target.body()
            assert body is not None and all(reached(body[1], [one]) for one in link["requestBody"]), f"{source} {name}"


def test_every_link_takes_what_the_answer_has() -> None:
    for source, answer, name, link in links():
        for expression in [*link.get("parameters", {}).values(), *link.get("requestBody", {}).values()]:
            where, _, pointer = expression.partition("#/")
            if where == "$response.body":
                schema = answer["content"]["application/json"]["schema"]
                assert reached(schema, pointer.split("/")), f"{source} -> {name}: {expression}"
            elif where.startswith("$response.header."):
                assert where.rpartition(".")[2] in answer["headers"], f"{source} -> {name}: {expression}"
            else:
                assert where.removeprefix("$request.path.") in source.parameters("path"), f"{source} -> {name}"


def test_every_address_with_an_id_in_it_is_led_to() -> None:
    led_to = {link["operationId"] for _, _, _, link in links()} | LED_TO_BY_PEOPLE
    assert not [str(one) for one in contract.operations() if one.parameters("path") and str(one) not in led_to]


def test_what_is_created_is_read_changed_and_deleted_with_the_etag_that_came_with_it() -> None:
    created = [one for one in contract.operations() if "201" in one.about["responses"] and not one.parameters("path")]
    for operation in created:
        answer = operation.about["responses"]["201"]
        follows = {by_id()[link["operationId"]].method: link for link in answer.get("links", {}).values()}
        assert "get" in follows, str(operation)
        for link in answer["links"].values():
            if "ETag" in answer["headers"] and "If-Match" in by_id()[link["operationId"]].parameters("header"):
                assert "header.If-Match" in link["parameters"], str(operation)
