"""The shape of a sync request: the envelope must be right as a whole, each operation is judged alone.

Nothing is coerced: "12" is not 12 and true is not 1 (MySQL would happily find row 0 for 'abc').
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from omnipresence.base.ids import parse_uuid
from omnipresence.base.problems import FieldError
from omnipresence.base.values import MAX_ID, is_storable
from omnipresence.sync.problems import EnvelopeInvalid, ProtocolTooOld, TooManyOperations

PROTOCOL = 1
MIN_PROTOCOL = 1
MAX_OPS = 500
MAX_BYTES = 256 * 1024
MAX_CHANGES = 1000
# Years 1970 to 9999, in milliseconds: what a date column can hold. A clock outside is no clock.
MAX_TIME = 253_402_300_799_999
MAX_NOTE = 2000
MAX_CURSOR = 500
MAX_EARLIER = 10
# Not a set: what a request names as its kind may be anything, also what no set can look up.
KINDS = ("mark", "clear")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the device still holds, as it says."""

    count: int = 0
    oldest_at: int | None = None
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class Envelope:
    """A request whose frame is right. `ops` are as they came."""

    device_id: UUID
    batch_id: UUID
    client_time: int
    app_version: str
    device_name: str
    waiting: Waiting
    cursor: str | None
    scope_tag: str | None
    limit: int
    ops: list[Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation whose shape is right; its references are not looked up yet."""

    op_id: UUID
    seq_no: int
    kind: str
    session: int
    participant: int
    state: str | None
    note: str
    base_version: int
    prev_op: UUID | None
    prev_gone: bool
    marked_at: int
    clock_era: int
    marked_by: int
    edits: Mapping[str, Any] | None


T = TypeVar("T")


class _Fields:
    """Reads fields of one object and collects what is wrong with them."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self.body = body
        self.errors: list[FieldError] = []

    def integer(self, name: str, low: int, high: int, default: int | None = None) -> int:
        value = self.body.get(name, default)
        if type(value) is int and low <= value <= high:
            return value
        return self._wrong(name, "integer", f"must be an integer from {low} to {high}", low)

    def text(self, name: str, longest: int, default: str | None = None, *, any_character: bool = False) -> str:
        value = self.body.get(name, default)
        if isinstance(value, str) and len(value) <= longest and (any_character or is_storable(value)):
            return value
        return self._wrong(name, "text", f"must be a text of at most {longest} characters without NUL", "")

    def maybe(self, name: str, read: Callable[[], Any]) -> Any:
        return None if self.body.get(name) is None else read()

    def uuid(self, name: str) -> UUID:
        value = parse_uuid(self.body.get(name))
        return value or self._wrong(name, "uuid", "must be a UUID in its canonical form", UUID(int=0))

    def flag(self, name: str) -> bool:
        value = self.body.get(name, False)
        return value if isinstance(value, bool) else self._wrong(name, "boolean", "must be true or false", False)

    def mapping(self, name: str) -> Mapping[str, Any]:
        value = self.body.get(name)
        return value if isinstance(value, dict) else self._wrong(name, "object", "must be an object", {})

    def _wrong(self, name: str, code: str, detail: str, instead: T) -> T:
        self.errors.append(FieldError(f"/{name}", code, detail))
        return instead


def read_envelope(body: Any) -> Envelope:
    """Check the frame; raises EnvelopeInvalid, ProtocolTooOld or TooManyOperations."""
    if not isinstance(body, dict):
        raise EnvelopeInvalid("The body must be an object.")
    fields = _Fields(body)
    protocol = fields.integer("protocol", 0, 1_000_000)
    if not fields.errors and protocol < MIN_PROTOCOL:
        raise ProtocolTooOld(min_protocol=MIN_PROTOCOL)
    said = body.get("waiting")
    waiting = _Fields(said if isinstance(said, dict) else {})
    envelope = Envelope(
        device_id=fields.uuid("device_id"),
        batch_id=fields.uuid("batch_id"),
        client_time=fields.integer("client_time", 0, MAX_TIME),
        app_version=fields.text("app_version", 64, ""),
        device_name=fields.text("device_name", 100, ""),
        waiting=Waiting(
            waiting.integer("count", 0, 2**31 - 1, 0),
            waiting.maybe("oldest_at", lambda: waiting.integer("oldest_at", 0, MAX_TIME)),
            waiting.integer("quarantined", 0, 2**31 - 1, 0),
        ),
        cursor=fields.maybe("cursor", lambda: fields.text("cursor", MAX_CURSOR, any_character=True)),
        scope_tag=fields.maybe("scope_tag", lambda: fields.text("scope_tag", 100, any_character=True)),
        limit=min(fields.integer("limit", 1, 1_000_000, MAX_CHANGES), MAX_CHANGES),
        ops=_operations(fields),
    )
    errors = fields.errors + [FieldError("/waiting" + e.pointer, e.code, e.detail) for e in waiting.errors]
    if errors:
        raise EnvelopeInvalid(errors=errors)
    return envelope


def _operations(fields: _Fields) -> list[Any]:
    ops = fields.body.get("ops", [])
    if not isinstance(ops, list):
        fields.errors.append(FieldError("/ops", "array", "must be an array"))
        return []
    if len(ops) > MAX_OPS:
        raise TooManyOperations(max_ops=MAX_OPS)
    return ops


def read_operation(body: Mapping[str, Any], op_id: UUID) -> tuple[Operation, list[FieldError]]:
    """Read one operation of a known kind, and what is wrong with it."""
    fields = _Fields(body)
    mark = body.get("kind") == "mark"
    operation = Operation(
        op_id=op_id,
        seq_no=fields.integer("seq_no", 0, MAX_ID),
        kind=str(body.get("kind")),
        session=fields.integer("session", 1, MAX_ID),
        participant=fields.integer("participant", 1, MAX_ID),
        state=fields.text("state", 50) if mark else None,
        note=fields.text("note", MAX_NOTE, "") if mark else "",
        base_version=fields.integer("base_version", 0, MAX_ID),
        prev_op=fields.maybe("prev_op", lambda: fields.uuid("prev_op")),
        prev_gone=fields.flag("prev_gone"),
        marked_at=fields.integer("marked_at", 0, MAX_TIME),
        clock_era=fields.integer("clock_era", 0, MAX_ID, 0),
        marked_by=fields.integer("marked_by", 1, MAX_ID),
        edits=fields.maybe("edits", lambda: _edits(fields)),
    )
    return operation, fields.errors


def _edits(fields: _Fields) -> dict[str, Any]:
    """How often the unsent mark was changed, and its earlier values: history, never authority."""
    edits = _Fields(fields.mapping("edits"))
    count = edits.integer("count", 0, 2**31 - 1, 0)
    earlier = edits.body.get("earlier", [])
    if not isinstance(earlier, list) or len(earlier) > MAX_EARLIER or not all(isinstance(one, dict) for one in earlier):
        fields.errors.append(FieldError("/edits/earlier", "array", f"must hold at most {MAX_EARLIER} objects"))
        return {}
    kept = []
    for one in map(_Fields, earlier):
        kept.append(_earlier(one))
        fields.errors += [FieldError(f"/edits/earlier{e.pointer}", e.code, e.detail) for e in one.errors]
    fields.errors += [FieldError(f"/edits{e.pointer}", e.code, e.detail) for e in edits.errors]
    return {"count": count, "earlier": kept}


def _earlier(one: _Fields) -> dict[str, Any]:
    return {
        "state": one.maybe("state", lambda: one.text("state", 50)),
        "note": one.text("note", MAX_NOTE, ""),
        "marked_at": one.integer("marked_at", 0, MAX_TIME),
    }


# Not part of what was meant: whether the device still had the predecessor when it sent this one.
TRANSPORT_FIELDS = frozenset({"prev_gone"})


def canonical(body: Any) -> str:
    """One text for equal JSON values, whatever the order of their keys; lone surrogates stay escaped."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


def fingerprint(body: Mapping[str, Any]) -> bytes:
    """What makes two operations with the same id the same operation: 32 bytes over all that was meant."""
    meant = {name: value for name, value in body.items() if name not in TRANSPORT_FIELDS}
    if isinstance(meant.get("op_id"), str):
        meant["op_id"] = meant["op_id"].lower()
    return hashlib.sha256(canonical(meant).encode()).digest()
