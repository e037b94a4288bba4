"""From the outbox to the receivers: at least once, under the same id each time.

Requests run side by side in threads, which touch nothing but the network; what came of them is written afterwards, in
one transaction. A worker that is killed in between has written nothing, so the next one sends the same again.
"""

import random
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings

from omnipresence.base import clock, jobs
from omnipresence.base.writes import write_unversioned
from omnipresence.webhooks import selectors, signing
from omnipresence.webhooks.models import Webhook, WebhookDelivery
from omnipresence.webhooks.rules import Error
from omnipresence.webhooks.sending import TOTAL_SECONDS, Letter, Outcome, send
from omnipresence.webhooks.services.outcomes import keep_outcomes

# How long one job may hold the worker, which has other things to do.
BUDGET = timedelta(seconds=20)
AT_ONCE = 32
AT_ONCE_EACH = 8
Batch = list[tuple[Webhook, list[WebhookDelivery]]]


def deliver_due() -> None:
    """Send what is due, until nothing is, the time is up, or the worker is asked to end."""
    end = clock.now() + BUDGET
    while not jobs.stopping() and clock.now() < end:
        batch = _next_batch(clock.now())
        if not batch:
            return
        outcomes = _send_all(batch)
        write_unversioned(partial(keep_outcomes, batch, outcomes, random.random()))


def _next_batch(now: datetime) -> Batch:
    """Some for each; of an address that fails only one, to see whether it still does."""
    batch: Batch = []
    room = AT_ONCE
    for webhook in selectors.with_due(now)[:AT_ONCE]:
        rows = selectors.due_deliveries(webhook, now, min(room, 1 if webhook.failures else AT_ONCE_EACH))
        batch.append((webhook, rows))
        room -= len(rows)
        if not room:
            break
    return batch


def _send_all(batch: Batch) -> Mapping[int, Outcome]:
    """What came of each delivery, by its id."""
    done: dict[int, Outcome] = {}
    waiting: dict[Future[Outcome], int] = {}
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhook")
    for webhook, rows in batch:
        try:
            secrets = _secrets(webhook)
        except signing.UnreadableSecret:
            excerpt = "The secret cannot be read any more; rotate it."
            done |= {row.pk: Outcome(None, excerpt, Error.SECRET, 0) for row in rows}
            continue
        waiting |= {pool.submit(send, _letter(webhook, row, secrets)): row.pk for row in rows}
    # A name server that does not answer holds a thread longer than a request may take; nobody waits for it.
    ended, _ = wait(waiting, timeout=TOTAL_SECONDS + 1)
    pool.shutdown(wait=False, cancel_futures=True)
    for future, pk in waiting.items():
        done[pk] = future.result() if future in ended else Outcome(None, "", Error.TIMEOUT, int(TOTAL_SECONDS * 1000))
    return done


def _letter(webhook: Webhook, row: WebhookDelivery, secrets: Sequence[str]) -> Letter:
    body = row.payload.encode()
    signed = signing.headers(secrets, row.event_id, int(clock.now().timestamp()), body)
    allow_private: bool = settings.WEBHOOKS_ALLOW_PRIVATE
    return Letter(webhook.url, {"Content-Type": "application/json", **signed}, body, allow_private)


def _secrets(webhook: Webhook) -> list[str]:
    """Those that sign at the moment, the newest first."""
    found = [signing.unseal(webhook.secret)]
    if webhook.previous_until is not None and clock.now() < webhook.previous_until:
        found.append(signing.unseal(webhook.previous_secret))
    return found
