"""What administrators are told of a batch: one message of each sort, however much it brought (R9.2)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from omnipresence.base.caller import Caller
from omnipresence.notifications.models import NotificationType
from omnipresence.notifications.services import notify_administrators
from omnipresence.presence.selectors import sync_conflicts
from omnipresence.roster.services import Added

NAMED = 5
# A tablet's batches, and a school that comes back in the morning, are one message.
DIGEST = timedelta(hours=1)


def tell_of_conflicts(by: Caller, conflicts: Sequence[int], at: datetime) -> None:
    """Tell of new conflicts, in the transaction that stored them, and once more of those of the last hour."""
    if not conflicts:
        return
    since = at - DIGEST
    new = len(conflicts)
    count = sync_conflicts(by.organization_id).filter(resolved_at=None, created_at__gte=since).count()
    notify_administrators(
        organization_id=by.organization_id,
        notification_type=NotificationType.CONFLICT,
        title="A mark is in question" if count == 1 else f"{count} marks are in question",
        message=(
            f"{by.name} sent {'a mark that contradicts' if new == 1 else f'{new} marks that contradict'} what was "
            f"recorded before{'' if count == new else ', as happened before in the last hour'}. Both versions are "
            "kept; please decide which one stands."
        ),
        link=f"/review/{conflicts[0]}" if count == 1 else "/review",
        at=at,
        instead_of=since,
    )


def tell_of_doubles(by: Caller, session_ids: Sequence[int], at: datetime) -> None:
    """Tell of sessions that were made on the spot while their group had another one at that time."""
    if not session_ids:
        return
    count = len(session_ids)
    notify_administrators(
        organization_id=by.organization_id,
        notification_type=NotificationType.DATA_QUALITY,
        title="A session may be there twice" if count == 1 else f"{count} sessions may be there twice",
        message=(
            f"{by.name} started {'a session' if count == 1 else f'{count} sessions'} on the spot at a time at which "
            "the group had another one. Both are kept with their marks; please see whether they are the same."
        ),
        link=f"/sessions/{session_ids[0]}" if count == 1 else None,
        at=at,
    )


def tell_of_identifiers(by: Caller, renamed: Sequence[Added], at: datetime) -> None:
    """Tell of people who were added although somebody else has their identifier: they may be the same person."""
    if not renamed:
        return
    count = len(renamed)
    named = ", ".join(added.identifier for added in renamed[:NAMED]) + (", …" if count > NAMED else "")
    notify_administrators(
        organization_id=by.organization_id,
        notification_type=NotificationType.DATA_QUALITY,
        title="A person may be listed twice" if count == 1 else f"{count} people may be listed twice",
        message=(
            f"{by.name} added people with identifiers that were taken already. They are kept as {named}; please see "
            "whether they are the same people."
        ),
        link=None,
        at=at,
    )
