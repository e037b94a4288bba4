"""Refusals of this room."""

from omnipresence.base.problems import Problem


class InvalidCredentials(Problem):
    """One answer for an unknown organization, an unknown e-mail, a wrong password and a deactivated user."""

    status = 401
    code = "invalid-credentials"
    title = "Organization, e-mail or password is wrong."


class SessionEnded(Problem):
    status = 401
    code = "session-ended"
    title = "This sign-in has ended; sign in again. Marks on the tablet are kept."


class DeviceRevoked(Problem):
    """The queue stays on the device; an administrator may let it in again."""

    status = 403
    code = "device-revoked"
    title = "This device was revoked by an administrator."
