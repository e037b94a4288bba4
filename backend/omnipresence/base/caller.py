"""Who asks: what services need to know of the person and the device behind a request."""

from dataclasses import dataclass

# The claim of an access token that names the tablet it was given to.
DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Credential:
    """What a request proved itself with, as `request.auth`: an access token or an API key.

    `device` is the tablet that the token was given to, `link` the refresh token that came with it. `key` is the public
    part of an API key and `scopes` what it may do; scopes are None for people, whom their role alone bounds.
    """

    device: str = ""
    link: str = ""
    key: str = ""
    scopes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """The signed-in user. Made from a verified token or key only, so a service may trust every field.

    `device` is the id of the tablet that sent the request, '' where none is known. `key` is the public part of the
    API key that acts for the user, '' where the user acts themselves.
    """

    organization_id: int
    user_id: int
    role: str
    name: str = ""
    device: str = ""
    key: str = ""

    @property
    def source(self) -> str:
        """Where a change came from, for the audit log: the key, or else the tablet."""
        return f"key:{self.key}" if self.key else self.device
