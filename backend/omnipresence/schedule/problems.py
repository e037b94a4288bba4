"""Refusals of this room."""

from omnipresence.base.problems import Problem


class SessionHasPresence(Problem):
    status = 409
    code = "session-has-presence"
    title = "Presence is recorded in this session; it cannot be deleted."


class SessionNotStarted(Problem):
    status = 409
    code = "session-not-started"
    title = "This session has not started."
