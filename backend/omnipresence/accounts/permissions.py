"""Who may do what (R8.2, R8.5): each view names the roles and the keys' scope of each method; the rest is refused."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from omnipresence.accounts.models import Role
from omnipresence.base.problems import ScopeMissing

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
READERS = frozenset({Role.ADMINISTRATOR, Role.MANAGER})
STAFF = frozenset({Role.ADMINISTRATOR, Role.FRONTLINE})
EVERYONE_INSIDE = frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.FRONTLINE})
ANYBODY = frozenset({"anybody"})

Roles = Mapping[str, frozenset[Any]]


class Scope(StrEnum):
    """What an API key may do at most; the role of the user whom it acts for bounds it as well."""

    READ = "read"
    PRESENCE_WRITE = "presence:write"
    ROSTER_WRITE = "roster:write"
    SCHEDULE_WRITE = "schedule:write"
    IMPORTS_WRITE = "imports:write"
    WEBHOOKS_WRITE = "webhooks:write"
    SYNC = "sync"


# The scope that a key needs for each method of a view; methods that are not named take no keys at all.
Scopes = Mapping[str, Scope]
KEYS_REFUSED: Scopes = MappingProxyType({})


class RoleRule(BasePermission):
    """Allows a request when the view's `roles` name the caller's role for its method, and `scopes` one of the key's.

    The role is read from the user's row with every request, never from the token (security item 7).
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method not in view.allowed_methods:
            # Nothing will run: the view answers 405, to everybody.
            return True
        method = "GET" if request.method == "HEAD" else request.method or ""
        roles: Roles = getattr(view, "roles", {})
        allowed = roles.get(method, frozenset())
        if allowed is ANYBODY:
            return True
        if getattr(request.user, "role", None) not in allowed:
            return False
        _check_scope(request.auth, getattr(view, "scopes", KEYS_REFUSED).get(method))
        return True


def _check_scope(credential: Any, needed: str | None) -> None:
    """Raises ScopeMissing for a key that may not do this; people are bounded by their role alone."""
    if credential is None or credential.scopes is None or needed in credential.scopes:
        return
    if needed is None:
        raise ScopeMissing("API keys are not taken here; a person has to sign in.")
    raise ScopeMissing(f"This needs the scope {needed}.")
