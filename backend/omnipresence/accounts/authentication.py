"""From a Bearer token to a user: the organization of everything that follows comes from here alone."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, Subquery
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request
from rest_framework_simplejwt.exceptions import TokenError

from omnipresence.accounts import keys, rules
from omnipresence.accounts.devices import REVOKED
from omnipresence.accounts.models import RefreshToken, SyncDevice, User
from omnipresence.accounts.problems import DeviceRevoked
from omnipresence.accounts.tokens import BEGAN, LINK, ORGANIZATION, TOKEN_VERSION, AccessToken
from omnipresence.accounts.use import note_sign_in_used
from omnipresence.base import clock
from omnipresence.base.caller import DEVICE, Credential
from omnipresence.base.problems import NotAuthenticated
from omnipresence.base.values import read_id, read_id_text


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

    def authenticate(self, request: Request) -> tuple[User, Credential] | None:
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
        user = _welcome(organization_id, user_id, credential)
        if user is None or not user.is_active or user.token_version != token.get(TOKEN_VERSION):
            raise NotAuthenticated
        if not user.organization.is_open:
            raise NotAuthenticated
        if credential.link:
            _check_sign_in(user, credential.link, began)
        if user.device_revoked:
            raise DeviceRevoked
        return user, credential

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class ApiKeyAuthentication(BaseAuthentication):
    """Lets a program in that has an API key: as the user who made the key, within its scopes."""

    def authenticate(self, request: Request) -> tuple[User, Credential] | None:
        text = bearer_token(request)
        if text is None or not keys.is_api_key(text):
            return None
        return keys.authenticate(text)

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def _welcome(organization_id: int, user_id: int, credential: Credential) -> Any:
    """The user, annotated with what else decides: whether the tablet is revoked, when the sign-in was used last."""
    revoked = SyncDevice.objects.for_organization(organization_id).filter(device_uuid=credential.device, status=REVOKED)
    users: Any = User.objects.for_organization(organization_id).select_related("organization")
    users = users.annotate(device_revoked=Exists(revoked))
    if credential.link:
        link = RefreshToken.objects.for_organization(organization_id).filter(jti=credential.link, revoked_at=None)
        users = users.annotate(sign_in_used=Subquery(link.values("last_used_at")[:1]))
    return users.filter(pk=user_id).first()


def _check_sign_in(user: Any, link: str, began: datetime) -> None:
    """Raises NotAuthenticated where the sign-in was ended, or one of the organization's limits has passed."""
    now, used = clock.now(), user.sign_in_used
    if used is None:
        raise NotAuthenticated
    limits = rules.sign_in_limits(user.organization.settings)
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
