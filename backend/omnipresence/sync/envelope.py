"""The frame of a sync request: it must be right as a whole; its operations are judged one by one (operations.py)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from omnipresence.base import clock
from omnipresence.base.problems import FieldError
from omnipresence.base.values import MAX_ID
from omnipresence.sync.fields import Fields
from omnipresence.sync.problems import EnvelopeInvalid, ProtocolTooOld, TooManyOperations
from omnipresence.sync.protocols import protocols

MAX_OPS = 500
MAX_BYTES = 256 * 1024
MAX_CHANGES = 1000
# Years 1970 to 9999, in milliseconds: what a date column can hold. A clock outside is no clock.
MAX_TIME = 253_402_300_799_999
MAX_CURSOR = 500
MAX_GROUPS = 500
MAX_DAYS = 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the device still holds, as it says."""

    count: int = 0
    oldest_at: int | None = None
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a device wants to hold: the groups (None for all) and the days around today."""

    groups: frozenset[int] | None
    days_back: int
    days_ahead: int


@dataclass(frozen=True, slots=True)
class Envelope:
    """A request whose frame is right. `ops` are as they came."""

    protocol: int
    device_id: UUID
    batch_id: UUID
    client_time: int
    clock_era: int | None
    app_version: str
    device_name: str
    waiting: Waiting
    cursor: str | None
    scope_tag: str | None
    subscription: Subscription | None
    limit: int
    ops: list[Any]


def read_envelope(body: Any) -> Envelope:
    """Check the frame; raises EnvelopeInvalid, ProtocolTooOld or TooManyOperations."""
    if not isinstance(body, dict):
        raise EnvelopeInvalid("The body must be an object.")
    fields = Fields(body)
    protocol = fields.integer("protocol", 0, 1_000_000)
    oldest = protocols(clock.now().date()).oldest
    if not fields.errors and protocol < oldest:
        raise ProtocolTooOld(min_protocol=oldest)
    said = body.get("waiting")
    waiting = Fields(said if isinstance(said, dict) else {})
    envelope = Envelope(
        protocol=protocol,
        device_id=fields.uuid("device_id"),
        batch_id=fields.uuid("batch_id"),
        client_time=fields.integer("client_time", 0, MAX_TIME),
        clock_era=fields.maybe("clock_era", lambda: fields.integer("clock_era", 0, MAX_ID)),
        app_version=fields.text("app_version", 64, ""),
        device_name=fields.text("device_name", 100, ""),
        waiting=Waiting(
            waiting.integer("count", 0, 2**31 - 1, 0),
            waiting.maybe("oldest_at", lambda: waiting.integer("oldest_at", 0, MAX_TIME)),
            waiting.integer("quarantined", 0, 2**31 - 1, 0),
        ),
        cursor=fields.maybe("cursor", lambda: fields.text("cursor", MAX_CURSOR, any_character=True)),
        scope_tag=fields.maybe("scope_tag", lambda: fields.text("scope_tag", 100, any_character=True)),
        subscription=fields.maybe("subscription", lambda: _subscription(fields)),
        limit=min(fields.integer("limit", 1, 1_000_000, MAX_CHANGES), MAX_CHANGES),
        ops=_operations(fields),
    )
    errors = fields.errors + [FieldError("/waiting" + e.pointer, e.code, e.detail) for e in waiting.errors]
    if errors:
        raise EnvelopeInvalid(errors=errors)
    return envelope


def _subscription(fields: Fields) -> Subscription:
    said = Fields(fields.mapping("subscription"))
    groups = said.body.get("groups")
    if groups is not None and not _are_ids(groups):
        said.errors.append(FieldError("/groups", "ids", f"must be null or at most {MAX_GROUPS} ids"))
        groups = None
    found = Subscription(
        groups=None if groups is None else frozenset(groups),
        days_back=said.integer("days_back", 0, MAX_DAYS),
        days_ahead=said.integer("days_ahead", 0, MAX_DAYS),
    )
    fields.errors += [FieldError("/subscription" + e.pointer, e.code, e.detail) for e in said.errors]
    return found


def _are_ids(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= MAX_GROUPS
        and all(type(one) is int and 1 <= one <= MAX_ID for one in value)
    )


def _operations(fields: Fields) -> list[Any]:
    ops = fields.body.get("ops", [])
    if not isinstance(ops, list):
        fields.errors.append(FieldError("/ops", "array", "must be an array"))
        return []
    if len(ops) > MAX_OPS:
        raise TooManyOperations(max_ops=MAX_OPS)
    return ops
