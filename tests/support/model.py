"""The server in a page: what docs/sync.md says must become of an operation, with no database and nobody else's code."""

from dataclasses import dataclass, field
from typing import Any

Key = tuple[int, int]
Value = tuple[str, str]
Json = dict[str, Any]
FINAL = {"applied", "same", "conflict", "rejected"}


@dataclass
class Head:
    """What stands for one person in one session; `value` None is no record. Who wrote it: a device's id, or "rest"."""

    version: int = 0
    value: Value | None = None
    by: str = ""


@dataclass
class Question:
    """Two values that wait for a decision, or waited."""

    key: Key
    a: Value | None
    b: Value | None
    op_id: str
    open: bool = True


@dataclass
class Model:
    """One organization."""

    members: set[int]
    sessions: set[int]
    heads: dict[Key, Head] = field(default_factory=dict)
    ledger: dict[str, Json] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)
    # Every step of every record: version and author.
    steps: dict[Key, list[tuple[int, str]]] = field(default_factory=dict)
    highest: int = 0

    def head(self, key: Key) -> Head:
        return self.heads.get(key, Head())

    def frozen(self, key: Key) -> bool:
        return any(one.open and one.key == key for one in self.questions.values())

    def records(self) -> dict[Key, tuple[str, str, int]]:
        return {key: (*head.value, head.version) for key, head in self.heads.items() if head.value is not None}

    def expected(self, op: Json) -> str:
        """The outcome that an operation must have now."""
        if op["op_id"] in self.ledger:
            return str(self.ledger[op["op_id"]]["outcome"])
        key, wanted = key_of(op), value_of(op)
        if key[0] not in self.sessions or key[1] not in self.members:
            return "rejected"
        head = self.head(key)
        if wanted == head.value:
            return "same"
        if self.frozen(key):
            return "conflict"
        prior = self.ledger.get(op["prev_op"]) if op["prev_op"] else None
        if op["prev_op"] and prior is None and not op.get("prev_gone"):
            return "retry"
        if prior is not None and prior["outcome"] == "conflict":
            return "conflict"
        if prior is not None and prior["outcome"] in {"applied", "same"} and prior["version"] == head.version:
            return "applied"
        seen = op["base_version"] == head.version or (op["base_version"] == 0 and head.value is None)
        return "applied" if seen else "conflict"

    def take(self, op: Json, result: Json, device: str) -> None:
        """Learn what the server answered to an operation that it had not ended before."""
        if result["outcome"] not in FINAL:
            return
        self.ledger[op["op_id"]] = result
        if result["outcome"] == "applied":
            self.write(key_of(op), value_of(op), result["version"], device)
        if result["outcome"] == "conflict":
            a = self.head(key_of(op)).value
            self.questions[result["conflict_id"]] = Question(key_of(op), a, value_of(op), op["op_id"])

    def write(self, key: Key, value: Value | None, version: int, by: str) -> None:
        assert version > self.highest, "numbers are handed out in one order (I6)"
        self.highest = version
        self.heads[key] = Head(version, value, by)
        self.steps.setdefault(key, []).append((version, by))

    def others_wrote(self, key: Key, device: str, after: int) -> bool:
        """Whether somebody else changed the record since that version."""
        return any(version > after and by != device for version, by in self.steps.get(key, []))


def key_of(op: Json) -> Key:
    return (op["session"], op["participant"])


def value_of(op: Json) -> Value | None:
    return None if op["kind"] == "clear" else (op["state"], op["note"])
