"""Who asks: what services need to know of the person and the device behind a request."""

from dataclasses import dataclass

# The claim of an access token that names the tablet it was given to.
DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Caller:
    """The signed-in user. Made from a verified token only, so a service may trust every field.

    `device` is the id of the tablet that sent the request, '' where none is known.
    """

    organization_id: int
    user_id: int
    role: str
    name: str = ""
    device: str = ""
