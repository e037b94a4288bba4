"""What administrators are told of a batch: one message, however many conflicts it brought (R9.2)."""

from collections.abc import Sequence
from datetime import datetime

from omnipresence.base.caller import Caller
from omnipresence.notifications.models import NotificationType
from omnipresence.notifications.services import notify_administrators


def tell_administrators(by: Caller, conflicts: Sequence[int], at: datetime) -> None:
    """Notify the organization's administrators of new conflicts, in the transaction that stored them."""
    if not conflicts:
        return
    count = len(conflicts)
    title = "A mark is in question" if count == 1 else f"{count} marks are in question"
    notify_administrators(
        organization_id=by.organization_id,
        notification_type=NotificationType.CONFLICT,
        title=title,
        message=(
            f"{by.name} sent {'a mark that contradicts' if count == 1 else f'{count} marks that contradict'} what was "
            "recorded before. Both versions are kept; please decide which one stands."
        ),
        link=f"/review/{conflicts[0]}" if count == 1 else "/review",
        at=at,
    )
