"""Every route of the API by every role and by API keys: what docs/permissions.md does not name is refused (R8.2)."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from omnipresence.accounts.models import Role, User
from omnipresence.accounts.permissions import ANYBODY, EVERYONE_INSIDE, Roles, Scope
from omnipresence.base.http import ApiView
from support.api import Api
from support.cast import School, bearer
from support.keys import key_of, keyed

# What stands in for the parameters of a path: nothing that anybody has.
NOBODY_HAS = {
    "<id:id>": "9000000000000000000",
    "<id:delivery_id>": "9000000000000000000",
    "<code:code>": "none_such",
    "<token:token>": "none_such",
}
PAGE = Path(__file__).parents[3] / "docs" / "permissions.md"
# About the contract itself, so not part of it.
UNLISTED = {"/api/v1/schema", "/api/v1/docs", "/api/v1/docs/style.css"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def routes() -> Iterator[tuple[str, Any]]:
    """Every path under /api/v1 with its view."""
    yield from _below(get_resolver().url_patterns, "/")


def _below(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, path)
        elif path.startswith("/api/"):
            yield path, pattern.callback


ROUTES = dict(routes())


@pytest.mark.parametrize("path", sorted(ROUTES))
def test_every_view_names_the_roles_of_every_method(path: str) -> None:
    view = getattr(ROUTES[path], "view_class", None)
    assert view is not None and issubclass(view, APIView), f"{path}: not a view of the API"
    offered = {method for method in METHODS if hasattr(view, method.lower())}
    assert set(view.roles) == offered, f"{path}: roles for {set(view.roles)}, methods {offered}"
    known = {*Role.values, "anybody"}
    assert all(allowed and set(map(str, allowed)) <= known for allowed in view.roles.values())


@pytest.mark.parametrize("path", sorted(ROUTES))
def test_every_view_names_the_scopes_of_api_keys_or_refuses_keys(path: str) -> None:
    view = ROUTES[path].view_class
    scopes = getattr(view, "scopes", None)
    assert scopes is not None, f"{path}: name the scope of each method, or KEYS_REFUSED"
    assert set(scopes) <= set(view.roles), path
    assert set(map(str, scopes.values())) <= set(map(str, Scope)), path
    assert not any(view.roles[method] is ANYBODY for method in scopes), f"{path}: needs no key"


def filled(path: str) -> str:
    """The path with something in place of each parameter."""
    for parameter, value in NOBODY_HAS.items():
        path = path.replace(parameter, value)
    return path


def outcome(answer: Any) -> str:
    if answer.status_code == 405:
        return "no such method"
    return "refused" if answer.status_code in {401, 403} else "allowed"


@cache
def page() -> dict[tuple[str, str], dict[str, str]]:
    """docs/permissions.md: what it says of each method and path, for each role and for API keys."""
    listed = {}
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        named = re.fullmatch(r"`([A-Z]+) (\S+)`", cells[0])
        if named:
            columns = ("frontline", "administrator", "manager", "external", "key")
            listed[named[1], named[2]] = dict(zip(columns, cells[1:], strict=True))
    return listed


def listed(path: str) -> str:
    """A route as the contract writes it."""
    return re.sub(r"<\w+:(\w+)>", r"{\1}", path)


def ask(api: Api, method: str, path: str) -> Any:
    # An id that nobody has: who is allowed meets 404 or 422, who is not meets 403 before anything is looked up.
    return api.client.generic(method, filled(path), b"{}", content_type="application/json")


def test_every_route_is_on_the_page_and_nothing_else() -> None:
    offered = {(method, listed(path)) for path, view in ROUTES.items() for method in view.view_class.roles}
    assert {(method, path) for method, path in offered if path not in UNLISTED} == set(page())


@pytest.mark.parametrize("role", Role.values)
def test_every_route_answers_each_role_as_the_page_says(school: School, role: str) -> None:
    User.objects.for_organization(school.organization.pk).filter(pk=school.mina.pk).update(role=role)
    api = Api(school.mina)
    for path in sorted(set(ROUTES) - UNLISTED):
        for method in METHODS:
            says = page().get((method, listed(path)), {"nobody": "no such method"})
            wanted = {"yes": "allowed", "everybody": "allowed", "": "refused"}.get(says.get(role, ""), "")
            answer = ask(api, method, path)
            if says.get(role) == "everybody" and answer.status_code == 401:
                # Wrong credentials, which is what was sent.
                continue
            wanted = says.get("nobody", wanted)
            assert outcome(answer) == wanted, f"{role} {method} {path}: {answer.status_code} {answer.content!r}"


def test_every_route_answers_keys_by_their_scopes_as_the_page_says(school: School) -> None:
    """An administrator's keys: one with each scope, and one with all but that."""
    one = {scope: keyed(key_of(school.olga, scope)) for scope in map(str, Scope)}
    others = {scope: keyed(key_of(school.olga, *(set(map(str, Scope)) - {scope}))) for scope in one}
    whole = keyed(key_of(school.olga, *one))
    for (method, path), says in page().items():
        if says["administrator"] == "everybody":
            continue
        route = next(route for route in ROUTES if listed(route) == path)
        scope = says["key"].strip("`")
        refused = ask(others[scope] if scope else whole, method, route)
        assert (refused.status_code, refused.json()["code"]) == (403, "scope-missing"), (method, path)
        if scope:
            answer = ask(one[scope], method, route)
            assert outcome(answer) == "allowed", f"{method} {path}: {answer.status_code} {answer.content!r}"


class Forgotten(ApiView):
    """A view whose author thought of nothing."""

    def get(self, request: Request) -> Response:
        return Response({})


class HalfForgotten(Forgotten):
    """A view whose author thought of people and not of programs."""

    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE}


def test_a_view_without_rules_lets_nobody_in(school: School) -> None:
    def status(view: Any, authorization: str) -> int:
        request = APIRequestFactory().get("/", headers={"Authorization": authorization})
        return int(view.as_view()(request).status_code)

    olga = bearer(school.olga)["Authorization"]
    key = f"Bearer {key_of(school.olga, *map(str, Scope))}"
    assert (status(Forgotten, olga), status(Forgotten, key)) == (403, 403)
    assert (status(HalfForgotten, olga), status(HalfForgotten, key)) == (200, 403)


def test_a_new_route_without_rules_fails_the_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    for view, check in (
        (Forgotten, test_every_view_names_the_roles_of_every_method),
        (HalfForgotten, test_every_view_names_the_scopes_of_api_keys_or_refuses_keys),
    ):
        monkeypatch.setitem(ROUTES, "/api/v1/new", view.as_view())
        with pytest.raises((AssertionError, AttributeError)):
            check("/api/v1/new")
    with pytest.raises(AssertionError):
        test_every_route_is_on_the_page_and_nothing_else()


def test_nobody_gets_in_without_signing_in(db: None) -> None:
    for path, callback in sorted(ROUTES.items()):
        address = filled(path)
        for method, allowed in callback.view_class.roles.items():
            answer = Api().client.generic(method, address, b"{}", content_type="application/json")
            if allowed is ANYBODY:
                assert answer.status_code in {200, 204, 404, 422}, address
            else:
                assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer"), address


def test_heads_are_allowed_to_who_may_read_and_nothing_is_guessed_from_options(school: School) -> None:
    teacher = Api(school.mina).client
    assert teacher.head("/api/v1/participants").status_code == 200
    assert teacher.head("/api/v1/audit-logs").status_code == 403
    answer = teacher.options("/api/v1/participants")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST, HEAD")


def test_a_role_that_was_taken_away_is_gone_with_the_next_request(school: School) -> None:
    api = Api(school.olga)
    assert api.get("audit-logs").status_code == 200
    User.objects.for_organization(school.organization.pk).filter(pk=school.olga.pk).update(role=Role.FRONTLINE)
    assert api.get("audit-logs").status_code == 403
