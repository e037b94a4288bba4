"""Refusals of this room."""

from omnipresence.base.problems import Problem


class PresenceInQuestion(Problem):
    status = 409
    code = "presence-in-question"
    title = "Two versions of this presence record wait for an administrator's decision."


class PresenceRecordExists(Problem):
    status = 409
    code = "presence-record-exists"
    title = "This participant is recorded in this session already."


class SessionTooOld(Problem):
    status = 403
    code = "session-too-old"
    title = "The session is so long ago that only administrators change its presence."


class ConflictAlreadyResolved(Problem):
    status = 409
    code = "conflict-already-resolved"
    title = "Somebody has decided this conflict already."


class PresenceChanged(Problem):
    status = 409
    code = "version-changed"
    title = "The presence record changed since you looked at it."


class PresenceStateInUse(Problem):
    status = 409
    code = "presence-state-in-use"
    title = "Presence records use this state; retire it instead."


class PresenceStateExists(Problem):
    status = 409
    code = "presence-state-exists"
    title = "This organization has a state with that code in that domain already."


class PresenceStateProtected(Problem):
    status = 409
    code = "presence-state-protected"
    title = "Present, absent and the default state are always there, and count as what they are."
