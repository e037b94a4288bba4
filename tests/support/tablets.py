"""A tablet as the server sees it: it makes operations, sends them, and repeats what it sent."""

import gzip
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.test import Client

from omnipresence.accounts.models import User
from omnipresence.base import clock, ids
from omnipresence.roster.models import Participant
from omnipresence.schedule.models import Session
from support.cast import School, bearer

Json = dict[str, Any]

# A feed that begins anew again and again is a failure, not a reason to wait.
MOST_PAGES = 2000


@dataclass
class Tablet:
    """One device of one user. `send` posts, `sync` posts and demands 200, `pull` reads the whole feed."""

    school: School
    user: User
    device_id: UUID = field(default_factory=ids.uuid4)
    cursor: str | None = None
    seq_no: int = 0
    name: str = "Tablet"
    # Whether its sign-in names it, as that of a real tablet does.
    bound: bool = False
    # An API key instead of a sign-in.
    key: str = ""

    def op(self, participant: Participant | int | Json, state: str | None = "present", **changes: Any) -> Json:
        """An operation: a mark, or a clear when `state` is None."""
        self.seq_no += 1
        session = changes.pop("session", self.school.session)
        body: Json = {
            "op_id": str(ids.uuid7()),
            "seq_no": self.seq_no,
            "kind": "clear" if state is None else "mark",
            "session": session.pk if isinstance(session, Session) else session,
            "participant": participant.pk if isinstance(participant, Participant) else participant,
            "base_version": 0,
            "prev_op": None,
            "marked_at": clock.to_milliseconds(clock.now()),
            "clock_era": 0,
            "marked_by": self.user.pk,
            "note": "",
        }
        if state is not None:
            body["state"] = state
        return {**body, **changes}

    def walk_in(self, first_name: str = "Wanda", last_name: str = "Walker", **changes: Any) -> Json:
        """Somebody who is not on the list of the school's session."""
        return self._bare("walk_in", first_name=first_name, last_name=last_name, **changes)

    def strike(self, verb: str, **changes: Any) -> Json:
        """The session starts or ends."""
        return self._bare(f"session_{verb}", **changes)

    def take_back(self, said: Json, **changes: Any) -> Json:
        """The start or the end is taken back."""
        return self._bare("session_undo", prev_op=said["op_id"], **changes)

    def create(self, **changes: Any) -> Json:
        """A session that no timetable planned starts on the spot, for the school's group, and lasts for an hour."""
        body = self._bare("session_create", **changes)
        del body["session"]
        now: int = body["marked_at"]
        plan = {"group": self.school.group.pk, "name": "On the spot", "starts_at": now, "ends_at": now + 3_600_000}
        return {**plan, **body}

    def _bare(self, kind: str, **changes: Any) -> Json:
        body = self.op(0, session=changes.pop("session", self.school.session))
        for name in ("participant", "state", "note", "base_version", "prev_op"):
            del body[name]
        return {**body, "kind": kind, **changes}

    def envelope(self, *ops: Any, **changes: Any) -> Json:
        return {
            "protocol": 1,
            "device_id": str(self.device_id),
            "batch_id": str(ids.uuid7()),
            "client_time": clock.to_milliseconds(clock.now()),
            "app_version": "test",
            "device_name": self.name,
            "waiting": {"count": len(ops), "oldest_at": None, "quarantined": 0},
            "cursor": self.cursor,
            "scope_tag": None,
            "limit": 1000,
            "ops": list(ops),
            **changes,
        }

    def send(self, *ops: Any, zipped: bool = False, **changes: Any) -> Any:
        """Post the operations; the raw response."""
        # Without spaces, as browsers write it.
        body = json.dumps(self.envelope(*ops, **changes), separators=(",", ":")).encode()
        return self.post(
            gzip.compress(body) if zipped else body, **({"HTTP_CONTENT_ENCODING": "gzip"} if zipped else {})
        )

    def post(self, body: bytes, **extra: Any) -> Any:
        """Post any bytes as this user."""
        return Client(raise_request_exception=False).post(
            "/api/v1/sync", body, content_type="application/json", headers=self.header(), **extra
        )

    def header(self) -> dict[str, str]:
        if self.key:
            return {"Authorization": f"Bearer {self.key}"}
        return bearer(self.user, str(self.device_id) if self.bound else "")

    def sync(self, *ops: Any, **changes: Any) -> Json:
        """Post the operations and move on to the answer's cursor."""
        response = self.send(*ops, **changes)
        assert response.status_code == 200, response.content
        reply: Json = response.json()
        self.cursor = reply["cursor"]
        return reply

    def results(self, *ops: Any, **changes: Any) -> list[Json]:
        found: list[Json] = self.sync(*ops, **changes)["results"]
        return found

    def outcomes(self, *ops: Any, **changes: Any) -> list[str]:
        return [result["outcome"] for result in self.results(*ops, **changes)]

    def pull(self, limit: int = 1000) -> list[Json]:
        """Everything new since the cursor, page by page."""
        changes: list[Json] = []
        for _ in range(MOST_PAGES):
            reply = self.sync(limit=limit)
            changes += reply["changes"]
            if not reply["has_more"]:
                return changes
        raise AssertionError("the feed has no end")


def raw_results(response: Any) -> str:
    """The bytes of `results` in an answer, as text."""
    text: str = response.content.decode()
    start = text.index('"results":')
    return text[start : text.index(',"changes":', start)]
