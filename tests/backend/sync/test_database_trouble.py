"""Faults 19 to 27 on the real database: locks, snapshots, reports, missing rows, read-only servers, full disks."""

from typing import Any

import pytest
from django.db import OperationalError, close_old_connections, connection, transaction

from omnipresence.base import writes
from omnipresence.base.models import SyncCounter
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.roster.models import GroupMembership
from omnipresence.sync.models import SyncOperation
from support.cast import School
from support.tablets import Tablet
from support.threads import Turnstile, Worker

pytestmark = [pytest.mark.django_db(transaction=True)]
STRICTEST = ("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SET SESSION innodb_snapshot_isolation = ON")


def execute(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() if cursor.description else None


@pytest.mark.mariadb
def test_fault_19_nobody_waits_longer_for_a_lock_than_a_tablet_waits_for_its_answer() -> None:
    patience = int(execute("SELECT @@innodb_lock_wait_timeout")[0])
    assert patience == 5
    # A tablet gives up after 15 seconds and a little; the first try is answered before that.
    assert patience + writes.JITTER_SECONDS[1] < 15


@pytest.mark.mariadb
@pytest.mark.parametrize(
    ("strict", "reads_first", "met"),
    [(True, True, [1020]), (True, False, []), (False, False, [])],
    ids=["reading before the counter", "the counter first", "as we run"],
)
def test_fault_20_an_overtaken_snapshot_costs_a_try_and_who_takes_the_counter_first_meets_none(
    strict: bool, reads_first: bool, met: list[int]
) -> None:
    school, hold = School(), Turnstile()
    tablet = Tablet(school, school.mina)
    tablet.sync()
    ops = [tablet.op(person) for person in school.participants]

    def keep_counter() -> None:
        with transaction.atomic():
            execute("UPDATE sync_counters SET version = version + 1 WHERE organization_id = %s", school.organization.pk)
            hold.stop_here()

    seen: list[int] = []

    def note(run: Any, sql: str, *args: Any) -> Any:
        if reads_first and sql.startswith("UPDATE sync_counters"):
            connection.connection.query("SELECT COUNT(*) FROM presence_records")
            connection.connection.store_result()
        try:
            return run(sql, *args)
        except OperationalError as error:
            seen.append(error.args[0])
            raise

    def send() -> list[str]:
        for statement in STRICTEST if strict else ():
            execute(statement)
        with connection.execute_wrapper(note):
            return tablet.outcomes(*ops)

    holder = Worker(keep_counter)
    hold.wait_until_reached()
    sending = Worker(send)
    wait_until_somebody_waits_for_a_lock()
    hold.open()
    holder.outcome()
    assert sending.outcome() == ["applied"] * 3
    assert seen == met


def wait_until_somebody_waits_for_a_lock() -> None:
    for _ in range(20_000):
        if int(execute("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'")[1]):
            return
    raise TimeoutError("nobody waits for a lock")


@pytest.mark.parametrize("strict", [False, pytest.param(True, marks=pytest.mark.mariadb, id="repeatable read")])
def test_fault_23_two_batches_with_the_same_new_marks_in_opposite_order_both_end(strict: bool) -> None:
    school = School(people=20)
    tablets = [Tablet(school, school.mina), Tablet(school, school.tariq)]
    for tablet in tablets:
        tablet.sync()

    def send(tablet: Tablet, state: str, step: int) -> dict[int, str]:
        for statement in STRICTEST if strict else ():
            execute(statement)
        ops = [tablet.op(person, state) for person in school.participants[::step]]
        return dict(zip((op["participant"] for op in ops), tablet.outcomes(*ops), strict=True))

    workers = [
        Worker(lambda t=tablet, s=state, d=step: send(t, s, d))
        for tablet, state, step in zip(tablets, ("present", "absent"), (1, -1), strict=True)
    ]
    one, other = (worker.outcome() for worker in workers)
    assert {frozenset((one[key], other[key])) for key in one} == {frozenset(("applied", "conflict"))}
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == 20
    assert SyncConflict.objects.for_organization(school.organization.pk).count() == 20


def test_fault_24_a_long_report_sees_one_moment_and_holds_nobody_up() -> None:
    school, hold = School(people=6), Turnstile()
    tablet = Tablet(school, school.mina)
    tablet.results(*[tablet.op(person) for person in school.participants[:3]])

    def tables() -> tuple[int, int]:
        organization = school.organization.pk
        records = PresenceRecord.objects.for_organization(organization).count()
        return records, SyncOperation.objects.filter(organization_id=organization).count()

    def report() -> list[tuple[int, int]]:
        # What a report asks for: one moment, however long it reads. It writes nothing, so it may read on SQLite too.
        begin = [STRICTEST[0], "START TRANSACTION WITH CONSISTENT SNAPSHOT"]
        for statement in begin if connection.vendor == "mysql" else ["BEGIN DEFERRED"]:
            execute(statement)
        try:
            first = tables()
            hold.stop_here()
            return [first, tables()]
        finally:
            execute("ROLLBACK")

    reporting = Worker(report)
    hold.wait_until_reached()
    for person in school.participants[3:]:
        assert tablet.outcomes(tablet.op(person)) == ["applied"]
    hold.open()
    assert reporting.outcome() == [(3, 3), (3, 3)]
    assert tables() == (6, 6)


@pytest.mark.parametrize("marks", [True, False], ids=["with marks", "only reading"])
def test_fault_25_a_counter_that_is_missing_is_made_once_by_whoever_comes_above_all_numbers(marks: bool) -> None:
    school = School(people=4)
    tablets = [Tablet(school, school.mina) for _ in range(4)]
    for tablet in tablets:
        tablet.sync()
    highest = max(row.version for row in GroupMembership.objects.for_organization(school.organization.pk))
    SyncCounter.objects.filter(organization_id=school.organization.pk).delete()
    workers = [
        Worker(lambda t=tablet, p=person: t.send(*([t.op(p)] if marks else [])).json())
        for tablet, person in zip(tablets, school.participants, strict=True)
    ]
    replies = [worker.outcome() for worker in workers]
    assert [[result["outcome"] for result in reply["results"]] for reply in replies] == [["applied"] * marks] * 4
    counter = SyncCounter.objects.get(organization_id=school.organization.pk)
    assert {reply["epoch"] for reply in replies} == {counter.epoch}
    versions = {result["version"] for reply in replies for result in reply["results"]}
    assert len(versions) == 4 * marks
    assert all(version > highest for version in versions)
    assert {reply["reset"] for reply in replies} == {"epoch"}


UNABLE = {
    "disk full": 1021,
    "no space in the table's file": 1114,
    "no space for the binary log": 1026,
    "table read-only": 1036,
    "server read-only": 1290,
    "transaction read-only": 1792,
    "shutting down": 1053,
}


@pytest.mark.mariadb
@pytest.mark.parametrize("number", UNABLE.values(), ids=UNABLE)
def test_fault_26_a_database_that_takes_no_writes_costs_no_mark(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writes, "JITTER_SECONDS", (0.0, 0.0))
    school = School()
    tablet = Tablet(school, school.mina)
    tablet.sync()
    ops = [tablet.op(person) for person in school.participants]

    def full(run: Any, sql: str, *args: Any) -> Any:
        if sql.startswith("INSERT"):
            raise OperationalError(number, "not now")
        return run(sql, *args)

    with connection.execute_wrapper(full):
        answer = tablet.send(*ops)
    close_old_connections()
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert int(answer.headers["Retry-After"]) > 0
    assert not SyncOperation.objects.filter(organization_id=school.organization.pk).exists()
    assert tablet.outcomes(*ops) == ["applied"] * 3


@pytest.mark.mariadb
def test_fault_26_a_server_that_was_really_made_read_only_costs_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writes, "JITTER_SECONDS", (0.0, 0.0))
    school = School()
    tablet = Tablet(school, school.mina)
    tablet.sync()
    ops = [tablet.op(person) for person in school.participants]
    # The tests' own user may write in spite of it, as no application's user may.
    execute("CREATE OR REPLACE USER app@localhost")
    execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON `{connection.settings_dict['NAME']}`.* TO app@localhost")

    def as_the_application() -> Any:
        connection.settings_dict = {**connection.settings_dict, "USER": "app"}
        return tablet.send(*ops)

    execute("SET GLOBAL read_only = ON")
    try:
        answer = Worker(as_the_application).outcome()
        execute("SET GLOBAL read_only = OFF")
        again = Worker(as_the_application).outcome()
    finally:
        execute("SET GLOBAL read_only = OFF")
        execute("DROP USER app@localhost")
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert [result["outcome"] for result in again.json()["results"]] == ["applied"] * 3
