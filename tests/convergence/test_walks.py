"""I33: whatever the tablets do and the network loses, in the end all of them and the server agree, and nothing is lost.

A walk is random but repeatable: its seed is in the name of the test. OMNI_LONG=1 (`make test-long`) takes many more.
"""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from omnipresence.audit.models import AuditLog
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.presence.services import Decision, resolve_conflict
from omnipresence.sync.models import SyncOperation
from support.cast import STATES, School
from support.engines import Engine
from support.long import walks

WALKS = walks(3, 40)
STEPS = 25
FAULTS = (None, None, "lose request", "lose response")


@pytest.mark.parametrize("seed", range(WALKS))
def test_tablets_and_server_agree_in_the_end(seed: int, school: School, tablet: Callable[[str], Engine]) -> None:
    chance = random.Random(seed)  # noqa: S311 - a walk that can be repeated
    tablets = [tablet("mina"), tablet("mina"), tablet("tariq")]
    with ThreadPoolExecutor(len(tablets)) as pool:
        for _ in range(STEPS):
            _wander(chance, school, tablets)
            if chance.random() < 0.3:
                list(pool.map(Engine.sync, tablets))
    _be_quiet(tablets)
    _decide_all(school)
    _be_quiet(tablets)
    _check_nothing_lost(school, tablets)
    _check_agreement(school, tablets)


def _wander(chance: random.Random, school: School, tablets: list[Engine]) -> None:
    engine = chance.choice(tablets)
    people = [person.pk for person in chance.sample(school.participants, chance.choice((1, 1, 2, 5)))]
    match chance.choice(("mark", "mark", "mark", "clear", "undo", "sync", "sync", "reopen", "clock")):
        case "mark":
            note = chance.choice(("", "", "late bus"))
            engine.mark(school.session.pk, chance.choice(STATES), *people, note=note)
        case "clear":
            engine.mark(school.session.pk, None, *people)
        case "undo":
            engine.do("undo")
        case "sync":
            engine.lose(*(chance.choice(FAULTS) for _ in range(3)))
            engine.sync()
        case "reopen":
            engine.do("reopen")
        case "clock":
            engine.do("clock", skew=chance.choice((0, -86_400_000, 60_000)))


def _be_quiet(tablets: list[Engine]) -> None:
    """The faults are over: a few tries must be enough."""
    for engine in tablets:
        engine.lose()
    for _ in range(4):
        statuses = [engine.sync() for engine in tablets]
    assert [status["waiting"] for status in statuses] == [0] * len(tablets)
    assert {status["phase"] for status in statuses} == {"idle"}


def _decide_all(school: School) -> None:
    organization = school.organization.pk
    conflicts = SyncConflict.objects.for_organization(organization).filter(resolved_at=None)
    while (conflict := conflicts.order_by("pk").first()) is not None:
        key = {"session": conflict.session_id, "participant": conflict.participant_id}
        record = PresenceRecord.objects.for_organization(organization).filter(**key).first()
        decision = Decision("b", record.version if record else 0)
        resolve_conflict(school.caller(school.olga), conflict.pk, decision)


def _check_nothing_lost(school: School, tablets: list[Engine]) -> None:
    """What a tablet calls answered is exactly what the ledger holds, and every step has its audit row."""
    rows = SyncOperation.objects.filter(organization_id=school.organization.pk)
    ledger = {str(UUID(bytes=bytes(op_id))): outcome for op_id, outcome in rows.values_list("op_id", "outcome")}
    states = [engine.state() for engine in tablets]
    assert {op["op_id"] for state in states for op in state["acked"]} == set(ledger)
    assert [state["attention"] for state in states] == [[]] * len(tablets)
    applied = sum(outcome == "applied" for outcome in ledger.values())
    audited = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="presence_records").count()
    decided = SyncConflict.objects.for_organization(school.organization.pk).count()
    assert applied <= audited <= applied + decided


def _check_agreement(school: School, tablets: list[Engine]) -> None:
    rows = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state")
    server = {
        f"{row.session_id}:{row.participant_id}": (
            row.presence_state.code,
            row.extra_data.get("note", ""),
            row.version,
        )
        for row in rows
    }
    for engine in tablets:
        assert engine.records() == server
