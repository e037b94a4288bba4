"""The least that a device must do to be right (docs/sync.md), in Python: what the model-based test lets loose."""

from dataclasses import dataclass, field

from support.model import FINAL, Key, Value, key_of, value_of
from support.tablets import Json, Tablet


@dataclass
class SimpleTablet:
    """A queue, a copy of the records, a cursor. It repeats what was not answered and never lifts a base version."""

    wire: Tablet
    name: str
    queue: list[Json] = field(default_factory=list)
    copy: dict[Key, tuple[Value | None, int]] = field(default_factory=dict)
    answers: dict[str, Json] = field(default_factory=dict)
    sent: dict[str, Json] = field(default_factory=dict)
    cursor: str | None = None
    skew: int = 0

    def shown(self, key: Key) -> Value | None:
        """What the screen says: the copy, overlaid with the queue."""
        own = [op for op in self.queue if key_of(op) == key]
        return value_of(own[-1]) if own else self.copy.get(key, (None, 0))[0]

    def decide(self, key: Key, value: Value | None) -> Json:
        """The person wants this; a further wish for what still waits names its predecessor."""
        own = [op for op in self.queue if key_of(op) == key]
        state, note = value if value is not None else (None, "")
        op = self.wire.op(key[1], state, note=note, session=key[0])
        op["base_version"] = own[0]["base_version"] if own else self.copy.get(key, (None, 0))[1]
        op["prev_op"] = own[-1]["op_id"] if own else None
        op["marked_at"] += self.skew
        self.queue.append(op)
        return op

    def request(self, ops: list[Json], limit: int) -> Json:
        self.sent |= {op["op_id"]: {**op} for op in ops}
        return self.wire.envelope(*ops, cursor=self.cursor, limit=limit)

    def take_in(self, asked_from: str | None, ops: list[Json], reply: Json) -> None:
        """Results, then changes and cursor, unless the cursor has moved since the question."""
        for op, result in zip(ops, reply["results"], strict=True):
            if result["outcome"] in FINAL:
                self.answers[op["op_id"]] = result
                self.queue = [one for one in self.queue if one["op_id"] != op["op_id"]]
                self._show(op, result)
        waiting = {op["op_id"] for op in self.queue}
        for op, result in zip(ops, reply["results"], strict=True):
            if result["outcome"] == "retry" and op["prev_op"] not in waiting:
                op["prev_gone"] = True
        if asked_from != self.cursor:
            return
        for change in reply["changes"]:
            self._change(change)
        self.cursor = reply["cursor"]

    def _show(self, op: Json, result: Json) -> None:
        if result["outcome"] == "applied":
            self._put(key_of(op), value_of(op), result["version"])
        elif result["current"]:
            self._change({"kind": "presence_record", "data": result["current"]})

    def _change(self, change: Json) -> None:
        if change["kind"] != "presence_record":
            return
        if change["data"] is None:
            session, participant = map(int, change["key"].split(":"))
            # Nothing stands: whoever marks now has seen that, and says 0.
            if change["version"] > self.copy.get((session, participant), (None, 0))[1]:
                self.copy[(session, participant)] = (None, change["version"])
            return
        row = change["data"]
        self._put((row["session"], row["participant"]), (row["presence_state"], row["note"]), row["version"])

    def _put(self, key: Key, value: Value | None, version: int) -> None:
        if version > self.copy.get(key, (None, 0))[1]:
            self.copy[key] = (value, version)

    def records(self) -> dict[Key, tuple[str, str, int]]:
        return {key: (*value, version) for key, (value, version) in self.copy.items() if value is not None}
