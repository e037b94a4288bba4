"""What HTTP itself asks of every operation of the contract: Allow, Location, and the media type of problems."""

from typing import Any

import pytest
import yaml
from django.urls import Resolver404, resolve

from support.api import Api
from support.cast import School
from support.generated import fitted, fitting
from support.tree import ROOT

CONTRACT: dict[str, Any] = yaml.load(
    (ROOT / "openapi.yaml").read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
)
PATHS: dict[str, dict[str, Any]] = CONTRACT["paths"]
PROBLEM_JSON = "application/problem+json"
NOBODY_HAS = {"{code}": "none_such", "{token}": "none_such"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def filled(path: str, id: int = 9_000_000_000_000_000_000) -> str:
    for name, value in NOBODY_HAS.items():
        path = path.replace(name, value)
    while "{" in path:
        before, _, after = path.partition("{")
        path = f"{before}{id}{after.partition('}')[2]}"
    return path


def is_problem(answer: Any) -> bool:
    body = answer.json()
    whole = {"type", "title", "status", "detail", "code"} <= set(body) and body["status"] == answer.status_code
    return answer.headers["Content-Type"] == PROBLEM_JSON and whole


def test_every_address_names_its_methods_where_another_is_tried(school: School) -> None:
    client = Api(school.olga).client
    for path, methods in PATHS.items():
        offered = {method.upper() for method in methods}
        for method in {*METHODS} - offered:
            answer = client.generic(method, filled(path), b"{}", content_type="application/json")
            assert answer.status_code == 405 and is_problem(answer), f"{method} {path}"
            allowed = set(answer.headers["Allow"].split(", "))
            assert allowed == offered | ({"HEAD"} if "GET" in offered else set()), f"{method} {path}"


@pytest.mark.parametrize("content_type", ["application/json", "text/plain"])
def test_every_refusal_is_a_problem(school: School, content_type: str) -> None:
    """No sign-in, a body that is none, a type that nobody reads, an id that nobody has."""
    refused = 0
    for path, methods in PATHS.items():
        for method, operation in methods.items():
            for api in (Api(), Api(school.olga)):
                answer = api.client.generic(method.upper(), filled(path), b"{", content_type=content_type)
                if answer.status_code >= 400:
                    refused += 1
                    told = operation["responses"].get(str(answer.status_code))
                    assert is_problem(answer), f"{method} {path}: {answer.status_code} {answer.headers}"
                    assert told is not None, f"{method} {path}: {answer.status_code} is not in the contract"
                    codes = set(told["content"][PROBLEM_JSON]["examples"])
                    assert answer.json()["code"] in codes, f"{method} {path}: {answer.json()}"
    assert refused > len(PATHS)


def test_every_new_row_says_where_it_is(school: School) -> None:
    """The examples are sent as they stand, with this school's ids in the place of theirs."""
    olga = Api(school.olga)
    newcomer = olga.post("participants", {"identifier": "N", "first_name": "N", "last_name": ""}).json()["id"]
    here = fitting(school, newcomer)
    rows = 0
    for path, methods in PATHS.items():
        operation = methods.get("post", {})
        answered = operation.get("responses", {}).get("201")
        sent = fitted(operation, here) if answered and "{" not in path else None
        if sent is None or "Location" not in answered.get("headers", {}):
            continue
        rows += 1
        answer = olga.post(path.removeprefix("/api/v1/"), sent)
        assert answer.status_code == 201, f"{path}: {answer.json()}"
        try:
            resolve(answer.headers["Location"])
        except Resolver404:
            pytest.fail(f"{path}: {answer.headers['Location']} is no address")
        assert olga.client.get(answer.headers["Location"]).status_code == 200, path
    assert rows >= 8


def test_every_201_of_one_row_promises_a_location() -> None:
    for path, methods in PATHS.items():
        for method, operation in methods.items():
            answer = operation["responses"].get("201")
            if answer is not None:
                assert "Location" in answer.get("headers", {}), f"{method} {path}"
