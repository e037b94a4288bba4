"""The main job, engine to database: two tablets without network, one conflict, one decision."""

from collections.abc import Callable

import pytest

from omnipresence.audit.models import AuditLog
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.presence.services import Decision, resolve_conflict
from omnipresence.sync.models import SyncOperation
from support.cast import School
from support.engines import Engine

Tablets = Callable[[str], Engine]


@pytest.fixture
def mina(tablet: Tablets) -> Engine:
    return tablet("mina")


@pytest.fixture
def tariq(tablet: Tablets) -> Engine:
    return tablet("tariq")


def stands(school: School) -> dict[int, str]:
    """Participant to state, as the database has it."""
    rows = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state")
    return {row.participant_id: row.presence_state.code for row in rows}


def test_what_one_marked_and_what_both_marked_alike_is_applied(school: School, mina: Engine, tariq: Engine) -> None:
    lesson, (first, second, *_) = school.session.pk, (person.pk for person in school.participants)
    mina.mark(lesson, "present", first, second)
    tariq.mark(lesson, "present", second)
    for engine in (mina, tariq, mina):
        assert engine.sync()["waiting"] == 0
    assert stands(school) == {first: "present", second: "present"}
    assert not SyncConflict.objects.for_organization(school.organization.pk).exists()
    assert mina.records() == tariq.records()


def test_what_both_marked_differently_waits_for_a_decision_that_both_see(
    school: School, mina: Engine, tariq: Engine
) -> None:
    lesson, pupil = school.session.pk, school.pupil.pk
    mina.mark(lesson, "present", pupil)
    tariq.mark(lesson, "absent", pupil, note="not in class")
    for engine in (mina, tariq, mina):
        engine.sync()
    assert stands(school) == {pupil: "present"}
    assert mina.row(lesson, pupil)["where"] == tariq.row(lesson, pupil)["where"] == "in_question"
    assert tariq.row(lesson, pupil)["state"] == "absent"
    conflict = SyncConflict.objects.for_organization(school.organization.pk).get()
    assert (conflict.version_a_data["presence_state"], conflict.version_b_data["presence_state"]) == (
        "present",
        "absent",
    )
    shown = PresenceRecord.objects.for_organization(school.organization.pk).get()
    resolve_conflict(school.caller(school.olga), conflict.pk, Decision("b", shown.version))
    for engine in (mina, tariq):
        engine.sync()
        row = engine.row(lesson, pupil)
        assert (row["state"], row["note"], row["where"]) == ("absent", "not in class", "server")
        assert engine.state()["attention"] == []


def test_a_lost_answer_applies_nothing_twice(school: School, mina: Engine) -> None:
    everybody = [person.pk for person in school.participants]
    mina.mark(school.session.pk, "present", *everybody)
    mina.lose("lose response")
    assert mina.sync()["waiting"] == len(everybody)
    audited = AuditLog.objects.for_organization(school.organization.pk).count()
    assert mina.sync()["waiting"] == 0
    assert AuditLog.objects.for_organization(school.organization.pk).count() == audited
    assert SyncOperation.objects.filter(organization_id=school.organization.pk).count() == len(everybody)


def test_own_edits_behind_lost_answers_never_conflict(school: School, mina: Engine) -> None:
    lesson, pupil = school.session.pk, school.pupil.pk
    for state in ("present", "late", None, "excused", "absent"):
        mina.mark(lesson, state, pupil)
        mina.lose("lose response")
        mina.sync()
    assert mina.sync()["waiting"] == 0
    assert stands(school) == {pupil: "absent"}
    assert not SyncConflict.objects.for_organization(school.organization.pk).exists()


def test_an_undone_mark_is_undone_on_the_server_too(school: School, mina: Engine) -> None:
    everybody = [person.pk for person in school.participants]
    mina.mark(school.session.pk, "present", *everybody)
    mina.sync()
    assert mina.do("undo") == {"undone": len(everybody), "skipped": 0}
    mina.sync()
    assert stands(school) == {}
    assert mina.records() == {}


def test_the_page_dies_with_a_full_queue_and_nothing_is_lost(school: School, mina: Engine) -> None:
    mina.mark(school.session.pk, "late", school.pupil.pk)
    mina.lose("lose request")
    mina.sync()
    mina.do("reopen")
    assert mina.sync()["waiting"] == 0
    assert stands(school) == {school.pupil.pk: "late"}


def test_refused_marks_say_why_and_the_rest_goes_through(school: School, mina: Engine) -> None:
    lesson, (first, second, *_) = school.session.pk, (person.pk for person in school.participants)
    mina.mark(lesson, "nonsense", first)
    mina.mark(lesson, "present", second)
    status = mina.sync()
    assert (status["waiting"], status["refused"]) == (0, 1)
    row = mina.row(lesson, first)
    assert (row["where"], row["attempted"], row["state"]) == ("refused", "nonsense", None)
    assert row["reason"] == "The server does not know this presence state."
    assert stands(school) == {second: "present"}


def test_a_wrong_clock_is_measured(mina: Engine) -> None:
    mina.do("clock", skew=-3_600_000)
    assert 3_595_000 < mina.sync()["clockOffset"] < 3_605_000
