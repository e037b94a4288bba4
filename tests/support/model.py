"""The server in a page: what docs/sync.md says must become of an operation, with no database and nobody else's code."""

from dataclasses import dataclass, field
from typing import Any

# What a key is about: a session's and a participant's id, or the ids of the operations that make them.
Key = tuple[int | str, int | str]
Value = tuple[str, str]
Json = dict[str, Any]
FINAL = {"applied", "same", "conflict", "rejected"}
MARKS = {"mark", "clear"}


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
    # The groups for which sessions can be made on the spot.
    groups: set[int]
    heads: dict[Key, Head] = field(default_factory=dict)
    ledger: dict[str, Json] = field(default_factory=dict)
    # Who meant each operation of the ledger.
    authors: dict[str, int] = field(default_factory=dict)
    # Whom each walk_in made; None where it was refused.
    walk_ins: dict[str, int | None] = field(default_factory=dict)
    # Which session each session_create made; None where it was refused.
    creates: dict[str, int | None] = field(default_factory=dict)
    started: set[int] = field(default_factory=set)
    ended: set[int] = field(default_factory=set)
    questions: dict[int, Question] = field(default_factory=dict)
    # Every step of every record: version and author.
    steps: dict[Key, list[tuple[int, str]]] = field(default_factory=dict)
    highest: int = 0

    def place(self, op: Json) -> Key:
        """The key of a mark, with the ids of session and person where they have them."""
        return self.found(key_of(op))

    def found(self, key: Key) -> Key:
        """That key, with the ids of session and person where they have them."""
        session, whom = key
        return (self.session(session), self.walk_ins.get(whom) or whom if isinstance(whom, str) else whom)

    def session(self, named: int | str) -> int | str:
        """The id of a session, or that of the session_create that has made none."""
        return self.creates.get(named) or named if isinstance(named, str) else named

    def head(self, key: Key) -> Head:
        return self.heads.get(key, Head())

    def frozen(self, key: Key) -> bool:
        return any(one.open and one.key == key for one in self.questions.values())

    def records(self) -> dict[Key, tuple[str, str, int]]:
        return {key: (*head.value, head.version) for key, head in self.heads.items() if head.value is not None}

    def expected(self, op: Json, sender: int) -> str:
        """The outcome that an operation must have now when this user brings it."""
        if op["op_id"] in self.ledger:
            return str(self.ledger[op["op_id"]]["outcome"])
        if op["marked_by"] != sender and not op.get("grant"):
            return "retry"
        if op["kind"] == "session_create":
            return "applied" if op["group"] in self.groups else "rejected"
        session = self.session(session_of(op))
        if isinstance(session, str):
            return "rejected" if session in self.creates else "retry"
        if session not in self.sessions:
            return "rejected"
        match op["kind"]:
            case "walk_in":
                return "applied"
            case "session_start":
                return "same" if session in self.started else "applied"
            case "session_end":
                return "same" if session in self.ended else "applied"
        whom = self.place(op)[1]
        if isinstance(whom, str):
            return "rejected" if whom in self.walk_ins else "retry"
        return self._decided(op) if whom in self.members else "rejected"

    def _decided(self, op: Json) -> str:
        key, wanted = self.place(op), value_of(op)
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
        self.ledger[op["op_id"]], self.authors[op["op_id"]] = result, op["marked_by"]
        applied = result["outcome"] == "applied"
        match op["kind"]:
            case "session_create":
                self.creates[op["op_id"]] = result.get("session")
                if applied:
                    self.sessions.add(result["session"])
                    self._count(result["version"])
            case "walk_in":
                self.walk_ins[op["op_id"]] = result["participant"]
                if applied:
                    self.members.add(result["participant"])
                    self._count(result["version"])
            case "session_start" | "session_end" if applied:
                session = self.session(session_of(op))
                assert isinstance(session, int), "only what is there begins and ends"
                self.started.add(session)
                if op["kind"] == "session_end":
                    self.ended.add(session)
                self._count(result["version"])
            case "mark" | "clear" if applied:
                self.write(self.place(op), value_of(op), result["version"], device)
            case "mark" | "clear" if result["outcome"] == "conflict":
                key = self.place(op)
                self.questions[result["conflict_id"]] = Question(key, self.head(key).value, value_of(op), op["op_id"])

    def write(self, key: Key, value: Value | None, version: int, by: str) -> None:
        self._count(version)
        self.heads[key] = Head(version, value, by)
        self.steps.setdefault(key, []).append((version, by))

    def _count(self, version: int) -> None:
        assert version > self.highest, "numbers are handed out in one order (I6)"
        self.highest = version

    def others_wrote(self, key: Key, device: str, after: int) -> bool:
        """Whether somebody else changed the record since that version."""
        return any(version > after and by != device for version, by in self.steps.get(key, []))


def in_turn(op: Json) -> tuple[bool, bool, bool, int]:
    """The order in which a batch is decided: new sessions, people, what starts and ends, then marks, each as the device
    counted them."""
    return (op["kind"] != "session_create", op["kind"] != "walk_in", op["kind"] in MARKS, op["seq_no"])


def session_of(op: Json) -> int | str:
    """How an operation names its session: by its id, or by the session_create that makes it."""
    named = op["session"]
    return str(named["ref"]) if isinstance(named, dict) else int(named)


def key_of(op: Json) -> Key:
    whom = op["participant"]
    return (session_of(op), whom["ref"] if isinstance(whom, dict) else whom)


def value_of(op: Json) -> Value | None:
    return None if op["kind"] == "clear" else (op["state"], op["note"])
