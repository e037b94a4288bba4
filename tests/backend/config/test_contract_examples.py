"""openapi.yaml as somebody reads it who has nothing else: every operation told in full, every example a true one."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

CONTRACT = Path(__file__).parents[3] / "openapi.yaml"
PROBLEM_JSON = "application/problem+json"
FILES = {"text/csv", "text/calendar", "application/pdf", "application/x-ndjson", "image/svg+xml"}


@cache
def contract() -> dict[str, Any]:
    # The loader in C takes a second, the other one ten.
    found: dict[str, Any] = yaml.load(CONTRACT.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in contract()["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def contents() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every body of every request and answer: where it stands, its media type, what is told of it."""
    for label, operation in operations():
        parts = {"request": operation.get("requestBody", {}), **operation["responses"]}
        for name, part in parts.items():
            for media_type, content in part.get("content", {}).items():
                yield f"{label} {name}", media_type, content


def example(name: str) -> Any:
    return contract()["components"]["examples"][name]["value"]


def named(content: dict[str, Any]) -> dict[str, str]:
    """The examples of a body: how they are called here, and where they stand."""
    return {name: one["$ref"].rpartition("/")[2] for name, one in content.get("examples", {}).items()}


def test_every_operation_is_told_in_full() -> None:
    ids = [operation["operationId"] for _, operation in operations()]
    assert len(ids) == len(set(ids))
    described = {tag["name"] for tag in contract()["tags"] if tag.get("description")}
    for label, operation in operations():
        assert operation["summary"] and operation["description"] and "security" in operation, label
        assert set(operation["tags"]) <= described, f"{label}: config/contract/tags.py"
        assert {status[0] for status in operation["responses"]} >= {"2", "4", "5"}, label
        assert bool(operation["security"]) == (operation["x-roles"] != ["anybody"]), label


def test_every_body_has_an_example_and_every_problem_code_its_own() -> None:
    for place, media_type, content in contents():
        assert named(content), place
        if media_type == PROBLEM_JSON:
            assert {example(at)["code"] for at in named(content).values()} == set(named(content)), place
            assert {str(example(at)["status"]) for at in named(content).values()} == {place.rpartition(" ")[2]}, place


def test_every_parameter_has_an_example_that_fits_and_every_read_may_be_told_to_come_again() -> None:
    for label, operation in operations():
        for parameter in operation.get("parameters", []):
            if "$ref" not in parameter:
                wrong = list(Draft202012Validator(parameter["schema"]).iter_errors(parameter["example"]))
                assert not wrong, f"{label} {parameter['name']}: {wrong[0].message}"
        assert "`busy`: " in operation["responses"]["503"]["description"], label


def test_every_status_names_its_problem_codes() -> None:
    for label, operation in operations():
        for status, answer in operation["responses"].items():
            if status >= "400":
                told = set(re.findall(r"`([a-z-]+)`: ", answer["description"]))
                assert told == set(answer["content"][PROBLEM_JSON]["examples"]), f"{label} {status}"


@pytest.fixture(scope="module")
def registry() -> Any:
    return Registry().with_resource("urn:contract", Resource.from_contents(contract(), DRAFT202012))


def test_every_example_fits_its_schema(registry: Any) -> None:
    checked = set()
    for place, media_type, content in contents():
        schema = content["schema"]
        for at in named(content).values():
            key = (schema.get("$ref", media_type), at)
            if key in checked or media_type in FILES:
                continue
            checked.add(key)
            whole = Draft202012Validator({"$ref": f"urn:contract{schema['$ref']}"}, registry=registry)
            wrong = [f"{error.json_path}: {error.message[:200]}" for error in whole.iter_errors(example(at))]
            assert not wrong, f"{place}: {at} (config/contract/values.py): {wrong}"
    assert len(checked) > 150
