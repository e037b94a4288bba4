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


class InvitationEnded(Problem):
    """One answer for a link that never was, has expired, was used, was replaced, or whose user is deactivated."""

    status = 404
    code = "invitation-ended"
    title = "This link has ended; ask an administrator for a new one."


class EmailTaken(Problem):
    status = 409
    code = "email-taken"
    title = "Another user of this organization has this e-mail."


class LastAdministrator(Problem):
    status = 409
    code = "last-administrator"
    title = "This is the last user who can administer the organization."


class OwnAccount(Problem):
    status = 409
    code = "own-account"
    title = "Change your own password at /me/password."


class UserInactive(Problem):
    status = 409
    code = "user-inactive"
    title = "This user is deactivated."


class KeyRevoked(Problem):
    status = 409
    code = "key-revoked"
    title = "This key was revoked, for good; make another one."


class TooManyKeys(Problem):
    status = 409
    code = "too-many-keys"
    title = "There are a hundred keys in use; revoke some first."
