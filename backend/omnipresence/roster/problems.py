"""Refusals of this room."""

from omnipresence.base.problems import Problem


class IdentifierTaken(Problem):
    status = 409
    code = "identifier-taken"
    title = "Another participant of this organization has this identifier."


class ParticipantHasPresence(Problem):
    status = 409
    code = "participant-has-presence"
    title = "Presence is recorded for this participant; deactivate instead of deleting."


class GroupCycle(Problem):
    status = 409
    code = "group-cycle"
    title = "A group cannot be below itself."


class GroupHasSessions(Problem):
    status = 409
    code = "group-has-sessions"
    title = "This group has sessions; deactivate it instead of deleting."


class GroupHasSubgroups(Problem):
    status = 409
    code = "group-has-subgroups"
    title = "This group has groups below it; move or delete those first."


class MembershipExists(Problem):
    status = 409
    code = "membership-exists"
    title = "This participant is in this group already."
