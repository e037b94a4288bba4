"""What a walk of the model-based test stands on: two schools, three tablets, every answer compared with the model."""

import json
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any

from django.db import close_old_connections
from hypothesis.stateful import RuleBasedStateMachine, invariant

from omnipresence.audit.models import AuditLog
from omnipresence.base.writes import SyncCounter, Versions, write
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.schedule.models import Session
from omnipresence.sync.models import SyncOperation
from support.api import Api, refusal
from support.cast import School
from support.model import MARKS, Key, Model, Value, in_turn, value_of
from support.simple_tablet import SimpleTablet
from support.tablets import Json, Tablet

PEOPLE = 2


class WalkBase(RuleBasedStateMachine):
    """Three tablets of two teachers, an administrator, and a stranger. The rules are in tests/convergence."""

    number = 0

    def open_schools(self) -> None:
        WalkBase.number += 1
        self.school = School(f"school{WalkBase.number}", people=PEOPLE)
        # Sessions' ids, then the session_creates as tablets make them.
        self.sessions: list[int | str] = [self.school.session.pk, _second_session(self.school)]
        # Participants' ids, then the walk_ins as tablets make them.
        self.people: list[int | str] = [person.pk for person in self.school.participants]
        users = (self.school.mina, self.school.mina, self.school.tariq)
        self.tablets = [SimpleTablet(Tablet(self.school, user), f"tablet {n}") for n, user in enumerate(users)]
        self.revoked: set[str] = set()
        members = {person.pk for person in self.school.participants}
        planned = {session for session in self.sessions if isinstance(session, int)}
        self.model = Model(members=members, sessions=planned, groups={self.school.group.pk})
        self.olga = Api(self.school.olga)
        self.stranger_school = School(f"strangers{WalkBase.number}", people=1)
        self.stranger = Tablet(self.stranger_school, self.stranger_school.mina)
        self.foreign = self.stranger.sync()["changes"]
        # Ids of the school's operations under which the stranger has sent something.
        self.tried: set[int | str] = set()

    @property
    def organization(self) -> int:
        return int(self.school.organization.pk)

    def key(self, places: tuple[int, int]) -> Key:
        return (self.sessions[places[0] % len(self.sessions)], self.people[places[1] % len(self.people)])

    def key_on(self, tablet: SimpleTablet, places: tuple[int, int]) -> Key | None:
        """That place as this tablet can speak of it: not of what somebody else makes before it has an id."""
        key = self.key(places)
        own_or_known = zip(key, self.model.found(key), strict=True)
        session, whom = (one if isinstance(one, str) and tablet.knows(one) else known for one, known in own_or_known)
        foreign = any(isinstance(one, str) and not tablet.knows(one) for one in (session, whom))
        return None if tablet.blind or foreign else (session, whom)

    def regret(self, tablet: SimpleTablet, said: Json) -> Json:
        """The start, the end or the session begun on the spot was a mistake of whoever said it."""
        session = {"ref": said["op_id"]} if said["kind"] == "session_create" else said["session"]
        return tablet.enqueue(tablet.wire.take_back(said, session=session), said["marked_by"])

    def heard(self, tablet: SimpleTablet, ops: list[Json], limit: int, times: int = 1, **how: Any) -> None:
        """Send, and take the answer in."""
        asked = (tablet.cursor, tablet.subscription)
        for reply in [self.exchange(tablet, ops, limit, **how) for _ in range(times)]:
            if reply is not None:
                tablet.take_in(*asked, ops, reply)

    def exchange(
        self,
        tablet: SimpleTablet,
        ops: list[Json],
        limit: int,
        failing: AbstractContextManager[Any] = nullcontext(),  # noqa: B008 - holds nothing
    ) -> Json | None:
        """Send and compare with the model; None where the tablet is shut out."""
        envelope = tablet.request(ops, limit)
        with failing:
            response = post(tablet, envelope)
        close_old_connections()
        if response.status_code == 503:
            # Kept or not: the repeat tells, and the model learns from it.
            response = post(tablet, envelope)
        if tablet.name in self.revoked:
            assert refusal(response) == (403, "device-revoked"), "refused at once (I20)"
            return None
        assert response.status_code == 200, response.content
        reply: Json = response.json()
        ended = [(op, result) for op, result in zip(ops, reply["results"], strict=True) if result["outcome"] != "retry"]
        if ended:
            again = post(tablet, {**envelope, "ops": [op for op, _ in ended]}).json()
            assert again["results"] == [result for _, result in ended]
        for op, result in sorted(zip(ops, reply["results"], strict=True), key=lambda pair: in_turn(pair[0])):
            self.judge(tablet, op, result)
        return reply

    def judge(self, tablet: SimpleTablet, op: Json, result: Json) -> None:
        if op["op_id"] in self.model.ledger:
            assert result == self.model.ledger[op["op_id"]], "the same operation, the same answer (I2)"
            return
        expected = self.model.expected(op, tablet.wire.user.pk, tablet.name)
        assert (result["op_id"], result["outcome"]) == (op["op_id"], expected), (op, result)
        if op["kind"] in MARKS and result["outcome"] in {"applied", "conflict"}:
            self.judge_mark(tablet, op, result)
        self.model.take(op, result, tablet.name)

    def judge_mark(self, tablet: SimpleTablet, op: Json, result: Json) -> None:
        key = self.model.place(op)
        head = self.model.head(key)
        if result["outcome"] == "applied":
            own = {
                self.model.ledger[op_id]["version"]
                for op_id, one in tablet.sent.items()
                if op_id in self.model.ledger and one["kind"] in MARKS and self.model.place(one) == key
            }
            assert head.value is None or head.version in own | {op["base_version"]}, "overwritten unseen (I7)"
        else:
            assert value_of(op) != head.value, "equal marks agree (I10)"
            foreign = self.model.others_wrote(key, tablet.name, op["base_version"])
            assert foreign or self.model.frozen(key), "a device conflicted with itself (I11)"

    def resolve(self, number: int, key: Key, choice: str, value: Value | None, seen: list[int]) -> None:
        """A decision, before it one about something else, after it the same once more."""
        head, question = self.model.head(key), self.model.questions[number]
        version = head.version if head.value is not None else 0
        state, note = value or (None, "")
        body = {"chosen_version": choice, "presence_state": state, "note": note, "expected_version": version}
        body["seen"] = seen
        path = f"sync-conflicts/{number}/resolve"
        assert refusal(self.olga.post(path, {**body, "expected_version": version + 1})) == (409, "version-changed")
        answer = self.olga.post(path, body)
        assert answer.status_code == 200, answer.content
        winner = {"a": question.a, "b": question.b, "other": value}[choice]
        for one in [number, *seen]:
            self.model.questions[one].open = False
        if winner is not None or head.value is not None:
            self.model.write(key, winner, self.new_version(key, winner), "rest")
        assert refusal(self.olga.post(path, body)) == (409, "conflict-already-resolved")

    def new_version(self, key: Key, value: Value | None) -> int:
        """The number that a write by REST took: that of the record, or of its grave."""
        if value is None:
            return int(SyncCounter.objects.get(organization_id=self.organization).version)
        rows = PresenceRecord.objects.for_organization(self.organization)
        return int(rows.get(session_id=key[0], participant_id=key[1]).version)

    @invariant()
    def the_database_is_what_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        rows = PresenceRecord.objects.for_organization(self.organization).select_related("presence_state")
        assert {
            (row.session_id, row.participant_id): (row.presence_state.code, row.extra_data.get("note", ""), row.version)
            for row in rows
        } == self.model.records()
        ledger = SyncOperation.objects.filter(organization_id=self.organization)
        assert sorted(ledger.values_list("recorded_for", flat=True)) == sorted(self.model.authors.values())
        audits = AuditLog.objects.for_organization(self.organization).filter(table_name="presence_records")
        assert audits.count() == sum(map(len, self.model.steps.values()))
        found = SyncConflict.objects.for_organization(self.organization)
        assert {row.pk: _sides(row) for row in found} == {
            number: (one.a, one.b, one.op_id, one.open) for number, one in self.model.questions.items()
        }
        sessions = Session.objects.for_organization(self.organization)
        assert set(sessions.values_list("pk", flat=True)) == self.model.sessions, "each once, none of a refused one"
        assert set(sessions.exclude(actual_start_at=None).values_list("pk", flat=True)) == self.model.started()
        assert set(sessions.exclude(actual_end_at=None).values_list("pk", flat=True)) == self.model.ended()
        steps = AuditLog.objects.for_organization(self.organization).filter(table_name="sessions")
        assert steps.count() == self.model.session_steps, "each said once, each taken back once"


def post(tablet: SimpleTablet, envelope: Json) -> Any:
    return tablet.wire.post(json.dumps(envelope).encode())


def _second_session(school: School) -> int:
    def work(versions: Versions) -> int:
        first = school.session
        begin = first.scheduled_end_at + timedelta(minutes=5)
        session = Session.objects.create(
            organization=school.organization,
            group=school.group,
            name="Physics",
            scheduled_start_at=begin,
            scheduled_end_at=begin + timedelta(hours=1),
            created_at=first.created_at,
            updated_at=first.created_at,
            version=versions.take(),
        )
        return int(session.pk)

    return write(school.organization.pk, work)


def _sides(row: SyncConflict) -> tuple[Value | None, Value | None, str, bool]:
    a, b = (
        (side["presence_state"], side["note"]) if side["presence_state"] else None
        for side in (row.version_a_data, row.version_b_data)
    )
    assert row.version_b_data["recorded_by"] and row.version_b_data["source_device_id"]
    return a, b, row.version_b_data["op_id"], row.resolved_at is None
