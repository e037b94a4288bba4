"""Tablets start and end sessions offline; the server keeps when it really was, once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnipresence.audit.models import AuditLog
from omnipresence.base import clock
from omnipresence.schedule.models import Session
from omnipresence.schedule.services import create_session, update_session
from omnipresence.sync.models import SyncQuarantine
from support.cast import School
from support.tablets import Tablet

MINUTE = 60_000


def stored(school: School) -> Session:
    return Session.objects.for_organization(school.organization.pk).get(pk=school.session.pk)


def test_start_and_end_keep_the_tablet_s_times(school: School, mina: Tablet, tariq: Tablet) -> None:
    now = clock.to_milliseconds(clock.now())
    tariq.pull()
    start, end = mina.strike("start", marked_at=now - 30 * MINUTE), mina.strike("end", marked_at=now - MINUTE)
    results = mina.results(start, end)
    row = stored(school)
    assert [result["outcome"] for result in results] == ["applied", "applied"]
    assert results[1]["version"] == row.version > results[0]["version"]
    assert row.actual_start_at is not None and row.actual_end_at is not None
    assert clock.to_milliseconds(row.actual_start_at) == now - 30 * MINUTE
    assert clock.to_milliseconds(row.actual_end_at) == now - MINUTE
    assert [(change["kind"], change["data"]["status"]) for change in tariq.pull()] == [("session", "completed")]
    logs = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="sessions").order_by("id")
    assert [(log.old_values["version"], log.new_values["version"]) for log in logs] == [
        (school.session.version, results[0]["version"]), (results[0]["version"], results[1]["version"]),
    ]  # fmt: skip


def test_times_are_put_right_by_the_tablet_s_clock(school: School, mina: Tablet) -> None:
    now = clock.to_milliseconds(clock.now())
    mina.results(mina.strike("start", marked_at=now - 70 * MINUTE), client_time=now - 60 * MINUTE)
    start = stored(school).actual_start_at
    assert start is not None and abs(clock.to_milliseconds(start) - (now - 10 * MINUTE)) < MINUTE


def test_who_comes_second_changes_nothing(school: School, mina: Tablet, tariq: Tablet) -> None:
    (first,) = mina.results(mina.strike("start"))
    before = stored(school).actual_start_at
    (second,) = tariq.results(tariq.strike("start"))
    assert (second["outcome"], second["version"], second["current"]) == ("same", first["version"], None)
    assert stored(school).actual_start_at == before
    mina.results(mina.strike("end"))
    assert tariq.outcomes(tariq.strike("end"), tariq.strike("start")) == ["same", "same"]


def test_the_end_of_a_session_that_nobody_started_stands_for_both(school: School, mina: Tablet) -> None:
    assert mina.outcomes(mina.strike("end")) == ["applied"]
    row = stored(school)
    assert row.actual_start_at == row.scheduled_start_at
    early = clock.to_milliseconds(row.scheduled_start_at - timedelta(minutes=10))
    other = School("other")
    tablet = Tablet(other, other.mina)
    tablet.results(tablet.strike("end", marked_at=early))
    row = stored(other)
    assert row.actual_start_at == row.actual_end_at == clock.from_milliseconds(early)


def test_an_end_before_the_start_is_moved_to_it(school: School, mina: Tablet) -> None:
    now = clock.to_milliseconds(clock.now())
    mina.results(mina.strike("start", marked_at=now), mina.strike("end", marked_at=now - 5 * MINUTE))
    row = stored(school)
    assert row.actual_end_at == row.actual_start_at


def test_refusals_and_repeats_are_like_those_of_marks(school: School, mina: Tablet) -> None:
    start = mina.strike("start")
    first = mina.results(start)
    assert mina.results(start) == first
    assert mina.results(mina.strike("end", session=999_999))[0]["reason"] == "unknown_session"
    maud = Tablet(school, school.maud)
    assert maud.results(maud.strike("end"))[0]["reason"] == "forbidden"
    assert stored(school).actual_end_at is None


def times(school: School) -> tuple[bool, bool]:
    row = stored(school)
    return row.actual_start_at is not None, row.actual_end_at is not None


@pytest.mark.parametrize("together", [True, False])
def test_what_was_said_is_taken_back_in_whatever_batches_it_comes(school: School, mina: Tablet, together: bool) -> None:
    start, end = mina.strike("start"), mina.strike("end")
    ops = [start, end, mina.take_back(end), mina.take_back(start), mina.strike("start")]
    results = mina.results(*ops) if together else [result for op in ops for result in mina.results(op)]
    assert [result["outcome"] for result in results] == ["applied"] * 5
    assert times(school) == (True, False)
    assert stored(school).version == results[-1]["version"]
    assert mina.results(*ops) == results, "a repeat changes nothing"
    logs = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="sessions").order_by("id")
    assert [log.new_values["version"] for log in logs] == [result["version"] for result in results]


def test_an_end_that_stood_for_both_is_taken_back_with_both(school: School, mina: Tablet, tariq: Tablet) -> None:
    end = mina.strike("end")
    mina.results(end)
    tariq.pull()
    assert mina.outcomes(mina.take_back(end)) == ["applied"]
    assert times(school) == (False, False)
    assert [change["data"]["status"] for change in tariq.pull()] == ["scheduled"]


def test_what_somebody_changed_since_stays_and_the_wish_lies_in_the_tray(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    start = mina.strike("start")
    mina.results(start)
    tariq.results(tariq.strike("end"))
    (result,) = mina.results(mina.take_back(start))
    assert (result["outcome"], result["reason"]) == ("rejected", "changed_since")
    assert times(school) == (True, True)
    tray = SyncQuarantine.objects.for_organization(school.organization.pk)
    assert [row.reason for row in tray] == ["changed_since"]


def test_a_start_that_an_administrator_put_right_stays(school: School, mina: Tablet) -> None:
    start = mina.strike("start")
    mina.results(start)
    right = clock.now() - timedelta(minutes=5)
    update_session(school.caller(school.olga), school.session.pk, values={"actual_start_at": right})
    assert mina.results(mina.take_back(start))[0]["reason"] == "changed_since"
    assert stored(school).actual_start_at == right


def test_another_name_of_the_session_is_no_reason_to_keep_its_start(school: School, mina: Tablet) -> None:
    start = mina.strike("start")
    mina.results(start)
    update_session(school.caller(school.olga), school.session.pk, values={"name": "Algebra"})
    assert mina.outcomes(mina.take_back(start)) == ["applied"]
    assert times(school) == (False, False)


def test_what_wrote_nothing_is_taken_back_by_nothing(school: School, mina: Tablet, tariq: Tablet) -> None:
    tariq.results(tariq.strike("start"))
    late = mina.strike("start")
    assert mina.outcomes(late, mina.take_back(late)) == ["same", "same"]
    assert times(school) == (True, False)


def test_only_what_this_tablet_said_is_taken_back_and_only_once_it_is_known(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    start = mina.strike("start")
    undo = mina.take_back(start)
    (waits,) = mina.results(undo)
    assert (waits["outcome"], waits["reason"]) == ("retry", "missing_prev")
    mina.results(start)
    (strange,) = tariq.results(tariq.take_back(start))
    assert (strange["outcome"], strange["reason"]) == ("retry", "missing_prev"), "ids of others are no oracle (I4)"
    assert times(school) == (True, False)
    assert mina.outcomes(undo) == ["applied"]
    # Named by nobody any more, it was never heard of here.
    gone = mina.take_back(mina.strike("start"), prev_gone=True)
    assert mina.outcomes(gone) == ["same"]


def test_what_is_no_start_and_no_end_of_this_session_is_not_taken_back(school: School, mina: Tablet) -> None:
    other, mark = mina.strike("start", session=new_session(school)), mina.op(school.pupil, "present")
    mina.results(other, mark, mina.strike("start"))
    for strange in (other, mark):
        (result,) = mina.results(mina.take_back(strange))
        assert (result["outcome"], result["reason"]) == ("rejected", "changed_since")
    assert times(school) == (True, False)


def test_taking_back_twice_touches_nobody_else_s_start_however_alike_their_times_are(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    # Both clocks are wrong by so much that the server moves both to the same moment.
    long_ago = {"marked_at": clock.to_milliseconds(school.session.scheduled_start_at) - 3 * 24 * 60 * MINUTE}
    start = mina.strike("start", **long_ago)
    assert mina.outcomes(start, mina.take_back(start)) == ["applied", "applied"]
    assert tariq.outcomes(tariq.strike("start", **long_ago)) == ["applied"]
    assert mina.outcomes(mina.take_back(start)) == ["same"]
    assert times(school) == (True, False)
    # In one batch as well.
    again = mina.strike("end")
    assert mina.outcomes(again, *[mina.take_back(again) for _ in range(2)]) == ["applied", "applied", "same"]


def new_session(school: School) -> Session:
    now = clock.now()
    values = {"name": "More", "scheduled_start_at": now, "scheduled_end_at": now}
    return create_session(school.caller(school.olga), group=school.group.pk, values=values)


def test_many_are_taken_back_with_as_many_statements_as_one(school: School, mina: Tablet) -> None:
    def statements(pairs: int) -> int:
        sessions = [new_session(school) for _ in range(pairs)]
        said = [mina.strike(verb, session=session) for session in sessions for verb in ("start", "end")]
        mina.results(*said)
        with CaptureQueriesContext(connection) as queries:
            mina.results(*[mina.take_back(one) for one in reversed(said)])
        return len(queries)

    statements(1)
    assert statements(2) == statements(16)
