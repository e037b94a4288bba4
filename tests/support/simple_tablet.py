"""The least that a device must do to be right (docs/sync.md), in Python: what the model-based test lets loose."""

from dataclasses import dataclass, field

from support.model import FINAL, MARKS, Key, Value, key_of, value_of
from support.tablets import Json, Tablet

Copy = dict[Key, tuple[Value | None, int]]


def named(one: int | str) -> int | Json:
    """How operations name a session or a person: by number, or by the operation that makes it."""
    return {"ref": one} if isinstance(one, str) else one


@dataclass
class SimpleTablet:
    """A queue, a copy of the records, a cursor. It repeats what was not answered and never lifts a base version."""

    wire: Tablet
    name: str
    queue: list[Json] = field(default_factory=list)
    copy: Copy = field(default_factory=dict)
    answers: dict[str, Json] = field(default_factory=dict)
    sent: dict[str, Json] = field(default_factory=dict)
    # Whom its walk_ins became, as far as it was told.
    people: dict[str, int] = field(default_factory=dict)
    # Which sessions it made, likewise.
    made: dict[str, int] = field(default_factory=dict)
    cursor: str | None = None
    # What is read anew after a reset; it takes the copy's place once it is whole.
    shadow: Copy | None = None
    subscription: Json | None = None
    # What the copy was read by.
    held: Json | None = None
    skew: int = 0

    @property
    def blind(self) -> bool:
        """It holds no sessions, or not yet, so nobody can mark on it."""
        return any(one is not None and one["groups"] == [] for one in (self.subscription, self.held))

    def place(self, key: Key) -> Key:
        """The key under which the copy has it."""
        session, whom = key
        return (
            self.made.get(session, session) if isinstance(session, str) else session,
            self.people.get(whom, whom) if isinstance(whom, str) else whom,
        )

    def knows(self, ref: str) -> bool:
        """Whether that operation is its own."""
        return any(op["op_id"] == ref for op in [*self.queue, *self.sent.values()])

    def waiting(self, key: Key) -> list[Json]:
        return [op for op in self.queue if op["kind"] in MARKS and self.place(key_of(op)) == self.place(key)]

    def shown(self, key: Key) -> Value | None:
        """What the screen says: the copy, overlaid with the queue."""
        own = self.waiting(key)
        return value_of(own[-1]) if own else self.copy.get(self.place(key), (None, 0))[0]

    def decide(self, key: Key, value: Value | None, author: int | None = None) -> Json:
        """The person wants this; a further wish for what still waits names its predecessor."""
        own = self.waiting(key)
        state, note = value if value is not None else (None, "")
        session, whom = map(named, key)
        op = self.wire.op(whom, state, note=note, session=session)
        op["base_version"] = own[0]["base_version"] if own else self.copy.get(self.place(key), (None, 0))[1]
        op["prev_op"] = own[-1]["op_id"] if own else None
        return self.enqueue(op, author)

    def enqueue(self, op: Json, author: int | None = None) -> Json:
        for time in {"marked_at", "starts_at", "ends_at"} & op.keys():
            op[time] += self.skew
        if author is not None:
            op["marked_by"] = author
        self.queue.append(op)
        return op

    def request(self, ops: list[Json], limit: int) -> Json:
        self.sent |= {op["op_id"]: {**op} for op in ops}
        return self.wire.envelope(*ops, cursor=self.cursor, limit=limit, subscription=self.subscription)

    def take_in(self, asked_from: str | None, asked_for: Json | None, ops: list[Json], reply: Json) -> None:
        """Results, then changes and cursor, unless cursor or subscription have moved since the question."""
        for op, result in zip(ops, reply["results"], strict=True):
            self._name(op, result)
        for op, result in zip(ops, reply["results"], strict=True):
            if result["outcome"] in FINAL:
                self.answers[op["op_id"]] = result
                self.queue = [one for one in self.queue if one["op_id"] != op["op_id"]]
                self._show(op, result)
        waiting = {op["op_id"] for op in self.queue}
        for op, result in zip(ops, reply["results"], strict=True):
            if result["reason"] == "missing_prev" and op["prev_op"] not in waiting:
                op["prev_gone"] = True
        if (asked_from, asked_for) != (self.cursor, self.subscription):
            return
        if reply["reset"]:
            self.shadow = {}
        for change in reply["changes"]:
            self._change(change)
        self.cursor = reply["cursor"]
        if self.shadow is not None and not reply["has_more"]:
            self.copy, self.held, self.shadow = self.shadow, self.subscription, None

    def _name(self, op: Json, result: Json) -> None:
        """Learn the numbers, first of all: a mark may stand before the person in the answer."""
        if op["kind"] == "walk_in" and result["outcome"] == "applied":
            self.people[op["op_id"]] = result["participant"]
        if op["kind"] == "session_create" and result["outcome"] == "applied":
            self.made[op["op_id"]] = result["session"]

    def _show(self, op: Json, result: Json) -> None:
        if op["kind"] in MARKS and result["outcome"] == "applied":
            self._put(self.place(key_of(op)), value_of(op), result["version"])
        elif result["current"]:
            self._change({"kind": "presence_record", "data": result["current"]})

    def _change(self, change: Json) -> None:
        if change["kind"] != "presence_record":
            return
        if change["data"] is None:
            session, participant = map(int, change["key"].split(":"))
            # Nothing stands: whoever marks now has seen that, and says 0.
            self._put((session, participant), None, change["version"])
            return
        row = change["data"]
        self._put((row["session"], row["participant"]), (row["presence_state"], row["note"]), row["version"])

    def _put(self, key: Key, value: Value | None, version: int) -> None:
        """Into the copy, and into what will replace it."""
        for copy in (self.copy, self.shadow):
            if copy is not None and version > copy.get(key, (None, 0))[1]:
                copy[key] = (value, version)

    def records(self) -> dict[Key, tuple[str, str, int]]:
        return {key: (*value, version) for key, (value, version) in self.copy.items() if value is not None}
