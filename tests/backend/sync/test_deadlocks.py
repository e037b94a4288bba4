"""I13 with real locks: deadlocks that the server itself breaks, and a counter that somebody will not let go."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from omnipresence.base import writes
from omnipresence.presence.models import PresenceRecord
from support.cast import School
from support.tablets import Tablet
from support.threads import Turnstile, Worker

pytestmark = [pytest.mark.django_db(transaction=True)]
POLLS = 20_000


def execute(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() if cursor.description else None


def deadlocks() -> int:
    return int(execute("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'")[1])


def wait_until_somebody_waits_for_a_lock() -> None:
    for _ in range(POLLS):
        if int(execute("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'")[1]):
            return
    raise TimeoutError("nobody waits for a lock")


def take_counter(school: School) -> None:
    execute("UPDATE sync_counters SET version = version WHERE organization_id = %s", school.organization.pk)


def hold_record_then_want_counter(school: School, hold: Turnstile, weight: int) -> str:
    """A transaction that keeps to no order. With more changed rows than the other it is not the one that has to die."""
    try:
        with transaction.atomic():
            execute("UPDATE presence_records SET updated_at = NOW(6) WHERE participant_id = %s", school.pupil.pk)
            for number in range(weight):
                execute("UPDATE participants SET first_name = %s", f"Renamed {number}")
            hold.stop_here()
            take_counter(school)
    except OperationalError as error:
        return f"error {error.args[0]}"
    return "done"


@pytest.mark.mariadb
@pytest.mark.parametrize(
    ("weight", "end"), [pytest.param(20, "done", id="sync dies"), pytest.param(0, "error 1213", id="the other dies")]
)
def test_i13_a_deadlock_costs_a_try_and_nothing_else(weight: int, end: str) -> None:
    school = School(people=30)
    before = Tablet(school, school.tariq)
    (first,) = before.results(before.op(school.pupil, "present"))
    tablet, hold = Tablet(school, school.mina), Turnstile()
    tablet.sync()
    counted = deadlocks()
    other = Worker(lambda: hold_record_then_want_counter(school, hold, weight))
    hold.wait_until_reached()
    ops = [tablet.op(school.pupil, "late", base_version=first["version"])]
    ops += [tablet.op(person, "present") for person in school.participants[1 : 4 if weight else 30]]
    sync = Worker(lambda: tablet.outcomes(*ops))
    try:
        wait_until_somebody_waits_for_a_lock()
    finally:
        hold.open()
    assert sync.outcome() == ["applied"] * len(ops)
    assert other.outcome() == end
    assert deadlocks() == counted + 1
    rows = PresenceRecord.objects.for_organization(school.organization.pk)
    assert rows.count() == len(ops)
    assert rows.get(participant=school.pupil).presence_state.code == "late"


def keep_counter(school: School, hold: Turnstile) -> None:
    with transaction.atomic():
        take_counter(school)
        hold.stop_here()


def impatient(work: Callable[[], Any]) -> Callable[[], Any]:
    """A thread whose database gives up on a lock after a second instead of five."""

    def run() -> Any:
        mysql = connection.vendor == "mysql"
        execute("SET SESSION innodb_lock_wait_timeout = 1" if mysql else "PRAGMA busy_timeout = 100")
        return work()

    return run


@pytest.mark.parametrize("lets_go", [pytest.param(True, id="until the second try"), pytest.param(False, id="for good")])
def test_i13_a_counter_that_is_held_is_waited_for_and_then_said(lets_go: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    school, hold = School(), Turnstile()
    tablet = Tablet(school, school.mina)
    tablet.sync()
    ops = [tablet.op(person) for person in school.participants]
    # The pause between two tries is the moment at which the other lets go.
    between = (lambda _seconds: hold.open()) if lets_go else (lambda _seconds: None)
    monkeypatch.setattr(writes, "time", SimpleNamespace(sleep=between))
    monkeypatch.setattr(writes, "TRIES", 2 if not lets_go else 5)
    holder = Worker(lambda: keep_counter(school, hold))
    hold.wait_until_reached()
    response = Worker(impatient(lambda: tablet.send(*ops))).outcome()
    if lets_go:
        assert [result["outcome"] for result in response.json()["results"]] == ["applied"] * 3
    else:
        assert (response.status_code, response.headers["Retry-After"]) == (503, "3")
        assert not PresenceRecord.objects.for_organization(school.organization.pk).exists()
    hold.open()
    holder.outcome()
    assert tablet.outcomes(*ops) == ["applied"] * 3


def test_many_tablets_on_the_same_people_in_all_orders_end_without_deadlock_and_without_error() -> None:
    school = School(people=8)
    tablets = [Tablet(school, user) for user in (school.mina, school.tariq) for _ in range(3)]

    def mark(tablet: Tablet, number: int) -> list[int]:
        people = school.participants[number:] + school.participants[:number]
        states = ("present", "absent", "late")
        statuses = []
        for turn in range(3):
            ops = [tablet.op(person, states[(number + turn) % 3]) for person in people[:: -1 if number % 2 else 1]]
            statuses.append(tablet.send(*ops).status_code)
        return statuses

    counted = deadlocks() if connection.vendor == "mysql" else 0
    workers = [Worker(lambda t=tablet, n=n: mark(t, n)) for n, tablet in enumerate(tablets)]
    assert [worker.outcome() for worker in workers] == [[200] * 3] * len(tablets)
    assert counted == (deadlocks() if connection.vendor == "mysql" else 0)
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == 8
