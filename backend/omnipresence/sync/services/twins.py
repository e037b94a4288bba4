"""Tablets whose image was copied: two that call themselves by one id, and count on from the same number.

No operation is lost by that, since each has an id of its own; but the register shows one tablet for two, and each
one's report hides the other's. Whoever comes second with a number is told to register anew.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from omnipresence.accounts.models import SyncDevice
from omnipresence.base.ids import parse_uuid
from omnipresence.base.values import MAX_ID
from omnipresence.sync.models import SyncOperation

log = logging.getLogger("omnipresence.sync")
Numbers = dict[tuple[int, int], UUID]


def numbers_of(bodies: Sequence[Any]) -> Numbers:
    """Which operation has which number, by its author (everybody on a tablet counts by themselves)."""
    return {
        (body["marked_by"], body["seq_no"]): op_id
        for body in bodies
        if isinstance(body, Mapping)
        and _is_number(body.get("marked_by"))
        and _is_number(body.get("seq_no"))
        and (op_id := parse_uuid(body.get("op_id"))) is not None
    }


def has_twin(device: SyncDevice, numbers: Numbers) -> bool:
    """Whether another operation came under one of these numbers before. Asks nothing while the numbers only grow."""
    seen = device.last_numbers
    again = {key: op_id for key, op_id in numbers.items() if key[1] <= seen.get(str(key[0]), 0)}
    if not again:
        return False
    rows = SyncOperation.objects.filter(
        organization_id=device.organization_id, device_id=device.pk, seq_no__in={number for _, number in again}
    )
    for author, number, op_id in rows.values_list("recorded_for", "seq_no", "op_id"):
        mine = again.get((author, number))
        if mine is not None and mine.bytes != bytes(op_id):
            log.warning("two tablets share an id: organization %s, device %s", device.organization_id, device.pk)
            return True
    return False


def highest(device: SyncDevice, numbers: Numbers) -> dict[str, int]:
    """The highest number of each author, for the device's row."""
    found = dict(device.last_numbers)
    for author, number in numbers:
        found[str(author)] = max(number, found.get(str(author), 0))
    # Authors are checked only later: what no organization has of people on a tablet is nobody's count.
    return found if len(found) <= MOST_AUTHORS else dict(device.last_numbers)


MOST_AUTHORS = 200


def _is_number(value: Any) -> bool:
    return type(value) is int and 0 < value <= MAX_ID
