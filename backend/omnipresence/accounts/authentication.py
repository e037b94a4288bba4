"""From a Bearer token to a user: the organization of everything that follows comes from here alone."""

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request
from rest_framework_simplejwt.exceptions import TokenError

from omnipresence.accounts import keys, rules
from omnipresence.accounts.devices import REVOKED
from omnipresence.accounts.problems import DeviceRevoked
from omnipresence.accounts.tokens import BEGAN, LINK, ORGANIZATION, TOKEN_VERSION, AccessToken
from omnipresence.accounts.use import note_sign_in_used
from omnipresence.base import clock
from omnipresence.base.caller import DEVICE, Credential
from omnipresence.base.problems import NotAuthenticated
from omnipresence.base.sql import moment, select
from omnipresence.base.values import read_id, read_id_text

# One read for every request there is, so it is written by hand: the ORM takes longer to write it than all the rest of
# a small request takes.
WELCOME = """
SELECT u.id, u.organization_id, u.role, u.name, u.email, u.is_active, u.token_version,
    o.suspended_at IS NULL AND o.deleted_at IS NULL, o.settings,
    EXISTS (SELECT 1 FROM sync_devices d WHERE d.organization_id = u.organization_id AND d.device_uuid = %s
        AND d.status = %s),
    (SELECT last_used_at FROM refresh_tokens t WHERE t.organization_id = u.organization_id AND t.jti = %s
        AND t.revoked_at IS NULL)
FROM users u JOIN organizations o ON o.id = u.organization_id WHERE u.organization_id = %s AND u.id = %s
"""


class SignedInUser(NamedTuple):
    """Who a request comes from: what base.http makes a Caller of."""

    pk: int
    organization_id: int
    role: str
    name: str
    email: str


def bearer_token(request: Request) -> bytes | None:
    """What stands behind `Bearer`; None without the header. Raises NotAuthenticated for anything else."""
    parts = get_authorization_header(request).split()
    if not parts:
        return None
    if len(parts) != 2 or parts[0].lower() != b"bearer":  # noqa: PLR2004 - scheme and token
        raise NotAuthenticated
    return parts[1]


class AccessTokenAuthentication(BaseAuthentication):
    """Verifies the signature, then that user, sign-in, tablet and organization still are welcome: with one read."""

    def authenticate(self, request: Request) -> tuple[SignedInUser, Credential] | None:
        text = bearer_token(request)
        if text is None or keys.is_api_key(text):
            return None
        try:
            token = AccessToken(text)  # type: ignore[arg-type]
            user_id, organization_id = read_id_text(token["sub"]), read_id(token[ORGANIZATION])
            began = datetime.fromtimestamp(int(token.get(BEGAN, 0)), UTC)
        except (TokenError, KeyError, ValueError, TypeError, OverflowError) as error:
            raise NotAuthenticated from error
        credential = Credential(device=str(token.get(DEVICE, "")), link=str(token.get(LINK, "")))
        rows = select(WELCOME, [credential.device, REVOKED, credential.link, organization_id, user_id])
        if not rows:
            raise NotAuthenticated
        *named, is_active, token_version, is_open, settings, device_revoked, used = rows[0]
        if not is_active or token_version != token.get(TOKEN_VERSION) or not is_open:
            raise NotAuthenticated
        user = SignedInUser(*named)
        if credential.link:
            _check_sign_in(user, credential.link, json.loads(settings), began, used)
        if device_revoked:
            raise DeviceRevoked
        return user, credential

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class ApiKeyAuthentication(BaseAuthentication):
    """Lets a program in that has an API key: as the user who made the key, within its scopes."""

    def authenticate(self, request: Request) -> tuple[Any, Credential] | None:
        text = bearer_token(request)
        if text is None or not keys.is_api_key(text):
            return None
        return keys.authenticate(text)

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def _check_sign_in(
    user: SignedInUser, link: str, settings: dict[str, Any], began: datetime, last_used: datetime | str | None
) -> None:
    """Raises NotAuthenticated where the sign-in was ended, or one of the organization's limits has passed."""
    if last_used is None:
        raise NotAuthenticated
    now, used = clock.now(), moment(last_used)
    limits = rules.sign_in_limits(settings)
    if limits.have_passed(signed_in_at=began, last_used_at=used, now=now):
        raise NotAuthenticated
    if now - used > limits.grain:
        note_sign_in_used(user.organization_id, link, now)


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes the access token in openapi.yaml."""

    target_class = AccessTokenAuthentication
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "The `access` token of a sign-in: a person, whose role says what is allowed.",
        }


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes API keys in openapi.yaml."""

    target_class = ApiKeyAuthentication
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "omni_<public>_<secret>",
            "description": (
                "An API key, made by an administrator with `POST /api/v1/api-keys`. It acts for the user who made it, "
                f"within its scopes: {', '.join(f'`{scope}`' for scope in keys.SCOPES)}. Each operation names the "
                "scope that it needs; one that names none takes no keys."
            ),
        }
