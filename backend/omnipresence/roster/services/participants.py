"""Writes of participants."""

from collections.abc import Mapping
from typing import Any

from django.db.models import ProtectedError

from omnipresence.audit import synced
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError
from omnipresence.base.writes import Versions, write
from omnipresence.roster import selectors
from omnipresence.roster.models import Participant
from omnipresence.roster.problems import IdentifierTaken, ParticipantHasPresence


def create_participant(by: Caller, *, values: Mapping[str, Any]) -> Participant:
    """Add a participant; raises IdentifierTaken."""

    def work(versions: Versions) -> Participant:
        _demand_free(by, values["identifier"])
        return synced.insert(by, versions, Participant(organization_id=by.organization_id, **values))

    return write(by.organization_id, work)


def update_participant(
    by: Caller, participant_id: int, *, values: Mapping[str, Any], expected: int | None = None
) -> Participant:
    """Change some fields; raises NotFound, VersionChanged or IdentifierTaken."""

    def work(versions: Versions) -> Participant:
        row = selectors.get_participant(by.organization_id, participant_id)
        synced.expect(row, expected)
        if "identifier" in values:
            _demand_free(by, values["identifier"], but=participant_id)
        return synced.update(by, versions, row, values)

    return write(by.organization_id, work)


def delete_participant(by: Caller, participant_id: int, *, expected: int | None = None) -> None:
    """Delete a participant and their memberships; raises NotFound, VersionChanged or ParticipantHasPresence."""

    def work(versions: Versions) -> None:
        row = selectors.get_participant(by.organization_id, participant_id)
        synced.expect(row, expected)
        memberships = selectors.group_memberships(by.organization_id).filter(participant_id=participant_id)
        synced.delete(by, versions, list(memberships), selectors.GROUP_MEMBERSHIP)
        try:
            synced.delete(by, versions, [row], selectors.PARTICIPANT)
        except ProtectedError as error:
            # Only what is recorded about a person is left; a room above this one holds it.
            raise ParticipantHasPresence from error

    write(by.organization_id, work)


def _demand_free(by: Caller, identifier: str, but: int | None = None) -> None:
    # Sound because the counter is held: nobody else adds a participant to this organization meanwhile.
    taken = selectors.participants(by.organization_id).filter(identifier=identifier)
    if (taken if but is None else taken.exclude(pk=but)).exists():
        raise IdentifierTaken(errors=[FieldError("/identifier", "taken", "Another participant has it.")])
