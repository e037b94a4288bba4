"""Wire shapes of users and API keys."""

import re
from typing import Any

from rest_framework import serializers

from omnipresence.accounts.permissions import Scope
from omnipresence.accounts.rules import account_name
from omnipresence.accounts.serializers.profile import ROLES
from omnipresence.base import values
from omnipresence.base.filters import ApiFilterSet, ChoiceFilter, FlagFilter, IdFilter, SearchFilter
from omnipresence.base.inputs import Exact, Flag, Input, Moment, Text
from omnipresence.base.values import BadValue

# One @ with something on both sides, and no spaces or controls: whether it exists, only a mail could tell. Written out,
# since `\s` is not the same in every language that reads the contract.
PART = r"[^@\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\ufeff]+"
EMAIL = f"{PART}@{PART}"
SCOPES = tuple(str(scope) for scope in Scope)


def read_email(value: object) -> str:
    """An e-mail in the form in which it is kept."""
    text = account_name(values.read_text(value, max_length=255))
    if re.fullmatch(EMAIL, text) is None:
        raise BadValue("format", "This must be an e-mail address.")
    # Some letters are longer in lower case.
    return values.read_text(text, max_length=255)


def read_role(value: object) -> str:
    """One of the four roles."""
    if value not in ROLES:
        raise BadValue("choice", f"This must be one of: {', '.join(ROLES)}.")
    return str(value)


def read_scopes(value: object) -> list[str]:
    """A list of scopes, none twice, kept in the order of this documentation."""
    if not isinstance(value, list) or not value:
        raise BadValue("type", "This must be a list of scopes.")
    if not all(isinstance(name, str) and name in SCOPES for name in value) or len(set(value)) != len(value):
        raise BadValue("choice", f"These must be different ones of: {', '.join(SCOPES)}.")
    return [scope for scope in SCOPES if scope in value]


class UserIn(Input):
    email = Exact(read_email, {"type": "string", "maxLength": 255, "pattern": f"^{EMAIL}$"})
    name = Text(max_length=255)
    role = Exact(read_role, {"type": "string", "enum": list(ROLES)})


class UserPatch(UserIn):
    is_active = Flag()


class UserOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    email = serializers.CharField()
    name = serializers.CharField()
    role = serializers.ChoiceField(ROLES)
    is_active = serializers.BooleanField()
    has_password = serializers.BooleanField(help_text="False until an invitation or a reset was redeemed.")
    last_login_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class InvitedOut(UserOut):
    """A user, and the one-time token with which they choose a password."""

    invitation = serializers.CharField(
        help_text="Shown only now. Hand on the link `/#/invitation/<this>`, or send it to `POST /auth/invitation`."
    )
    invitation_expires_at = serializers.DateTimeField()


class UserFilters(ApiFilterSet):
    role = ChoiceFilter(choices=ROLES, field_name="role")
    is_active = FlagFilter(field_name="is_active")
    search = SearchFilter(fields=("name", "email"))


class ApiKeyIn(Input):
    name = Text(max_length=100)
    scopes = Exact(
        read_scopes,
        {"type": "array", "items": {"type": "string", "enum": list(SCOPES)}, "minItems": 1, "uniqueItems": True},
    )
    expires_at = Moment(help_text="Within two years.")


class ApiKeyOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    public = serializers.CharField(help_text="The middle part of the key: names it in the audit log as `key:<public>`.")
    scopes = serializers.ListField(child=serializers.ChoiceField(SCOPES))
    user = serializers.IntegerField(
        help_text="For whom it acts: who made it. It is refused while that user is deactivated."
    )
    user_name = serializers.CharField()
    expires_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True, help_text="To the minute.")
    revoked_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewApiKeyOut(ApiKeyOut):
    """A new key."""

    key = serializers.CharField(help_text="For `Authorization: Bearer`. Shown only now; keep it secret.")


class RevokedFilter(FlagFilter):
    """`?is_revoked=false`."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs if value is None else qs.filter(revoked_at__isnull=not value)


class ApiKeyFilters(ApiFilterSet):
    user = IdFilter(field_name="user_id")
    is_revoked = RevokedFilter()
    search = SearchFilter(fields=("name",))
