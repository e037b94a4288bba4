"""From a Bearer token to a user: the organization of everything that follows comes from here alone."""

from typing import Any

from django.db.models import Exists
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request
from rest_framework_simplejwt.exceptions import TokenError

from omnipresence.accounts.devices import REVOKED
from omnipresence.accounts.models import RefreshToken, SyncDevice, User
from omnipresence.accounts.problems import DeviceRevoked
from omnipresence.accounts.tokens import LINK, ORGANIZATION, TOKEN_VERSION, AccessToken
from omnipresence.base.caller import DEVICE
from omnipresence.base.problems import NotAuthenticated
from omnipresence.base.values import read_id, read_id_text


class AccessTokenAuthentication(BaseAuthentication):
    """Verifies the signature, then that user, token and tablet still are welcome: with one read, for every request."""

    def authenticate(self, request: Request) -> tuple[User, Any] | None:
        parts = get_authorization_header(request).split()
        if not parts:
            return None
        if len(parts) != 2 or parts[0].lower() != b"bearer":  # noqa: PLR2004 - scheme and token
            raise NotAuthenticated
        try:
            token = AccessToken(parts[1])  # type: ignore[arg-type]
            user_id, organization_id = read_id_text(token["sub"]), read_id(token[ORGANIZATION])
        except (TokenError, KeyError, ValueError, TypeError) as error:
            raise NotAuthenticated from error
        revoked = SyncDevice.objects.for_organization(organization_id).filter(
            device_uuid=str(token.get(DEVICE, "")), status=REVOKED
        )
        ended = RefreshToken.objects.for_organization(organization_id).filter(
            jti=str(token.get(LINK, "")), revoked_at__isnull=False
        )
        users = User.objects.for_organization(organization_id).select_related("organization")
        welcome = users.annotate(device_revoked=Exists(revoked), signed_out=Exists(ended))
        user: Any = welcome.filter(pk=user_id).first()
        if user is None or not user.is_active or user.token_version != token.get(TOKEN_VERSION) or user.signed_out:
            raise NotAuthenticated
        if user.device_revoked:
            raise DeviceRevoked
        return user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes the scheme in openapi.yaml."""

    target_class = AccessTokenAuthentication
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
