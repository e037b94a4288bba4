"""Tablets whose image was copied: two that call themselves by one id, and count on from the same number.

No operation is lost by that, since each has an id of its own; but the register shows one tablet for two, and each
one's report hides the other's. Whoever comes second with a number is told to register anew.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from omnipresence.accounts.devices import KnownDevice
from omnipresence.base.ids import canonical_uuid, uuid_text
from omnipresence.base.sql import listed, select
from omnipresence.base.values import MAX_ID

log = logging.getLogger("omnipresence.sync")
Numbers = dict[tuple[int, int], str]


def numbers_of(bodies: Sequence[Any]) -> Numbers:
    """Which operation has which number, by its author (everybody on a tablet counts by themselves)."""
    return {
        (body["marked_by"], body["seq_no"]): op_id
        for body in bodies
        if isinstance(body, Mapping)
        and _is_number(body.get("marked_by"))
        and _is_number(body.get("seq_no"))
        and (op_id := canonical_uuid(body.get("op_id"))) is not None
    }


def has_twin(device: KnownDevice, numbers: Numbers) -> bool:
    """Whether another operation came under one of these numbers before. Asks nothing while the numbers only grow."""
    seen = device.last_numbers
    again = {key: op_id for key, op_id in numbers.items() if key[1] <= seen.get(str(key[0]), 0)}
    if not again:
        return False
    rows = select(
        "SELECT recorded_for, seq_no, op_id FROM sync_operations "  # noqa: S608 - integers
        f"WHERE organization_id = %s AND device_id = %s AND seq_no IN {listed({number for _, number in again})}",
        [device.organization_id, device.pk],
    )
    for author, number, op_id in rows:
        mine = again.get((author, number))
        if mine is not None and mine != uuid_text(op_id):
            log.warning("two tablets share an id: organization %s, device %s", device.organization_id, device.pk)
            return True
    return False


def highest(device: KnownDevice, numbers: Numbers) -> dict[str, int]:
    """The highest number of each author, for the device's row."""
    found = dict(device.last_numbers)
    for author, number in numbers:
        found[str(author)] = max(number, found.get(str(author), 0))
    # Authors are checked only later: what no organization has of people on a tablet is nobody's count.
    return found if len(found) <= MOST_AUTHORS else dict(device.last_numbers)


MOST_AUTHORS = 200


def _is_number(value: Any) -> bool:
    return type(value) is int and 0 < value <= MAX_ID
