"""One sync: push, then pull, then the answer."""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction

from omnipresence.accounts.devices import ACTIVE, KnownDevice, Report, is_news, known_device
from omnipresence.accounts.problems import DeviceRevoked
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.clock import from_milliseconds, to_milliseconds
from omnipresence.base.compact import compact
from omnipresence.base.problems import Forbidden
from omnipresence.sync.envelope import MAX_BYTES, MAX_CHANGES, MAX_OPS, Envelope
from omnipresence.sync.protocols import protocols
from omnipresence.sync.services.batch import Batch
from omnipresence.sync.services.pull import pull, read_up_to
from omnipresence.sync.services.push import Pushed, push
from omnipresence.sync.services.traffic import backoff, turn_of
from omnipresence.sync.services.turn import note
from omnipresence.sync.services.twins import highest


def admit(caller: Caller, device_uuid: str, label: str = "") -> KnownDevice:
    """The device that a request comes from; raises DeviceRevoked, or Forbidden for a sign-in of another tablet."""
    # A key belongs to no tablet: its program says which device it speaks for.
    if not caller.key and caller.device not in {"", device_uuid}:
        raise Forbidden
    device = known_device(caller, device_uuid, label)
    if device.status != ACTIVE:
        raise DeviceRevoked
    return device


def synchronize(caller: Caller, envelope: Envelope) -> str:
    """Take in the operations, and return the answer as JSON text (results are the ledger's own bytes).

    Raises DeviceRevoked, BatchInProgress, Busy, or NotAuthenticated for a user who was shut out meanwhile.
    """
    skew: timedelta = clock.now() - from_milliseconds(envelope.client_time)
    device = admit(caller, str(envelope.device_id), envelope.device_name)
    with turn_of(device):
        return _answer(replace(caller, device=device.device_uuid), device, envelope, skew)


def _answer(by: Caller, device: KnownDevice, envelope: Envelope, skew: timedelta) -> str:
    report = Report(
        waiting=envelope.waiting.count,
        oldest_waiting_at=envelope.waiting.oldest_at,
        app_version=envelope.app_version,
        protocol=envelope.protocol,
        cursor=read_up_to(by, envelope.cursor),
        skew=skew,
        last_numbers=highest(device, envelope.ops),
    )
    batch = Batch(by, device, envelope.batch_id, skew, envelope.clock_era, report)
    pushed = push(batch, envelope.ops) if envelope.ops else Pushed([])
    if not pushed.reported and is_news(by, device, report):
        with transaction.atomic():
            note(batch)
    at_hand = {result.change.version: result.change for result in pushed.results if result.change is not None}
    page = pull(by, envelope.cursor, envelope.limit, envelope.subscription, at_hand)
    spoken = protocols(clock.now().date())
    head = compact(
        {
            "protocol": spoken.spoken_with(envelope.protocol),
            "min_protocol": spoken.oldest,
            "epoch": page.epoch,
            "server_time": to_milliseconds(clock.now()),
            "limits": {"max_ops": MAX_OPS, "max_bytes": MAX_BYTES, "max_changes": MAX_CHANGES},
            "backoff": backoff(),
            "notice": spoken.notice(envelope.protocol),
            "register_anew": pushed.twin,
        }
    )
    tail = compact(
        {
            "changes": page.changes,
            "cursor": page.cursor,
            "has_more": page.has_more,
            "reset": page.reset,
            "scope_tag": page.scope_tag,
        }
    )
    listed = ",".join(result.as_json() for result in pushed.results)
    return f'{head[:-1]},"results":[{listed}],{tail[1:]}'
