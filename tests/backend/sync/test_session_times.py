"""Tablets start and end sessions offline; the server keeps when it really was, once."""

from datetime import timedelta

from omnipresence.audit.models import AuditLog
from omnipresence.base import clock
from omnipresence.schedule.models import Session
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
