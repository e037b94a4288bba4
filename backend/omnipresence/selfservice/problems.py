"""Refusals of this room."""

from omnipresence.base.problems import Problem


class CheckInRefused(Problem):
    """One answer for an unknown identifier, somebody of another group, and a wrong code."""

    status = 422
    code = "check-in-refused"
    title = "This could not be recorded. Check the identifier and the code, or ask the staff."


class CheckInClosed(Problem):
    status = 409
    code = "check-in-closed"
    title = "People check in from an hour before this session until its end."


class RegistrationDecided(Problem):
    status = 409
    code = "registration-decided"
    title = "Somebody has decided this registration already."


class TooManyLinks(Problem):
    status = 409
    code = "too-many-links"
    title = "There are 500 open links; revoke those that nobody needs."


class LinkNotShown(Problem):
    status = 409
    code = "link-not-shown"
    title = "This link has ended, has no code, or was made under a key that is gone; make a new one."
