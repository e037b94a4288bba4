"""I32, I33: real engines in virtual time and bad weather against the real server; when the sky clears, all agree.

Everything follows from the seed in the test's name: what people do, when pages die, and what each tablet's network does
to a request. Sessions begin on the spot, and are marked in before the server has given them their number; some
were begun by mistake and are taken back.
OMNI_SEED=n repeats one; `make test-long` takes many (OMNI_WALKS=n: so many).
"""

import json
import os
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from omnipresence.audit.models import AuditLog
from omnipresence.base.clock import rfc3339
from omnipresence.base.problems import Problem
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.presence.services import Decision, resolve_conflict, update_presence_record
from omnipresence.schedule.models import Session
from omnipresence.sync.models import SyncOperation, SyncQuarantine
from omnipresence.sync.operations import MARKS
from support.cast import STATES, School
from support.engines import Engine
from support.long import walks

SEEDS = [int(os.environ["OMNI_SEED"])] if "OMNI_SEED" in os.environ else range(walks(4, 150))
STEPS = 30
STORM = 45
# A minute after the faults are over, and the timeout of a request that was under way.
DRAINED_AFTER = 60 + 16
# A tablet on which nothing waits is in no hurry after failures: it asks again after five minutes at most.
NEXT_PULL = 300 + 31

PEOPLE = 12

SeededTablet = Callable[[str, int], Engine]


@pytest.mark.parametrize("seed", SEEDS)
def test_i33_after_any_storm_all_agree(seed: int, school: School, seeded_tablet: SeededTablet) -> None:
    chance = random.Random(seed)  # noqa: S311 - a walk that can be repeated
    tablets = [seeded_tablet(name, 100 * seed + n) for n, name in enumerate(("mina", "mina", "tariq"))]
    office = Office(school)
    for tablet in tablets:
        tablet.storm(STORM)
    for _ in range(STEPS):
        wander(chance, school, tablets, office)
    for tablet in tablets:
        tablet.storm(0)
    with ThreadPoolExecutor(len(tablets)) as pool:
        statuses = list(pool.map(lambda tablet: tablet.passes(DRAINED_AFTER), tablets))
    assert [status["waiting"] for status in statuses] == [0] * 3, "a queue is stuck (I32)"
    assert all(status["nextIn"] is not None for status in statuses), "no timer is armed (I32)"
    office.decide_all()
    for tablet in tablets:
        tablet.passes(NEXT_PULL)
    nothing_is_lost_and_nothing_happened_twice(school, tablets, office)
    nothing_was_overwritten_unseen(school)
    both_versions_are_kept(school)
    each_session_is_one(school, tablets)
    all_agree(school, tablets)


class Office:
    """The administrator, who corrects and decides without waiting for anybody."""

    def __init__(self, school: School) -> None:
        self.school, self.olga = school, school.caller(school.olga)
        self.steps = 0

    def correct(self, chance: random.Random) -> None:
        rows = list(PresenceRecord.objects.for_organization(self.olga.organization_id).order_by("pk"))
        if not rows:
            return
        row, state = chance.choice(rows), chance.choice(STATES)
        try:
            done = update_presence_record(
                self.olga, row.pk, presence_state=state, note=None, recorded_at=None, expected_version=None
            )
        except Problem:
            # In question: only a decision changes it.
            return
        self.steps += done.version != row.version

    def decide(self, conflict: SyncConflict, choice: str) -> None:
        key = {"session": conflict.session_id, "participant": conflict.participant_id}
        record = PresenceRecord.objects.for_organization(self.olga.organization_id).filter(**key).first()
        resolve_conflict(self.olga, conflict.pk, Decision(choice, record.version if record else 0))
        now = PresenceRecord.objects.for_organization(self.olga.organization_id).filter(**key).first()
        self.steps += (record and record.version) != (now and now.version)

    def decide_one(self, chance: random.Random) -> None:
        conflict = self._open().order_by("pk").first()
        if conflict is not None:
            self.decide(conflict, chance.choice("ab"))

    def decide_all(self) -> None:
        for conflict in self._open().order_by("pk"):
            self.decide(conflict, "b")

    def _open(self):  # type: ignore[no-untyped-def]
        return SyncConflict.objects.for_organization(self.olga.organization_id).filter(resolved_at=None)


def taken_back(organization: int) -> list[int | None]:
    """The sessions that were made on the spot and are gone."""
    ledger = SyncOperation.objects.filter(organization_id=organization, outcome="applied")
    made = [bytes(op_id) for op_id in ledger.filter(kind="session_create").values_list("op_id", flat=True)]
    return list(ledger.filter(kind="session_undo", prev_op__in=made).values_list("session_id", flat=True))


GOOD = {"applied", "same", "conflict"}
DEEDS = ("mark", "mark", "mark", "clear", "undo", "reopen", "clock", "correct", "decide", "all")
ON_THE_SPOT = ("begin", "by mistake", "there", "there")
# Before which of its next transactions a page dies: most live on.
DEATHS = (None, None, None, 0, 1, 2, 3, 5, 8, 13)


def wander(chance: random.Random, school: School, tablets: list[Engine], office: Office) -> None:
    tablet = chance.choice(tablets)
    people = [
        person.pk
        for person in chance.sample(school.participants[: chance.choice((6, PEOPLE))], chance.choice((1, 1, 2, 6)))
    ]
    match deed := chance.choice(DEEDS + ON_THE_SPOT):
        case "mark":
            tablet.mark(school.session.pk, chance.choice(STATES), *people, note=chance.choice(("", "", "late bus")))
        case "clear":
            tablet.mark(school.session.pk, None, *people)
        case "undo" | "reopen":
            tablet.do(deed)
        case "begin" | "by mistake" | "there":
            on_the_spot(chance, school, tablet, deed, people)
        case "clock":
            tablet.do("clock", skew=chance.choice((0, -86_400_000, 3_600_000)))
        case "correct":
            office.correct(chance)
        case "decide":
            office.decide_one(chance)
    for one in tablets if deed == "all" else [tablet]:
        one.passes(chance.choice((0, 3, 20, 90)), dies=chance.choice(DEATHS))


def on_the_spot(chance: random.Random, school: School, tablet: Engine, deed: str, people: list[int]) -> None:
    match deed:
        case "begin":
            tablet.mark(tablet.begin(school.group.pk, "On the spot"), chance.choice(STATES), *people)
        case "by mistake":
            # Taken back at once, or after it has travelled, in whatever weather.
            tablet.begin(school.group.pk, "By mistake")
            tablet.passes(chance.choice((0, 0, 3, 20)), dies=chance.choice(DEATHS))
            tablet.do("undo")
        case "there":
            # The newest that it knows: its own, perhaps without a number, or another tablet's.
            session = chance.choice(tablet.sessions()[::-1][:2] + tablet.sessions()[:1])
            tablet.mark(session, chance.choice((*STATES, None)), *people)
            tablet.do("strike", session=session, verb=chance.choice(("start", "end")))


def nothing_is_lost_and_nothing_happened_twice(school: School, tablets: list[Engine], office: Office) -> None:
    """What tablets hold as answered is what the ledger holds; steps, audit rows and decisions are equally many."""
    organization = school.organization.pk
    rows = SyncOperation.objects.filter(organization_id=organization)
    ledger = {str(UUID(bytes=bytes(op_id))): outcome for op_id, outcome in rows.values_list("op_id", "outcome")}
    states = [tablet.state() for tablet in tablets]
    told = [op for state in states for op in state["attention"]]
    held = [op["op_id"] for state in states for op in state["acked"]] + [op["op_id"] for op in told]
    assert sorted(held) == sorted(ledger)
    assert all(op["outcome"] == "rejected" for op in told), "set aside, in question"
    # Nothing was refused but the wish to take back what others had changed by then, and what came for a session that is
    # gone.
    refused = {bytes(row.op_id): row for row in rows.filter(outcome="rejected")}
    gone = taken_back(organization)
    for row in refused.values():
        late = row.reason == "unknown_session" and row.session_id in gone
        wish = row.kind == "session_undo" and row.reason in {"changed_since", "session_in_use"}
        assert late or wish, row.reason
    assert SyncQuarantine.objects.for_organization(organization).count() == len(refused)
    assert {outcome for op_id, outcome in ledger.items() if UUID(op_id).bytes not in refused} <= GOOD
    audited = AuditLog.objects.for_organization(organization).filter(table_name="presence_records").count()
    assert audited == rows.filter(outcome="applied", kind__in=MARKS).count() + office.steps


def nothing_was_overwritten_unseen(school: School) -> None:
    """Whatever an applied operation replaced was on the screen of its person, or was that tablet's own."""
    organization = school.organization.pk
    replaced = {
        log.new_values["version"]: log.old_values["version"]
        for log in AuditLog.objects.for_organization(organization).filter(table_name="presence_records")
        if log.old_values and log.new_values
    }
    ledger = {bytes(row.op_id): row for row in SyncOperation.objects.filter(organization_id=organization)}
    for row in ledger.values():
        before = replaced.get(row.result_version)
        if row.outcome != "applied" or before is None:
            continue
        seen, link = {row.base_version}, row
        while link.prev_op is not None and (link := ledger.get(bytes(link.prev_op))) is not None:
            assert link.device_id == row.device_id
            seen.add(link.result_version)
        assert before in seen, f"version {row.result_version} replaced {before}, seen were {seen}"


def both_versions_are_kept(school: School) -> None:
    """What a tablet said against what stood lies in a question about that person in that session, as it was said."""
    organization = school.organization.pk
    questions = {row.pk: row for row in SyncConflict.objects.for_organization(organization)}
    for row in SyncOperation.objects.filter(organization_id=organization, outcome="conflict"):
        question, said = questions[row.conflict_id or 0], json.loads(row.payload)
        assert (question.session_id, question.participant_id) == (row.session_id, row.participant_id)
        assert said.get("state") == (question.version_b_data or {}).get("presence_state"), said


def each_session_is_one(school: School, tablets: list[Engine]) -> None:
    """One session for each that was begun and not taken back, whatever was repeated, with the same times everywhere."""
    organization = school.organization.pk
    ledger = SyncOperation.objects.filter(organization_id=organization, outcome="applied")
    gone = taken_back(organization)
    made = ledger.filter(kind="session_create").values_list("session_id", flat=True)
    sessions = Session.objects.for_organization(organization).order_by("pk")
    assert sorted({*made} - {*gone}) == [row.pk for row in sessions if row.pk != school.session.pk]
    assert len(set(gone)) == len(gone), "taken back once"
    server = [(row.pk, rfc3339(row.actual_start_at), rfc3339(row.actual_end_at)) for row in sessions]
    for tablet in tablets:
        rows = [(row["id"], row["actual_start_at"], row["actual_end_at"]) for row in tablet.state()["sessions"]]
        assert sorted(rows) == server, tablet.name


def all_agree(school: School, tablets: list[Engine]) -> None:
    rows = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state")
    server = {
        f"{row.session_id}:{row.participant_id}": (row.presence_state.code, row.extra_data.get("note", ""), row.version)
        for row in rows
    }
    for tablet in tablets:
        assert tablet.records() == server, tablet.name
