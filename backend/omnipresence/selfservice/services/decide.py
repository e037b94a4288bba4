"""Administrators decide who is added."""

from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput, found
from omnipresence.base.rows import change
from omnipresence.base.writes import Versions, write, write_unversioned
from omnipresence.roster.models import Participant
from omnipresence.roster.problems import IdentifierTaken
from omnipresence.roster.selectors import groups, participants
from omnipresence.roster.services.people import Person, groups_of_people, write_people
from omnipresence.selfservice import selectors
from omnipresence.selfservice.models import Registration
from omnipresence.selfservice.problems import RegistrationDecided
from omnipresence.selfservice.rules import Status
from omnipresence.selfservice.services.register import TABLE

ORIGIN = "registration"


def approve(
    by: Caller,
    registration_id: int,
    *,
    identifier: str | None = None,
    participant: int | None = None,
    group: int | None = None,
) -> Registration:
    """Add the person and their membership; or, with `participant`, put somebody who is there into the group.

    Raises NotFound, RegistrationDecided, InvalidInput, or IdentifierTaken with the `participant` who has it.
    """

    def work(versions: Versions) -> None:
        row = _pending(by, registration_id)
        group_id = _group(by, row.group_id if group is None else group)
        joins = set() if group_id is None else {group_id}
        if participant is None:
            person = Person(None, _values(by, row, identifier), joins)
        else:
            person = Person(_known(by, participant), {}, joins - groups_of(by, participant))
        added = participant
        if person.row is None or person.groups:
            (added,) = write_people(by, versions, [person])
        _decide(by, row, Status.APPROVED, added)

    write(by.organization_id, work, count=2)
    return selectors.get_registration(by.organization_id, registration_id)


def reject(by: Caller, registration_id: int) -> Registration:
    """Add nobody; raises NotFound or RegistrationDecided."""
    write_unversioned(lambda: _decide(by, _pending(by, registration_id), Status.REJECTED, None))
    return selectors.get_registration(by.organization_id, registration_id)


def groups_of(by: Caller, participant: int) -> set[int]:
    """The groups that somebody is in."""
    return groups_of_people(by.organization_id, [participant]).get(participant, set())


def _pending(by: Caller, registration_id: int) -> Registration:
    own = Registration.objects.for_organization(by.organization_id)
    row: Registration = found(own.select_for_update().filter(pk=registration_id).first())
    if row.status != Status.PENDING:
        raise RegistrationDecided
    return row


def _group(by: Caller, group_id: int | None) -> int | None:
    if group_id is not None and not groups(by.organization_id).filter(pk=group_id).exists():
        raise InvalidInput(errors=[FieldError("/group", "unknown", "There is no such group.")])
    return group_id


def _known(by: Caller, participant: int) -> Participant:
    row = participants(by.organization_id).filter(pk=participant).first()
    if row is None:
        raise InvalidInput(errors=[FieldError("/participant", "unknown", "There is no such participant.")])
    return row


def _values(by: Caller, row: Registration, identifier: str | None) -> dict[str, object]:
    wanted = (identifier or row.identifier).strip()
    if not wanted:
        raise InvalidInput(errors=[FieldError("/identifier", "required", "A new participant needs one.")])
    taken = participants(by.organization_id).filter(identifier=wanted).first()
    if taken is not None:
        errors = [FieldError("/identifier", "taken", "Another participant has it.")]
        raise IdentifierTaken(errors=errors, participant=taken.pk)
    return {
        "first_name": row.first_name,
        "last_name": row.last_name,
        "identifier": wanted,
        "date_of_birth": row.date_of_birth,
        "extra_data": {**row.extra_data, ORIGIN: row.pk},
    }


def _decide(by: Caller, row: Registration, status: Status, participant: int | None) -> None:
    values = {
        "status": status.value,
        "participant": participant,
        "decided_by": by.user_id,
        "decided_at": clock.now(),
    }
    old, new = change(row, values)
    row.save(update_fields=list(values))
    record_change(by, TABLE, row.pk, "update", old, new)
