"""The server in a page: what docs/sync.md says must become of an operation, with no database and nobody else's code."""

from dataclasses import dataclass, field
from typing import Any

# What a key is about: a session's and a participant's id, or the ids of the operations that make them.
Key = tuple[int | str, int | str]
# Which operations said when a session started and when it ended.
Times = tuple[str | None, str | None]
UNKNOWN: Times = (None, None)
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
    # What was said last of when each session really started and ended: the operations' ids.
    times: dict[int, Times] = field(default_factory=dict)
    # What each of those operations wrote: of which session, before and after.
    strikes: dict[str, tuple[int, Times, Times]] = field(default_factory=dict)
    # What was taken back.
    undone: set[str] = field(default_factory=set)
    # Who has written each session that was made on the spot: device and author.
    hands: dict[int, set[tuple[str, int]]] = field(default_factory=dict)
    # How many audit rows the sessions must have by now.
    session_steps: int = 0
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

    def started(self) -> set[int]:
        return {session for session, (start, _) in self.times.items() if start}

    def ended(self) -> set[int]:
        return {session for session, (_, end) in self.times.items() if end}

    def forget(self, session: int) -> None:
        """It is deleted; what the operations said of it stays known."""
        self.sessions.remove(session)
        self.times.pop(session, None)
        self.session_steps += 1

    def expected(self, op: Json, sender: int, device: str) -> str:
        """The outcome that an operation must have now when this user brings it on this device."""
        if op["op_id"] in self.ledger:
            return str(self.ledger[op["op_id"]]["outcome"])
        if op["marked_by"] != sender and not op.get("grant"):
            return "retry"
        if op["kind"] == "session_create":
            return "applied" if op["group"] in self.groups else "rejected"
        session = self.session(session_of(op))
        if isinstance(session, str):
            refused = "same" if takes_back_session(op) else "rejected"
            return refused if session in self.creates else "retry"
        if session not in self.sessions:
            return "same" if takes_back_session(op) else "rejected"
        if op["kind"] not in MARKS:
            return self._of_session(op, session, device)
        whom = self.place(op)[1]
        if isinstance(whom, str):
            return "rejected" if whom in self.walk_ins else "retry"
        return self._decided(op) if whom in self.members else "rejected"

    def _of_session(self, op: Json, session: int, device: str) -> str:
        match op["kind"]:
            case "walk_in":
                return "applied"
            case "session_start":
                return "same" if session in self.started() else "applied"
            case "session_end":
                return "same" if session in self.ended() else "applied"
            case "session_undo" if takes_back_session(op):
                return "rejected" if self._in_use(session, device, op["marked_by"]) else "applied"
            case "session_undo":
                return self._taken_back(op, session)
        raise AssertionError(f"a kind that the model does not know: {op['kind']}")

    def _taken_back(self, op: Json, session: int) -> str:
        """What becomes of the wish to take back a start or an end."""
        prior = self.ledger.get(op["prev_op"])
        if prior is None:
            return "same" if op.get("prev_gone") else "retry"
        if prior["outcome"] != "applied" or op["prev_op"] in self.undone:
            return "same"
        of, before, after = self.strikes[op["prev_op"]]
        # A session that never started cannot have ended.
        possible = before[0] is not None or before[1] is None
        return "applied" if (of, after) == (session, self.times.get(session, UNKNOWN)) and possible else "rejected"

    def _in_use(self, session: int, device: str, author: int) -> bool:
        marked = any(key[0] == session for key in self.records())
        asked = any(one.key[0] == session for one in self.questions.values())
        return marked or asked or session in self.ended() or self.hands[session] != {(device, author)}

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
                    self._written(op, result["session"], result["version"], device)
            case "walk_in":
                self.walk_ins[op["op_id"]] = result["participant"]
                if applied:
                    self.members.add(result["participant"])
                    self._count(result["version"])
            case "session_undo" if applied and takes_back_session(op):
                session = self.creates[op["prev_op"]]
                assert session is not None, "only what was made is taken back"
                self.forget(session)
                self._count(result["version"])
            case "session_start" | "session_end" | "session_undo" if applied:
                session = self.session(session_of(op))
                assert isinstance(session, int), "only what is there begins and ends"
                self._strike(op, session)
                self._written(op, session, result["version"], device)
            case "mark" | "clear" if applied:
                self.write(self.place(op), value_of(op), result["version"], device)
            case "mark" | "clear" if result["outcome"] == "conflict":
                key = self.place(op)
                self.questions[result["conflict_id"]] = Question(key, self.head(key).value, value_of(op), op["op_id"])

    def _strike(self, op: Json, session: int) -> None:
        before = self.times.get(session, UNKNOWN)
        if op["kind"] == "session_undo":
            after = self.strikes[op["prev_op"]][1]
            self.undone.add(op["prev_op"])
        else:
            start = before[0] or op["op_id"]
            after = (start, op["op_id"] if op["kind"] == "session_end" else before[1])
            self.strikes[op["op_id"]] = (session, before, after)
        self.times[session] = after

    def _written(self, op: Json, session: int, version: int, device: str) -> None:
        self.hands.setdefault(session, set()).add((device, op["marked_by"]))
        self.session_steps += 1
        self._count(version)

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


def in_turn(op: Json) -> tuple[bool, bool, bool, bool, int]:
    """The order in which a batch is decided: new sessions, people, what starts and ends, marks, then the sessions that
    are taken back whole, each as the device counted them."""
    last = takes_back_session(op)
    return (op["kind"] != "session_create", op["kind"] != "walk_in", op["kind"] in MARKS or last, last, op["seq_no"])


def takes_back_session(op: Json) -> bool:
    """Whether it takes back a session that was begun on the spot, and not a start or an end."""
    return op["kind"] == "session_undo" and op["session"] == {"ref": op["prev_op"]}


def session_of(op: Json) -> int | str:
    """How an operation names its session: by its id, or by the session_create that makes it."""
    named = op["session"]
    return str(named["ref"]) if isinstance(named, dict) else int(named)


def key_of(op: Json) -> Key:
    whom = op["participant"]
    return (session_of(op), whom["ref"] if isinstance(whom, dict) else whom)


def value_of(op: Json) -> Value | None:
    return None if op["kind"] == "clear" else (op["state"], op["note"])
