"""Tablets whose image was copied: two that call themselves by one id, and count on from the same number.

No operation is lost by that, since each has an id of its own; but the register shows one tablet for two, and each
one's report hides the other's. Whoever comes second with a number is told to register anew.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from omnipresence.accounts.devices import KnownDevice
from omnipresence.base.ids import uuid_text
from omnipresence.base.sql import listed, select
from omnipresence.base.values import MAX_ID

log = logging.getLogger("omnipresence.sync")


def grows(device: KnownDevice, bodies: Iterable[Mapping[str, Any]]) -> bool:
    """Whether all these operations have numbers above those that the device had sent: then none came before.

    Everybody on a tablet counts by themselves.
    """
    seen = device.last_numbers
    return all((number := _number(body)) is not None and number[1] > seen.get(str(number[0]), 0) for body in bodies)


def has_twin(device: KnownDevice, bodies: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether another operation came before under a number of these, which are new, by their ids.

    Asks nothing while the numbers only grow.
    """
    seen = device.last_numbers
    numbers = {number: op_id for op_id, body in bodies.items() if (number := _number(body)) is not None}
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


def highest(device: KnownDevice, bodies: Sequence[Any]) -> dict[str, int]:
    """The highest number of each author, for the device's row."""
    top: dict[int, int] = {}
    for body in bodies:
        if isinstance(body, Mapping) and (number := _number(body)) is not None:
            top[number[0]] = max(number[1], top.get(number[0], 0))
    found = dict(device.last_numbers)
    for author, last in top.items():
        found[str(author)] = max(last, found.get(str(author), 0))
    # Authors are checked only later: what no organization has of people on a tablet is nobody's count.
    return found if len(found) <= MOST_AUTHORS else dict(device.last_numbers)


MOST_AUTHORS = 200


def _number(body: Mapping[str, Any]) -> tuple[int, int] | None:
    """An operation's author and number; None where it names no such."""
    author, number = body.get("marked_by"), body.get("seq_no")
    if type(author) is int and type(number) is int and 0 < author <= MAX_ID and 0 < number <= MAX_ID:
        return author, number
    return None
