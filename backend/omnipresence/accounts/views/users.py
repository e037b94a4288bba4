"""Administrators' work on users and API keys."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts import selectors, services
from omnipresence.accounts.permissions import ADMINISTRATOR, KEYS_REFUSED, Roles, Scopes
from omnipresence.accounts.problems import (
    EmailTaken,
    KeyRevoked,
    LastAdministrator,
    OwnAccount,
    TooManyKeys,
    UserInactive,
)
from omnipresence.accounts.serializers.users import (
    ApiKeyFilters,
    ApiKeyIn,
    ApiKeyOut,
    InvitedOut,
    NewApiKeyOut,
    UserFilters,
    UserIn,
    UserOut,
    UserPatch,
)
from omnipresence.accounts.services import Invited
from omnipresence.accounts.shapes import api_key_json, user_json
from omnipresence.base.clock import rfc3339
from omnipresence.base.contract import listing, operation
from omnipresence.base.http import ApiView, expected_version, stamped

USERS = "Users"
KEYS = "API keys"
USER_ORDERINGS = ("id", "-id", "name", "-name", "email", "-email")
KEY_ORDERINGS = ("id", "-id", "name", "-name", "expires_at", "-expires_at")


class UserList(ApiView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @listing("listUsers", "List the users.", tag=USERS, item=UserOut, filters=UserFilters, orderings=USER_ORDERINGS)
    def get(self, request: Request) -> Response:
        return self.page(selectors.users(self.caller.organization_id), user_json, UserFilters, USER_ORDERINGS)

    @operation(
        "inviteUser",
        "Invite a user.",
        tag=USERS,
        body=UserIn,
        answer=InvitedOut,
        status=201,
        refusals=[EmailTaken],
        description=(
            "The answer holds a one-time token, valid for a week, with which the user chooses a password. No mail is "
            "sent: hand the link on yourself."
        ),
    )
    def post(self, request: Request) -> Response:
        done = services.invite_user(self.caller, **self.body(UserIn))
        return stamped(_invited(done), done.user.updated_at, status=201, location=f"/api/v1/users/{done.user.pk}")


class UserItem(ApiView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR, "PATCH": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation("getUser", "Read a user.", tag=USERS, answer=UserOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        row = selectors.get_user(self.caller.organization_id, id)
        return stamped(user_json(row), row.updated_at)

    @operation(
        "updateUser",
        "Change a user's name, e-mail or role, or deactivate them.",
        tag=USERS,
        body=UserPatch,
        answer=UserOut,
        by_id=True,
        if_match=True,
        refusals=[EmailTaken, LastAdministrator],
        description=(
            "Another role, and `is_active: false`, end the user's sign-ins at once, access tokens included; a "
            "deactivated user's API keys are refused as well. Marks on their tablets are kept."
        ),
    )
    def patch(self, request: Request, id: int) -> Response:
        given = self.body(UserPatch, partial=True)
        row = services.update_user(self.caller, id, values=given, expected=expected_version(request))
        return stamped(user_json(row), row.updated_at)


class UserReset(ApiView):
    roles: ClassVar[Roles] = {"POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation(
        "resetUser",
        "Take a user's password away and give out a token for a new one.",
        tag=USERS,
        answer=InvitedOut,
        by_id=True,
        refusals=[OwnAccount, UserInactive, LastAdministrator],
        description=(
            "For a lost or stolen password. The old one stops working and all of the user's sign-ins end at once. The "
            "token works once, within a day. Of a user who never had a password this renews the invitation."
        ),
    )
    def post(self, request: Request, id: int) -> Response:
        return Response(_invited(services.reset_user(self.caller, id)))


class ApiKeyList(ApiView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @listing(
        "listApiKeys", "List the API keys.", tag=KEYS, item=ApiKeyOut, filters=ApiKeyFilters, orderings=KEY_ORDERINGS
    )
    def get(self, request: Request) -> Response:
        return self.page(selectors.api_keys(self.caller.organization_id), api_key_json, ApiKeyFilters, KEY_ORDERINGS)

    @operation(
        "createApiKey",
        "Make an API key.",
        tag=KEYS,
        body=ApiKeyIn,
        answer=NewApiKeyOut,
        status=201,
        refusals=[TooManyKeys],
        description=(
            "It acts for the caller, within its scopes and the caller's role as it is at each request. `key` is shown "
            "only now."
        ),
    )
    def post(self, request: Request) -> Response:
        row, made = services.create_api_key(self.caller, **self.body(ApiKeyIn))
        body = {**api_key_json(row), "key": made.text}
        return stamped(body, row.updated_at, status=201, location=f"/api/v1/api-keys/{row.pk}")


class ApiKeyItem(ApiView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR, "PATCH": ADMINISTRATOR, "DELETE": ADMINISTRATOR}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @operation("getApiKey", "Read an API key, but for the key itself.", tag=KEYS, answer=ApiKeyOut, by_id=True)
    def get(self, request: Request, id: int) -> Response:
        row = selectors.get_api_key(self.caller.organization_id, id)
        return stamped(api_key_json(row), row.updated_at)

    @operation(
        "updateApiKey",
        "Change an API key's name, scopes or expiry.",
        tag=KEYS,
        body=ApiKeyIn,
        answer=ApiKeyOut,
        by_id=True,
        if_match=True,
        refusals=[KeyRevoked],
        description="From the key's next request on.",
    )
    def patch(self, request: Request, id: int) -> Response:
        given = self.body(ApiKeyIn, partial=True)
        row = services.update_api_key(self.caller, id, values=given, expected=expected_version(request))
        return stamped(api_key_json(row), row.updated_at)

    @operation(
        "revokeApiKey",
        "Revoke an API key.",
        tag=KEYS,
        status=204,
        by_id=True,
        if_match=True,
        description="It is refused from its next request on, for good. Its row stays, for the record.",
    )
    def delete(self, request: Request, id: int) -> Response:
        services.revoke_api_key(self.caller, id, expected=expected_version(request))
        return Response(status=204)


def _invited(done: Invited) -> dict[str, object]:
    token = {"invitation": done.token, "invitation_expires_at": rfc3339(done.invitation.expires_at)}
    return {**user_json(done.user), **token}
