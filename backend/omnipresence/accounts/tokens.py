"""The two kinds of tokens, as simplejwt signs and verifies them."""

from typing import Any

from rest_framework_simplejwt.tokens import AccessToken as JwtAccessToken
from rest_framework_simplejwt.tokens import RefreshToken as JwtRefreshToken

from omnipresence.accounts.models import User

ORGANIZATION = "org"
TOKEN_VERSION = "tv"
FAMILY = "family"


class AccessToken(JwtAccessToken):
    """Proves who asks, for minutes. Names the user and the user's token_version, so a step of that ends it at once."""

    @classmethod
    def of(cls, user: User) -> "AccessToken":
        token = cls()
        _name(token, user)
        return token


class RefreshToken(JwtRefreshToken):
    """Gets the next access token, and is exchanged for its own successor each time."""

    @classmethod
    def of(cls, user: User, family: str) -> "RefreshToken":
        token = cls()
        _name(token, user)
        token[FAMILY] = family
        return token


def _name(token: Any, user: User) -> None:
    token["sub"] = str(user.pk)
    token[ORGANIZATION] = user.organization_id
    token[TOKEN_VERSION] = user.token_version
