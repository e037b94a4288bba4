"""Who has not been seen: active people without a single record that counts as present."""

from datetime import datetime

from django.db.models import Max

from omnipresence.base.clock import rfc3339
from omnipresence.base.sql import IN_LIST, chunked
from omnipresence.presence.models import PresenceRecord
from omnipresence.reports.report import Column, Report
from omnipresence.reports.scope import Scope, states_by_id
from omnipresence.reports.selectors.sessions import full_name, report
from omnipresence.roster.models import Participant

COLUMNS = (
    Column("participant", "Participant id", 0.8),
    Column("identifier", "Identifier", 1.2),
    Column("name", "Name", 2.4),
    Column("last_seen_at", "Last seen", 1.7),
)
# Beyond this it is not "somebody is missing" but "nothing was recorded"; last sightings are looked up for so many.
MAX_LOOKED_UP = 5000


def report_unseen(scope: Scope) -> Report:
    """Active participants (of the scope's groups) who were present in no session of its days; when they were last."""
    present = [row_id for row_id, state in states_by_id(scope.organization).items() if state.counts_as == "present"]
    whole = Scope(scope.organization, scope.zone, scope.first, scope.last)
    seen = set(
        whole.records().filter(presence_state_id__in=present).values_list("participant_id", flat=True).distinct()
    )
    people = Participant.objects.for_organization(scope.organization.pk).filter(is_active=True)
    if scope.groups is not None:
        people = people.filter(memberships__group_id__in=scope.groups).distinct()
    missing = [
        row
        for row in people.order_by("last_name", "first_name", "id").values_list(
            "pk", "identifier", "first_name", "last_name"
        )
        if row[0] not in seen
    ]
    last = _last_seen(scope, [row[0] for row in missing[:MAX_LOOKED_UP]], present)
    rows = [
        {
            "participant": row_id,
            "identifier": identifier,
            "name": full_name(first, last_name),
            "last_seen_at": rfc3339(last.get(row_id)),
        }
        for row_id, identifier, first, last_name in missing
    ]
    return report(scope, "unseen", "Not seen", COLUMNS, rows, ())


def _last_seen(scope: Scope, people: list[int], present: list[int]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for some in chunked(people, IN_LIST):
        records = PresenceRecord.objects.for_organization(scope.organization.pk).filter(
            participant_id__in=some, presence_state_id__in=present
        )
        found.update(records.values_list("participant_id").annotate(Max("session__scheduled_start_at")).order_by())
    return found
