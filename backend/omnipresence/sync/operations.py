"""The operations of a batch: each is read alone, so that a wrong one harms no other."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from omnipresence.base.compact import canonical
from omnipresence.base.ids import canonical_uuid
from omnipresence.base.problems import FieldError
from omnipresence.base.values import MAX_ID
from omnipresence.sync.envelope import MAX_TIME
from omnipresence.sync.fields import Fields

# The only one so far, and that of operations which name none. Every format that was ever sent stays readable.
FORMAT = 1
MAX_NOTE = 2000
MAX_NAME = 100
MAX_EARLIER = 10
MAX_GRANT = 1000
MAX_TITLE = 255
# In milliseconds. A session on the spot is about now: its plan lies within a day of when it was made, and is no longer.
DAY = 86_400_000
MARK, CLEAR, WALK_IN, START, END = "mark", "clear", "walk_in", "session_start", "session_end"
CREATE, UNDO = "session_create", "session_undo"
# Not a set: what a request names as its kind may be anything, also what no set can look up.
KINDS = (MARK, CLEAR, WALK_IN, START, END, CREATE, UNDO)
MARKS = frozenset({MARK, CLEAR})


# Here and below, what a batch makes of each of its operations is not frozen: that would take three times as long.
@dataclass(slots=True)
class Operation:
    """An operation whose shape is right; its references are not looked up yet. Its ids are texts in lower case.

    A mark names its `participant`, or as `ref` the walk_in that brings them. A walk_in has the names of a newcomer, or
    as `participant` somebody whom the organization knows and who is not in the session's group. A session that was made
    on a tablet is named by its session_create (`session_ref`); `session` is 0 then, until the turn knows its number. A
    session_create has the group, the name and the plan, in milliseconds of the tablet's clock. A session_undo names as
    `prev_op` the session_start or session_end that it takes back.
    """

    op_id: str
    seq_no: int
    kind: str
    session: int
    marked_at: int
    clock_era: int
    marked_by: int
    participant: int | None = None
    ref: str | None = None
    state: str | None = None
    note: str = ""
    base_version: int = 0
    acked_version: int = 0
    prev_op: str | None = None
    prev_gone: bool = False
    edits: Mapping[str, Any] | None = None
    first_name: str = ""
    last_name: str = ""
    identifier: str | None = None
    grant: str | None = None
    session_ref: str | None = None
    group: int = 0
    name: str = ""
    starts_at: int = 0
    ends_at: int = 0

    @property
    def is_mark(self) -> bool:
        return self.kind in MARKS


def read_operation(body: Mapping[str, Any], op_id: str) -> tuple[Operation, list[FieldError]]:
    """Read one operation of a known kind, and what is wrong with it."""
    fields, kind = Fields(body), str(body["kind"])
    session_ref = None if kind == CREATE else _reference(fields, "session")
    operation = Operation(
        op_id=op_id,
        seq_no=fields.integer("seq_no", 0, MAX_ID),
        kind=kind,
        session=0 if session_ref or kind == CREATE else fields.integer("session", 1, MAX_ID),
        session_ref=session_ref,
        marked_at=fields.integer("marked_at", 0, MAX_TIME),
        clock_era=fields.integer("clock_era", 0, MAX_ID, 0),
        marked_by=fields.integer("marked_by", 1, MAX_ID),
        grant=fields.maybe("grant", lambda: fields.text("grant", MAX_GRANT)),
        **(_mark(fields, kind) if kind in MARKS else _walk_in(fields) if kind == WALK_IN else {}),
    )
    if kind == CREATE:
        _plan(fields, operation)
    if kind == UNDO:
        operation.prev_op, operation.prev_gone = fields.op_id("prev_op"), fields.flag("prev_gone")
    return operation, fields.errors


def _mark(fields: Fields, kind: str) -> dict[str, Any]:
    ref = _reference(fields, "participant")
    return {
        "participant": None if ref else fields.integer("participant", 1, MAX_ID),
        "ref": ref,
        "state": fields.text("state", 50) if kind == MARK else None,
        "note": fields.text("note", MAX_NOTE, "") if kind == MARK else "",
        "base_version": fields.integer("base_version", 0, MAX_ID),
        "acked_version": fields.integer("acked_version", 0, MAX_ID, 0),
        "prev_op": fields.maybe("prev_op", lambda: fields.op_id("prev_op")),
        "prev_gone": fields.flag("prev_gone"),
        "edits": fields.maybe("edits", lambda: _edits(fields)),
    }


def _reference(fields: Fields, name: str) -> str | None:
    """The operation that made what this one is about; anything but {"ref": <uuid>} is left to be read as an id."""
    named = fields.body.get(name)
    return canonical_uuid(named.get("ref")) if isinstance(named, dict) and set(named) == {"ref"} else None


def _walk_in(fields: Fields) -> dict[str, Any]:
    if fields.body.get("participant") is not None:
        return {"participant": fields.integer("participant", 1, MAX_ID)}
    first_name = fields.text("first_name", MAX_NAME)
    if not first_name.strip() and not fields.errors:
        fields.errors.append(FieldError("/first_name", "blank", "may not be blank"))
    return {
        "first_name": first_name,
        "last_name": fields.text("last_name", MAX_NAME, ""),
        "identifier": fields.maybe("identifier", lambda: fields.text("identifier", MAX_NAME).strip() or None),
    }


def _plan(fields: Fields, operation: Operation) -> None:
    operation.group = fields.integer("group", 1, MAX_ID)
    operation.name = fields.text("name", MAX_TITLE).strip()
    operation.starts_at = fields.integer("starts_at", 0, MAX_TIME)
    operation.ends_at = fields.integer("ends_at", 0, MAX_TIME)
    if fields.errors:
        return
    if not operation.name:
        fields.errors.append(FieldError("/name", "blank", "may not be blank"))
    if abs(operation.starts_at - operation.marked_at) > DAY:
        fields.errors.append(FieldError("/starts_at", "range", "must lie within a day of marked_at"))
    if not 0 <= operation.ends_at - operation.starts_at <= DAY:
        fields.errors.append(FieldError("/ends_at", "range", "must lie within a day after starts_at"))


def _edits(fields: Fields) -> dict[str, Any]:
    """How often the unsent mark was changed, and its earlier values: history, never authority."""
    edits = Fields(fields.mapping("edits"))
    count = edits.integer("count", 0, 2**31 - 1, 0)
    earlier = edits.body.get("earlier", [])
    if not isinstance(earlier, list) or len(earlier) > MAX_EARLIER or not all(isinstance(one, dict) for one in earlier):
        fields.errors.append(FieldError("/edits/earlier", "array", f"must hold at most {MAX_EARLIER} objects"))
        return {}
    kept = []
    for one in map(Fields, earlier):
        kept.append(_earlier(one))
        fields.errors += [FieldError(f"/edits/earlier{e.pointer}", e.code, e.detail) for e in one.errors]
    fields.errors += [FieldError(f"/edits{e.pointer}", e.code, e.detail) for e in edits.errors]
    return {"count": count, "earlier": kept}


def _earlier(one: Fields) -> dict[str, Any]:
    return {
        "state": one.maybe("state", lambda: one.text("state", 50)),
        "note": one.text("note", MAX_NOTE, ""),
        "marked_at": one.integer("marked_at", 0, MAX_TIME),
    }


# Not part of what was meant: whether the device still had the predecessor when it sent this one, what a server answered
# before a backup was restored, and what lets somebody else send it.
TRANSPORT_FIELDS = frozenset({"prev_gone", "acked_version", "grant"})


def kept_text(body: Mapping[str, Any]) -> str:
    """What is kept of an operation: all but the grant, which is a key and no part of what happened."""
    if "grant" not in body:
        return canonical(body)
    return canonical({name: value for name, value in body.items() if name != "grant"})


def fingerprint(body: Mapping[str, Any], op_id: str, text: str) -> bytes:
    """What makes two operations with the same id the same operation: 32 bytes over all that was meant.

    `text` is what is kept of it, which nearly always is just that.
    """
    if body["op_id"] != op_id or not TRANSPORT_FIELDS.isdisjoint(body):
        meant = {name: value for name, value in body.items() if name not in TRANSPORT_FIELDS}
        text = canonical({**meant, "op_id": op_id})
    return hashlib.sha256(text.encode()).digest()
