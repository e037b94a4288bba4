"""Every route of the API by every role: what is not named is refused (R8.2)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.views import APIView

from omnipresence.accounts.models import Role, User
from omnipresence.accounts.permissions import ANYBODY, Scope
from support.api import Api
from support.cast import School

# What stands in for the parameters of a path: nothing that anybody has.
NOBODY_HAS = {"<id:id>": "9000000000000000000", "<code:code>": "none_such", "<token:token>": "none_such"}
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


def expected(view: Any, method: str, role: str) -> str:
    if method not in view.roles:
        return "no such method"
    allowed = view.roles[method]
    return "allowed" if allowed is ANYBODY or role in allowed else "refused"


def outcome(answer: Any) -> str:
    if answer.status_code == 405:
        return "no such method"
    return "refused" if answer.status_code in {401, 403} else "allowed"


@pytest.mark.parametrize("role", Role.values)
def test_every_route_answers_each_role_as_its_rule_says(school: School, role: str) -> None:
    User.objects.for_organization(school.organization.pk).filter(pk=school.mina.pk).update(role=role)
    api = Api(school.mina)
    for path, callback in sorted(ROUTES.items()):
        # An id that nobody has: who is allowed meets 404 or 422, who is not meets 403 before anything is looked up.
        address = filled(path)
        for method in METHODS:
            if (method, address) == ("POST", "/api/v1/auth/logout"):
                continue
            answer = api.client.generic(method, address, b"{}", content_type="application/json")
            wanted = expected(callback.view_class, method, role)
            if callback.view_class.authentication_classes == () and answer.status_code == 401:
                continue
            assert outcome(answer) == wanted, f"{role} {method} {address}: {answer.status_code} {answer.content!r}"


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
