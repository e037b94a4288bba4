"""The two kinds of tokens, as simplejwt signs and verifies them."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError, TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import AccessToken as JwtAccessToken
from rest_framework_simplejwt.tokens import RefreshToken as JwtRefreshToken

from omnipresence.accounts.models import RefreshToken as RefreshLink
from omnipresence.accounts.models import User
from omnipresence.accounts.problems import SessionEnded
from omnipresence.base.caller import DEVICE
from omnipresence.base.values import read_id, read_id_text

ORGANIZATION = "org"
TOKEN_VERSION = "tv"
FAMILY = "family"
LINK = "link"
BEGAN = "began"


class Signer:
    """Signs with the secret key, and also believes what earlier ones signed, until that expires by itself."""

    def encode(self, payload: dict[str, Any]) -> str:
        return str(_backend(settings.SECRET_KEY).encode(payload))

    def decode(self, token: Any, verify: bool = True) -> dict[str, Any]:
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        for key in keys[:-1]:
            try:
                return dict(_backend(key).decode(token, verify=verify))
            except TokenBackendError:
                continue
        return dict(_backend(keys[-1]).decode(token, verify=verify))

    def get_leeway(self) -> timedelta:
        return timedelta(0)


SIGNER = Signer()


@cache
def _backend(key: str) -> TokenBackend:
    return TokenBackend(
        api_settings.ALGORITHM, signing_key=key, audience=api_settings.AUDIENCE, issuer=api_settings.ISSUER
    )


class AccessToken(JwtAccessToken):
    """Proves who asks, for minutes.

    Names the user and the user's token_version, so a step of that ends it at once, and the refresh token that came
    with it: when that one is revoked, this one ends with it. Also says when the sign-in began.
    """

    def get_token_backend(self) -> Any:
        return SIGNER

    @classmethod
    def of(cls, user: User, device: str = "", link: RefreshLink | None = None) -> "AccessToken":
        token = cls()
        _name(token, user, device)
        if link is not None:
            token[LINK] = link.jti
            token[BEGAN] = int(link.signed_in_at.timestamp())
        return token


class RefreshToken(JwtRefreshToken):
    """Gets the next access token, and is exchanged for its own successor each time.

    Only its row is stored. Everything in it comes from the row and its user, so minting it again gives the same text.
    """

    def get_token_backend(self) -> Any:
        return SIGNER

    @classmethod
    def of(cls, user: User, link: RefreshLink, device: str) -> "RefreshToken":
        token = cls()
        token.set_exp(from_time=link.expires_at, lifetime=timedelta(0))
        token.set_iat(at_time=link.created_at)
        token["jti"] = link.jti
        _name(token, user, device)
        token[FAMILY] = link.family
        return token


@dataclass(frozen=True, slots=True)
class Presented:
    """What a verified refresh token says."""

    organization_id: int
    user_id: int
    token_version: int
    jti: str
    device: str


def read_refresh_token(text: str) -> Presented:
    """Verify signature, kind, audience and expiry; raises SessionEnded."""
    try:
        token = RefreshToken(text)  # type: ignore[arg-type]
        return Presented(
            organization_id=read_id(token[ORGANIZATION]),
            user_id=read_id_text(token["sub"]),
            token_version=int(token[TOKEN_VERSION]),
            jti=str(token["jti"]),
            device=str(token.get(DEVICE, "")),
        )
    except (TokenError, KeyError, ValueError, TypeError) as error:
        raise SessionEnded from error


def _name(token: Any, user: User, device: str) -> None:
    token["sub"] = str(user.pk)
    token[ORGANIZATION] = user.organization_id
    token[TOKEN_VERSION] = user.token_version
    if device:
        token[DEVICE] = device
