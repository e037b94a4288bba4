"""From the feed into the outbox: nothing is added to the writes of marks, and nothing is missed.

Each webhook has a cursor over the versions of its organization. A page of the feed becomes rows of the outbox in the
transaction that moves the cursor. Since versions become visible in their order (base/writes.py), no change can turn up
behind the cursor.
"""

import hashlib
from datetime import datetime
from functools import partial

from omnipresence.base import clock, jobs
from omnipresence.base.clock import rfc3339
from omnipresence.base.compact import compact
from omnipresence.base.feed import Change, Stretch, changes, position
from omnipresence.base.sql import insert_rows
from omnipresence.base.writes import write_unversioned
from omnipresence.webhooks import selectors
from omnipresence.webhooks.models import Webhook
from omnipresence.webhooks.rules import Status
from omnipresence.webhooks.selectors import CHANGED, DELETED, FEEDS

PAGE = 200
# A receiver that does not keep up finds the rest in the feed later, where what changes twice is one row.
MOST_PENDING = 1000
COLUMNS = (
    "organization_id", "webhook_id", "event_id", "event_type", "payload", "status", "attempts", "next_attempt_at",
    "response_excerpt", "error", "created_at",
)  # fmt: skip


def collect_events() -> None:
    """Bring every webhook up to the present, but for those that have enough to do."""
    for webhook in list(selectors.behind(clock.now())):
        while not jobs.stopping() and not _is_full(webhook):
            if not collect_page(webhook):
                break


def collect_page(webhook: Webhook) -> bool:
    """The next page of one webhook; whether there is more."""
    # First the counter, then the rows (base/feed.py).
    upto = position(webhook.organization_id).version
    return write_unversioned(partial(_collect, webhook, upto))


def event_id(webhook: Webhook, change: Change) -> str:
    """The same for the same change, however often it is looked at."""
    said = f"{webhook.pk} {webhook.created_at.isoformat()} {change.kind} {change.key} {change.version}"
    return f"msg_{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def event_type(change: Change) -> str:
    """What it is called towards receivers."""
    return f"{change.kind}.{DELETED if change.data is None else CHANGED}"


def payload_of(change: Change, at: datetime) -> str:
    """The body of its request."""
    shown = {"kind": change.kind, "key": change.key, "version": change.version, "record": change.data}
    return compact({"type": event_type(change), "timestamp": rfc3339(at), "data": shown})


def _collect(webhook: Webhook, upto: int) -> bool:
    mine = selectors.webhooks(webhook.organization_id).select_for_update()
    row: Webhook | None = mine.filter(pk=webhook.pk, is_active=True).first()
    if row is None:
        return False
    wanted = [feed for feed in FEEDS if f"{feed.kind}.{CHANGED}" in row.events]
    # Above the counter only after a restored backup.
    found = changes(wanted, row.organization_id, Stretch(min(row.cursor, upto), upto, PAGE))
    told = {event_id(row, change): change for change in found.changes if event_type(change) in row.events}
    # None, unless the cursor was set back by hand.
    known = selectors.deliveries(row.organization_id, row.pk).filter(event_id__in=told)
    for event in known.values_list("event_id", flat=True):
        del told[event]
    now = clock.now()
    rest = (Status.PENDING.value, 0, now, "", "", now)
    rows = [
        (row.organization_id, row.pk, event, event_type(change), payload_of(change, now), *rest)
        for event, change in told.items()
    ]
    insert_rows("webhook_deliveries", COLUMNS, rows)
    mine.filter(pk=row.pk).update(cursor=found.end)
    return found.more


def _is_full(webhook: Webhook) -> bool:
    pending = selectors.deliveries(webhook.organization_id, webhook.pk).exclude(next_attempt_at=None)
    return pending.count() >= MOST_PENDING
