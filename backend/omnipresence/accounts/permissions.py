"""Who may do what (R8.2, R8.5): each view names the roles and the keys' scope of each method; the rest is refused."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from omnipresence.accounts.models import Role

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
    """Allows a request when the view's `roles` name the caller's role for its method.

    The role is read from the user's row with every request, never from the token (security item 7).
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method not in view.allowed_methods:
            # Nothing will run: the view answers 405, to everybody.
            return True
        roles: Roles = getattr(view, "roles", {})
        method = "GET" if request.method == "HEAD" else request.method
        allowed = roles.get(method or "", frozenset())
        if allowed is ANYBODY:
            return True
        return getattr(request.user, "role", None) in allowed
