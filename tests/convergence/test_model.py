"""Any walk of tablets, faults, decisions and corrections against the real API agrees with a model of one page.

After every step the database is what the model says: one record each (I15) that only a seen version or a decision
changed (I7, I9), both sides of every question (I8), one ledger row an operation (I1), one audit row a step (I16).
`OMNI_LONG=1` walks longer and elsewhere; a failing walk is printed as a program and as a blob that repeats it.
"""

import json
import os
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any

import pytest
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from omnipresence.audit.models import AuditLog
from omnipresence.base import writes
from omnipresence.base.writes import Versions, write
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.roster.models import GroupMembership
from omnipresence.schedule.models import Session
from omnipresence.sync.models import SyncOperation
from support.api import Api
from support.cast import School
from support.faults import FAULTS, failing
from support.model import Key, Model, Value, key_of, value_of
from support.simple_tablet import SimpleTablet
from support.tablets import Json, Tablet, raw_results

LONG = bool(os.environ.get("OMNI_LONG"))
PEOPLE = 2
# What ends a walk's variety comes once it has had some.
LATER = 12
COMMON = profile(deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
# Short walks are the same every time, so that whoever did not break them does not meet them broken; they are not made
# shorter when they fail, which takes minutes: `make test-long` does that.
PROFILE = (
    profile(COMMON, max_examples=400, stateful_step_count=60)
    if LONG
    else profile(
        COMMON, max_examples=12, stateful_step_count=18, derandomize=True, database=None, phases=[Phase.generate]
    )
)

NETWORK = st.sampled_from(
    ["none", "none", "none", "request lost", "response lost", "duplicate", "reordered", "split", "late half first"]
)
DEVICES = st.integers(0, 2)
KEYS = st.tuples(st.integers(0, 1), st.integers(0, PEOPLE - 1))
VALUES = st.sampled_from([None, ("present", ""), ("present", "bus"), ("absent", ""), ("late", "")])
# Enough at a time for people to get into each other's way.
MARKS = st.lists(st.tuples(DEVICES, KEYS, VALUES), min_size=4, max_size=8)


class Walk(RuleBasedStateMachine):
    """Three tablets of two teachers, an administrator, and a stranger."""

    number = 0

    @initialize(morning=MARKS)
    def begin(self, morning: list[tuple[int, tuple[int, int], Value | None]]) -> None:
        Walk.number += 1
        self.school = School(f"school{Walk.number}", people=PEOPLE)
        self.sessions = [self.school.session.pk, _second_session(self.school)]
        self.people = [person.pk for person in self.school.participants]
        users = (self.school.mina, self.school.mina, self.school.tariq)
        self.tablets = [SimpleTablet(Tablet(self.school, user), f"tablet {n}") for n, user in enumerate(users)]
        self.model = Model(members=set(self.people), sessions=set(self.sessions))
        self.olga = Api(self.school.olga)
        self.stranger_school = School(f"strangers{Walk.number}", people=1)
        self.stranger = Tablet(self.stranger_school, self.stranger_school.mina)
        self.foreign = self.stranger.sync()["changes"]
        self.mark(morning)

    def key(self, places: tuple[int, int]) -> Key:
        return (self.sessions[places[0]], self.people[places[1]])

    # What people do on tablets

    @rule(marks=MARKS)
    def mark(self, marks: list[tuple[int, tuple[int, int], Value | None]]) -> None:
        for device, places, value in marks:
            self.tablets[device].decide(self.key(places), value)

    @rule(device=DEVICES, places=KEYS, values=st.lists(VALUES, min_size=2, max_size=4))
    def change_ones_mind(self, device: int, places: tuple[int, int], values: list[Value | None]) -> None:
        for value in values:
            self.tablets[device].decide(self.key(places), value)

    @rule(device=DEVICES, hours=st.integers(-48, 48))
    def clock_jumps(self, device: int, hours: int) -> None:
        self.tablets[device].skew = hours * 3_600_000

    # What the network makes of it

    @rule(device=DEVICES, network=NETWORK, limit=st.sampled_from([1, 3, 1000]), cut=st.integers(1, 6))
    def sync(self, device: int, network: str, limit: int, cut: int) -> None:
        tablet = self.tablets[device]
        first, rest = tablet.queue[:cut], tablet.queue[cut:]
        match network:
            case "request lost":
                tablet.request(tablet.queue, limit)
            case "response lost":
                self.exchange(tablet, tablet.queue, limit)
            case "duplicate":
                self.heard(tablet, tablet.queue, limit, times=2)
            case "reordered":
                self.heard(tablet, tablet.queue[::-1], limit)
            case "split":
                self.heard(tablet, first, limit)
                self.heard(tablet, rest, limit)
            case "late half first":
                self.heard(tablet, rest, limit)
                self.heard(tablet, first, limit)
            case _:
                self.heard(tablet, tablet.queue, limit)

    @rule(device=DEVICES, fault=st.sampled_from(FAULTS), statement=st.integers(1, 28))
    def sync_on_a_failing_database(self, device: int, fault: str, statement: int) -> None:
        tablet = self.tablets[device]
        self.heard(tablet, tablet.queue, 1000, failing=failing(fault, lambda n, _sql: n == statement))

    @rule(device=DEVICES, data=st.data())
    def repeat_what_was_answered_long_ago(self, device: int, data: st.DataObject) -> None:
        tablet = self.tablets[device]
        answered = sorted(tablet.answers)
        some = data.draw(st.lists(st.sampled_from(answered), unique=True)) if answered else []
        ops = [tablet.sent[op_id] for op_id in some]
        response = tablet.wire.send(*ops)
        assert response.json()["results"] == [tablet.answers[op_id] for op_id in some], "a repeat is answered the same"

    def heard(self, tablet: SimpleTablet, ops: list[Json], limit: int, times: int = 1, **how: Any) -> None:
        """Send, and take the answer in."""
        asked_from = tablet.cursor
        for reply in [self.exchange(tablet, ops, limit, **how) for _ in range(times)]:
            tablet.take_in(asked_from, ops, reply)

    def exchange(
        self,
        tablet: SimpleTablet,
        ops: list[Json],
        limit: int,
        failing: AbstractContextManager[Any] = nullcontext(),  # noqa: B008 - holds nothing
    ) -> Json:
        """Send and compare with the model."""
        envelope = tablet.request(ops, limit)
        with failing:
            response = _post(tablet, envelope)
        close_old_connections()
        if response.status_code == 503:
            # Kept or not: the repeat tells, and the model learns from it.
            response = _post(tablet, envelope)
        assert response.status_code == 200, response.content
        reply: Json = response.json()
        ended = [(op, result) for op, result in zip(ops, reply["results"], strict=True) if result["outcome"] != "retry"]
        if ended:
            again = _post(tablet, {**envelope, "ops": [op for op, _ in ended]}).json()
            assert again["results"] == [result for _, result in ended]
        for op, result in sorted(zip(ops, reply["results"], strict=True), key=lambda pair: pair[0]["seq_no"]):
            self.judge(tablet, op, result)
        return reply

    def judge(self, tablet: SimpleTablet, op: Json, result: Json) -> None:
        if op["op_id"] in self.model.ledger:
            assert result == self.model.ledger[op["op_id"]], "the same operation, the same answer (I2)"
            return
        key, head = key_of(op), self.model.head(key_of(op))
        assert (result["op_id"], result["outcome"]) == (op["op_id"], self.model.expected(op)), (op, head)
        own = {r["version"] for o, r in self.model.ledger.items() if o in tablet.sent and key_of(tablet.sent[o]) == key}
        if result["outcome"] == "applied":
            assert head.value is None or head.version in own | {op["base_version"]}, "overwritten unseen (I7)"
        if result["outcome"] == "conflict":
            assert value_of(op) != head.value, "equal marks agree (I10)"
            foreign = self.model.others_wrote(key, tablet.name, op["base_version"])
            assert foreign or self.model.frozen(key), "a device conflicted with itself (I11)"
        self.model.take(op, result, tablet.name)

    # What the office does

    @precondition(lambda self: any(one.open for one in self.model.questions.values()))
    @rule(data=st.data(), choice=st.sampled_from(["a", "b", "other"]), value=VALUES)
    def decide(self, data: st.DataObject, choice: str, value: Value | None) -> None:
        open_ones = sorted(number for number, one in self.model.questions.items() if one.open)
        number = data.draw(st.sampled_from(open_ones))
        question = self.model.questions[number]
        others = [one for one in open_ones if self.model.questions[one].key == question.key and one != number]
        seen = data.draw(st.sampled_from([[], others]))
        self.resolve(number, question.key, choice, value, seen)

    def resolve(self, number: int, key: Key, choice: str, value: Value | None, seen: list[int]) -> None:
        head, question = self.model.head(key), self.model.questions[number]
        version = head.version if head.value is not None else 0
        state, note = value or (None, "")
        body = {
            "chosen_version": choice,
            "presence_state": state,
            "note": note,
            "expected_version": version,
            "seen": seen,
        }
        stale = self.olga.post(f"sync-conflicts/{number}/resolve", {**body, "expected_version": version + 1})
        assert (stale.status_code, stale.json()["code"]) == (409, "version-changed")
        answer = self.olga.post(f"sync-conflicts/{number}/resolve", body)
        assert answer.status_code == 200, answer.content
        winner = {"a": question.a, "b": question.b, "other": value}[choice]
        for one in [number, *seen]:
            self.model.questions[one].open = False
        if winner is not None or head.value is not None:
            self.model.write(key, winner, self.new_version(key, winner), "rest")
        twice = self.olga.post(f"sync-conflicts/{number}/resolve", body)
        assert (twice.status_code, twice.json()["code"]) == (409, "conflict-already-resolved")

    def new_version(self, key: Key, value: Value | None) -> int:
        """The number that a write by REST took: that of the record, or of its grave."""
        if value is not None:
            rows = PresenceRecord.objects.for_organization(self.school.organization.pk)
            return int(rows.get(session_id=key[0], participant_id=key[1]).version)
        graves = writes.SyncCounter.objects.get(organization_id=self.school.organization.pk)
        return int(graves.version)

    @rule(places=KEYS, value=VALUES)
    def correct(self, places: tuple[int, int], value: Value | None) -> None:
        key = self.key(places)
        head = self.model.head(key)
        if head.value is None or key[1] not in self.model.members:
            return
        row = PresenceRecord.objects.for_organization(self.school.organization.pk).get(
            session_id=key[0], participant_id=key[1]
        )
        path, seen = f"presence-records/{row.pk}", {"If-Match": f'"{head.version}"'}
        stale = self.olga.delete(path, **{"If-Match": f'"{head.version - 1}"'})
        assert stale.status_code == 412
        if value is None:
            answer = self.olga.delete(path, **seen)
        else:
            answer = self.olga.patch(path, {"presence_state": value[0], "note": value[1]}, **seen)
        if self.model.frozen(key) and value != head.value:
            assert (answer.status_code, answer.json()["code"]) == (409, "presence-in-question")
        else:
            assert answer.status_code in {200, 204}, answer.content
            if value != head.value:
                self.model.write(key, value, self.new_version(key, value), "rest")

    @precondition(lambda self: len(self.model.ledger) > LATER)
    @rule(person=st.integers(0, PEOPLE - 1))
    def leave_or_join_the_group(self, person: int) -> None:
        pk = self.people[person]
        rows = GroupMembership.objects.for_organization(self.school.organization.pk).filter(participant_id=pk)
        if pk in self.model.members:
            assert self.olga.delete(f"group-memberships/{rows.get().pk}").status_code == 204
            self.model.members.remove(pk)
        else:
            body = {"group": self.school.group.pk, "participant": pk}
            assert self.olga.post("group-memberships", body).status_code == 201
            self.model.members.add(pk)

    @precondition(lambda self: len(self.model.sessions) == 2 and len(self.model.ledger) > LATER)
    @rule()
    def delete_the_second_session(self) -> None:
        session = self.sessions[1]
        touched = any(key[0] == session for key in self.model.records()) or any(
            one.key[0] == session for one in self.model.questions.values()
        )
        answer = self.olga.delete(f"sessions/{session}")
        assert answer.status_code == (409 if touched else 204), answer.content
        if not touched:
            self.model.sessions.remove(session)

    @rule(places=KEYS, data=st.data())
    def a_stranger_tries(self, places: tuple[int, int], data: st.DataObject) -> None:
        session, person = self.key(places)
        known = sorted(self.model.ledger) or [None]
        taken = data.draw(st.sampled_from(known))
        ours = self.stranger.op(person, session=session, **({"op_id": taken} if taken else {}))
        nobody = self.stranger.op(2**62, session=2**62)
        answers = [raw_results(self.stranger.send(op)).replace(op["op_id"], "") for op in (ours, nobody)]
        assert answers[0] == answers[1] or "op_id_reused" in answers[0]
        assert self.stranger.sync(cursor=None)["changes"] == self.foreign

    # What always holds

    @invariant()
    def the_database_is_what_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        organization = self.school.organization.pk
        rows = PresenceRecord.objects.for_organization(organization).select_related("presence_state")
        assert {
            (row.session_id, row.participant_id): (
                row.presence_state.code,
                row.extra_data.get("note", ""),
                row.version,
            )
            for row in rows
        } == self.model.records()
        assert SyncOperation.objects.filter(organization_id=organization).count() == len(self.model.ledger)
        audits = AuditLog.objects.for_organization(organization).filter(table_name="presence_records")
        assert audits.count() == sum(map(len, self.model.steps.values()))
        found = SyncConflict.objects.for_organization(organization)
        assert {row.pk: _sides(row) for row in found} == {
            number: (one.a, one.b, one.op_id, one.open) for number, one in self.model.questions.items()
        }

    def teardown(self) -> None:
        """The faults are over: everything drains, and all agree (I5, I32, I33)."""
        if not hasattr(self, "model"):
            return
        for _ in range(3):
            for tablet in self.tablets:
                self.heard(tablet, tablet.queue, 1000)
        assert [tablet.queue for tablet in self.tablets] == [[]] * 3
        for number, question in sorted(self.model.questions.items()):
            if question.open:
                others = [
                    one for one, other in self.model.questions.items() if other.open and other.key == question.key
                ]
                self.resolve(number, question.key, "b", None, [one for one in others if one != number])
        for tablet in self.tablets:
            self.heard(tablet, [], 1000)
            assert tablet.records() == self.model.records(), tablet.name
            answered = {op_id: self.model.ledger[op_id] for op_id in tablet.sent}
            assert tablet.answers == answered, "nothing sent is without its answer"
        self.the_database_is_what_the_model_says()


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


def _post(tablet: SimpleTablet, envelope: Json) -> Any:
    return tablet.wire.post(json.dumps(envelope).encode())


def _sides(row: SyncConflict) -> tuple[Value | None, Value | None, str, bool]:
    a, b = (
        (side["presence_state"], side["note"]) if side["presence_state"] else None
        for side in (row.version_a_data, row.version_b_data)
    )
    assert row.version_b_data["recorded_by"] and row.version_b_data["source_device_id"]
    return a, b, row.version_b_data["op_id"], row.resolved_at is None


@pytest.mark.django_db(transaction=True)
def test_i33_every_walk_agrees_with_the_model(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # Two schools a walk, four people each: what guards their passwords is not what is tested here.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(writes, "JITTER_SECONDS", (0.0, 0.0))
    run_state_machine_as_test(Walk, settings=PROFILE)
