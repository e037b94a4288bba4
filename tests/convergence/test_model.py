"""Any walk of tablets, faults, decisions and corrections against the real API agrees with a model of one page.

After every step the database is what the model says: one record each (I15) that only a seen version or a decision
changed (I7, I9), both sides of every question (I8), one ledger row an operation (I1) of its own author (I31), one audit
row a step (I16). `OMNI_LONG=1` walks longer and elsewhere; a failing walk is printed as a program and as a blob that
repeats it.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from omnipresence.accounts.grants import issue_grant
from omnipresence.accounts.models import SyncDevice
from omnipresence.base import writes
from omnipresence.presence.models import PresenceRecord
from omnipresence.roster.models import GroupMembership
from omnipresence.sync.services.lives import new_epoch
from support.faults import FAULTS, failing
from support.long import LONG, walks
from support.model import Value
from support.model_walk import PEOPLE, WalkBase
from support.simple_tablet import named
from support.tablets import raw_results

# What ends a walk's variety comes once it has had some.
LATER = 6
# How many sessions there are with those that are made on the spot, and what belongs to nobody.
MOST_SESSIONS = 4
NO_GROUP = 2**62
NOBODY = "00000000-0000-7000-8000-000000000000"
COMMON = profile(deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
# Short walks are the same every time, so that whoever did not break them does not meet them broken; they are not made
# shorter when they fail, which takes minutes: `make test-long` does that.
ALWAYS_THE_SAME = {"derandomize": True, "database": None, "phases": [Phase.generate]}
PROFILE = profile(
    COMMON,
    max_examples=walks(14, 400),
    stateful_step_count=60 if LONG else 26,
    **({} if LONG else ALWAYS_THE_SAME),  # type: ignore[arg-type]
)

NETWORK = st.sampled_from(
    ["none", "none", "none", "request lost", "response lost", "duplicate", "reordered", "split", "late half first"]
)
DEVICES = st.integers(0, 2)
# Some of them are made on the spot, and some walk in, once there are any.
SESSIONS = st.integers(0, 3)
KEYS = st.tuples(SESSIONS, st.integers(0, PEOPLE + 1))
SAID = st.sampled_from(["session_create", "session_create", "session_start", "session_end"])
BEGINNINGS = st.sampled_from(["all together", "start and mark travel first", "by mistake"])
COLLEAGUE = st.sampled_from(["does nothing", "marks", "starts it"])
VALUES = st.sampled_from([None, ("present", ""), ("present", "bus"), ("absent", ""), ("late", "")])
# Enough at a time for people to get into each other's way.
MARKS = st.lists(st.tuples(DEVICES, KEYS, VALUES), min_size=4, max_size=8)
Marks = list[tuple[int, tuple[int, int], Value | None]]


class Walk(WalkBase):
    """What people do, what the network makes of it, and what the office does."""

    @initialize(morning=MARKS)
    def begin(self, morning: Marks) -> None:
        self.open_schools()
        self.mark(morning)

    @rule(marks=MARKS)
    def mark(self, marks: Marks, author: int | None = None) -> None:
        for device, places, value in marks:
            tablet = self.tablets[device]
            key = self.key_on(tablet, places)
            if key is not None:
                tablet.decide(key, value, author)

    @rule(device=DEVICES, places=KEYS, values=st.lists(VALUES, min_size=2, max_size=4))
    def change_ones_mind(self, device: int, places: tuple[int, int], values: list[Value | None]) -> None:
        self.mark([(device, places, value) for value in values])

    @rule(marks=MARKS)
    def colleagues_mark(self, marks: Marks) -> None:
        """Tariq on Mina's tablets, who is signed in there; nobody can send it without his grant."""
        self.mark([(device % 2, places, value) for device, places, value in marks], self.school.tariq.pk)

    @rule(device=DEVICES)
    def the_colleague_leaves_a_grant(self, device: int) -> None:
        tablet = self.tablets[device]
        for op in tablet.queue:
            if op["marked_by"] != tablet.wire.user.pk:
                op["grant"] = issue_grant(self.school.tariq, str(tablet.wire.device_id))

    @precondition(lambda self: len(self.people) < PEOPLE + 3)
    @rule(device=DEVICES, place=SESSIONS, values=st.lists(VALUES, max_size=2), orphans=st.booleans())
    def walk_in(self, device: int, place: int, values: list[Value | None], orphans: bool) -> None:
        """Somebody comes and is marked; with `orphans` the marks travel before the person."""
        tablet = self.tablets[device]
        key = self.key_on(tablet, (place, 0))
        if key is None:
            return
        op = tablet.enqueue(tablet.wire.walk_in(session=named(key[0]), identifier="G-1"))
        self.people.append(op["op_id"])
        marks = [tablet.decide((key[0], op["op_id"]), value) for value in values]
        if orphans:
            self.heard(tablet, marks, 1000)

    @precondition(lambda self: len(self.sessions) < MOST_SESSIONS)
    @rule(device=DEVICES, colleague=COLLEAGUE, known=st.sampled_from([True, True, False]), how=BEGINNINGS)
    def start_on_the_spot(self, device: int, colleague: str, known: bool, how: str) -> None:
        """A session that no timetable planned, its start and a mark, also travelling before it; or begun by mistake."""
        tablet, tariq = self.tablets[device], self.school.tariq.pk
        if tablet.blind:
            return
        group = self.school.group.pk if known else NO_GROUP
        create = tablet.enqueue(tablet.wire.create(group=group), tariq if colleague == "starts it" else None)
        self.sessions.append(create["op_id"])
        start = tablet.enqueue(tablet.wire.strike("start", session=named(create["op_id"])))
        if how == "by mistake":
            self.regret(tablet, create)
            return
        whom = (create["op_id"], self.people[0])
        mark = tablet.decide(whom, ("present", ""), tariq if colleague == "marks" else None)
        if how == "start and mark travel first":
            self.heard(tablet, [start, mark], 1000)

    @rule(device=DEVICES, place=SESSIONS, verb=st.sampled_from(["start", "end"]), regretted=st.booleans())
    def strike(self, device: int, place: int, verb: str, regretted: bool) -> None:
        tablet = self.tablets[device]
        key = self.key_on(tablet, (place, 0))
        if key is not None:
            said = tablet.enqueue(tablet.wire.strike(verb, session=named(key[0])))
            if regretted:
                self.regret(tablet, said)

    @rule(device=DEVICES, data=st.data(), kind=SAID, times=st.integers(1, 2), alone=st.booleans())
    def take_back(self, device: int, data: st.DataObject, kind: str, times: int, alone: bool) -> None:
        """A start, an end or a session begun on the spot was a mistake; with `alone` the wish travels first."""
        tablet = self.tablets[device]
        said = {op["op_id"]: op for op in [*tablet.sent.values(), *tablet.queue] if op["kind"] == kind}
        wishes = [self.regret(tablet, said[data.draw(st.sampled_from(sorted(said)))]) for _ in range(times) if said]
        if alone:
            self.heard(tablet, wishes, 1000)

    @rule(device=DEVICES, hours=st.integers(-48, 48))
    def clock_jumps(self, device: int, hours: int) -> None:
        self.tablets[device].skew = hours * 3_600_000

    @rule(device=DEVICES, which=st.sampled_from(["all", "all", "ours", "none"]), limit=st.sampled_from([3, 1000]))
    def choose_scope(self, device: int, which: str, limit: int) -> None:
        groups = [self.school.group.pk] if which == "ours" else []
        self.tablets[device].subscription = (
            None if which == "all" else {"groups": groups, "days_back": 1, "days_ahead": 1}
        )
        for _ in range(2):
            self.heard(self.tablets[device], [], limit)

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
        if tablet.name not in self.revoked:
            response = tablet.wire.send(*[tablet.sent[op_id] for op_id in some])
            assert response.json()["results"] == [tablet.answers[op_id] for op_id in some], "the same answer (I2)"

    # What the office does

    @rule(device=DEVICES, welcome=st.booleans())
    def revoke_or_restore(self, device: int, welcome: bool) -> None:
        tablet = self.tablets[device]
        uuid = str(tablet.wire.device_id)
        row = SyncDevice.objects.for_organization(self.organization).filter(device_uuid=uuid).first()
        if row is not None:
            assert self.olga.post(f"devices/{row.pk}/{'restore' if welcome else 'revoke'}").status_code == 200
            self.revoked = self.revoked - {tablet.name} if welcome else self.revoked | {tablet.name}

    @precondition(lambda self: len(self.model.ledger) > LATER)
    @rule()
    def a_backup_of_this_moment_is_restored(self) -> None:
        new_epoch(self.organization)

    @precondition(lambda self: any(one.open for one in self.model.questions.values()))
    @rule(data=st.data(), choice=st.sampled_from(["a", "b", "other"]), value=VALUES)
    def decide(self, data: st.DataObject, choice: str, value: Value | None) -> None:
        open_ones = sorted(number for number, one in self.model.questions.items() if one.open)
        number = data.draw(st.sampled_from(open_ones))
        question = self.model.questions[number]
        others = [one for one in open_ones if self.model.questions[one].key == question.key and one != number]
        seen = data.draw(st.sampled_from([[], others]))
        self.resolve(number, question.key, choice, value, seen)

    @rule(places=KEYS, value=VALUES)
    def correct(self, places: tuple[int, int], value: Value | None) -> None:
        key = self.model.found(self.key(places))
        head = self.model.head(key)
        if head.value is None or key[1] not in self.model.members:
            return
        row = PresenceRecord.objects.for_organization(self.organization).get(session_id=key[0], participant_id=key[1])
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
        pk = self.school.participants[person].pk
        rows = GroupMembership.objects.for_organization(self.organization).filter(participant_id=pk)
        if pk in self.model.members:
            assert self.olga.delete(f"group-memberships/{rows.get().pk}").status_code == 204
            self.model.members.remove(pk)
        else:
            body = {"group": self.school.group.pk, "participant": pk}
            assert self.olga.post("group-memberships", body).status_code == 201
            self.model.members.add(pk)

    @precondition(lambda self: len(self.model.ledger) > LATER)
    @rule(place=SESSIONS)
    def delete_a_session(self, place: int) -> None:
        session = self.model.session(self.sessions[place % len(self.sessions)])
        if session == self.sessions[0] or session not in self.model.sessions:
            return
        touched = any(key[0] == session for key in self.model.records()) or any(
            one.key[0] == session for one in self.model.questions.values()
        )
        answer = self.olga.delete(f"sessions/{session}")
        assert answer.status_code == (409 if touched else 204), answer.content
        if not touched:
            self.model.forget(session)

    @rule(places=KEYS, data=st.data())
    def a_stranger_tries(self, places: tuple[int, int], data: st.DataObject) -> None:
        session, person = self.key(places)
        known = sorted(self.model.ledger) or [None]
        taken = data.draw(st.sampled_from(known))
        # What the stranger sent under an id of ours is the stranger's own: who names it next is told how that ended.
        named_own = {session, person} & self.tried
        self.tried |= {taken} if taken else set()
        ours = self.stranger.op(named(person), session=named(session), **({"op_id": taken} if taken else {}))
        nobody = self.stranger.op(2**62, session=named(NOBODY) if isinstance(session, str) else 2**62)
        answers = [raw_results(self.stranger.send(op)).replace(op["op_id"], "") for op in (ours, nobody)]
        assert answers[0] == answers[1] or "op_id_reused" in answers[0] or named_own
        assert self.stranger.sync(cursor=None)["changes"] == self.foreign

    def teardown(self) -> None:
        """The faults are over: everything drains, and all agree (I5, I32, I33)."""
        if not hasattr(self, "model"):
            return
        for device, tablet in enumerate(self.tablets):
            self.revoke_or_restore(device, welcome=True)
            self.the_colleague_leaves_a_grant(device)
            tablet.subscription = None
        self.drain()
        for number, question in sorted(self.model.questions.items()):
            if question.open:
                others = [
                    one for one, other in self.model.questions.items() if other.open and other.key == question.key
                ]
                self.resolve(number, question.key, "b", None, [one for one in others if one != number])
        self.drain()
        for tablet in self.tablets:
            assert tablet.records() == self.model.records(), tablet.name
            answered = {op_id: self.model.ledger[op_id] for op_id in tablet.sent}
            assert tablet.answers == answered, "nothing sent is without its answer"
        self.the_database_is_what_the_model_says()

    def drain(self) -> None:
        # What waits for a predecessor needs a second time, and a reset a further one.
        for _ in range(4):
            for tablet in self.tablets:
                self.heard(tablet, tablet.queue, 1000)
        assert [tablet.queue for tablet in self.tablets] == [[]] * 3


@pytest.mark.django_db(transaction=True)
def test_i33_every_walk_agrees_with_the_model(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # Two schools a walk, four people each: what guards their passwords is not what is tested here.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(writes, "JITTER_SECONDS", (0.0, 0.0))
    run_state_machine_as_test(Walk, settings=PROFILE)
