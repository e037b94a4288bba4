"""Who was absent too often, as the organization's rules have it (R9.1).

It looks at what stands, not at what arrives: marks of a tablet that was away a day count like any other, and a look
that was missed is made up for by the next one.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from omnipresence.base import clock
from omnipresence.base.feed import position
from omnipresence.base.sql import IN_LIST, chunked
from omnipresence.base.writes import write_unversioned
from omnipresence.notifications.models import AbsenceAlert, NotificationRule, NotificationType
from omnipresence.notifications.services import notify_administrators
from omnipresence.presence.models import PresenceRecord, PresenceState
from omnipresence.roster.models import Participant
from omnipresence.schedule.models import Session

# What comes within an hour is one message (R9.2).
DIGEST = timedelta(hours=1)
NAMED = 5


def tell_of_absences() -> None:
    """Look at every organization with an active rule about absences where anything changed since the last look."""
    active = NotificationRule.objects.across_organizations("a job of the operator's").filter(
        notification_type=NotificationType.ABSENCE, is_active=True
    )
    by_organization: dict[int, list[NotificationRule]] = defaultdict(list)
    for rule in active.order_by("id"):
        by_organization[rule.organization_id].append(rule)
    at = clock.now()
    for organization, rules in by_organization.items():
        version = position(organization).version
        if any(_is_due(rule, version, at) for rule in rules):
            _look(organization, rules, version, at)


def _is_due(rule: NotificationRule, version: int, at: datetime) -> bool:
    if rule.checked_at is None or rule.checked_version != version:
        return True
    # Nothing was written, but a session may have come to its planned end.
    sessions = Session.objects.for_organization(rule.organization_id)
    return sessions.filter(scheduled_end_at__gt=rule.checked_at, scheduled_end_at__lte=at).exists()


def _look(organization: int, rules: list[NotificationRule], version: int, at: datetime) -> None:
    reached = {rule.pk: _absent_too_often(rule, at) for rule in rules}

    def work() -> None:
        fresh = [_keep_alerts(rule, reached[rule.pk], at) for rule in rules]
        looked = NotificationRule.objects.for_organization(organization).filter(pk__in=[rule.pk for rule in rules])
        looked.update(checked_at=at, checked_version=version)
        if any(fresh):
            _tell(organization, rules, at)

    write_unversioned(work)


def _absent_too_often(rule: NotificationRule, at: datetime) -> set[int]:
    over = Q(session__actual_end_at__isnull=False) | Q(session__scheduled_end_at__lte=at)
    absences = _absences(rule).filter(over, session__scheduled_start_at__gte=at - timedelta(days=rule.within_days or 1))
    people = _whom_to_look_at(rule, at)
    if people is None:
        return _reaching(rule, absences)
    parts = [absences.filter(participant_id__in=some) for some in chunked(sorted(people), IN_LIST)]
    return {participant for part in parts for participant in _reaching(rule, part)}


def _whom_to_look_at(rule: NotificationRule, at: datetime) -> set[int] | None:
    """Those for whom something changed since the last look, and whoever was told of; None for everybody.

    A month of a large institution is not counted anew every minute for the sake of one mark.
    """
    seen = rule.checked_version
    states = PresenceState.objects.for_organization(rule.organization_id)
    if rule.checked_at is None or rule.version > seen or states.filter(version__gt=seen).exists():
        return None
    known = AbsenceAlert.objects.for_organization(rule.organization_id).filter(rule_id=rule.pk)
    found = set(known.values_list("participant_id", flat=True))
    came_to_its_end = Q(session__scheduled_end_at__gt=rule.checked_at, session__scheduled_end_at__lte=at)
    for changed in (Q(version__gt=seen), Q(session__version__gt=seen), came_to_its_end):
        found.update(_absences(rule).filter(changed).values_list("participant_id", flat=True))
    return found


def _absences(rule: NotificationRule) -> Any:
    records = PresenceRecord.objects.for_organization(rule.organization_id)
    return records.filter(presence_state__counts_as="absent")


def _reaching(rule: NotificationRule, absences: Any) -> set[int]:
    counted = absences.values_list("participant_id").annotate(count=Count("pk")).order_by()
    return {participant for participant, _ in counted.filter(count__gte=rule.threshold or 1)}


def _keep_alerts(rule: NotificationRule, reached: set[int], at: datetime) -> bool:
    """Note who reached the threshold and forget who is below it again; whether anybody is new."""
    alerts = AbsenceAlert.objects.for_organization(rule.organization_id).filter(rule_id=rule.pk)
    known = dict(alerts.values_list("participant_id", "pk"))
    alerts.filter(pk__in=[pk for participant, pk in known.items() if participant not in reached]).delete()
    fresh = [
        AbsenceAlert(organization_id=rule.organization_id, rule_id=rule.pk, participant_id=participant, told_at=at)
        for participant in sorted(reached - set(known))
    ]
    AbsenceAlert.objects.bulk_create(fresh, batch_size=500)
    return bool(fresh)


def _tell(organization: int, rules: list[NotificationRule], at: datetime) -> None:
    since = at - DIGEST
    told = AbsenceAlert.objects.for_organization(organization).filter(told_at__gte=since)
    people = list(
        Participant.objects.for_organization(organization)
        .filter(pk__in=set(told.values_list("participant_id", flat=True)))
        .order_by("last_name", "first_name", "id")
    )
    count = len(people)
    named = ", ".join(f"{row.first_name} {row.last_name}".strip() for row in people[:NAMED])
    words = " or ".join(f"{rule.threshold} times within {rule.within_days} days" for rule in rules)
    notify_administrators(
        organization,
        notification_type=NotificationType.ABSENCE,
        title="Somebody was absent too often" if count == 1 else f"{count} people were absent too often",
        message=f"{named}{', …' if count > NAMED else ''}: absent {words}, or more.",
        link="/reports?report=attendance&by=participant",
        at=at,
        instead_of=since,
    )
