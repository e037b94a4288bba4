"""Fault 28: the schema changes while servers serve, or is a release before or ahead of them: no 500, no lost mark."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from omnipresence.base import writes
from omnipresence.presence.models import PresenceRecord
from omnipresence.sync.models import SyncOperation, SyncQuarantine
from support.cast import School
from support.tablets import Tablet
from support.threads import Worker

pytestmark = [pytest.mark.django_db(transaction=True)]


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def changed(there: str, back: str) -> Iterator[None]:
    execute(there)
    try:
        yield
    finally:
        execute(back)


# As additive as migrations should be: what a server of before does not know, it need not give.
STEPS = [
    ("ALTER TABLE {0} ADD COLUMN of_next_release VARCHAR(20) NULL", "ALTER TABLE {0} DROP COLUMN of_next_release"),
    ("CREATE INDEX of_next_release ON {0} (organization_id)", "DROP INDEX of_next_release ON {0}"),
]


@pytest.mark.mariadb
def test_fault_28_servers_of_before_serve_on_while_columns_and_indexes_come_and_go() -> None:
    school = School(people=40)
    tablets = [Tablet(school, school.mina) for _ in range(4)]
    for tablet in tablets:
        tablet.sync()

    def mark(tablet: Tablet, part: int) -> list[int]:
        statuses = []
        for person in school.participants[part::4]:
            statuses += [tablet.send(tablet.op(person)).status_code, tablet.send().status_code]
        return statuses

    workers = [Worker(lambda t=tablet, n=n: mark(t, n)) for n, tablet in enumerate(tablets)]
    for table in ("presence_records", "sync_operations", "audit_logs", "sync_counters"):
        for there, back in STEPS if table != "sync_counters" else STEPS[:1]:
            with changed(there.format(table), back.format(table)):
                pass
    assert {status for worker in workers for status in worker.outcome()} == {200}
    assert SyncOperation.objects.filter(organization_id=school.organization.pk, outcome="applied").count() == 40


AHEAD = "ALTER TABLE {0} ADD COLUMN of_next_release INT NOT NULL", "ALTER TABLE {0} DROP COLUMN of_next_release"
MISMATCHES = [
    *[pytest.param(t, *AHEAD, marks=pytest.mark.mariadb) for t in ("presence_records", "sync_operations")],
    ("sync_operations", "ALTER TABLE {0} RENAME COLUMN ref_op TO gone", "ALTER TABLE {0} RENAME COLUMN gone TO ref_op"),
    ("presence_records", "ALTER TABLE {0} RENAME TO gone", "ALTER TABLE gone RENAME TO {0}"),
]


@pytest.mark.parametrize(("table", "there", "back"), MISMATCHES)
def test_fault_28_a_schema_that_does_not_fit_is_waited_for_and_no_mark_takes_the_blame(
    table: str, there: str, back: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writes, "JITTER_SECONDS", (0.0, 0.0))
    school = School()
    tablet = Tablet(school, school.mina)
    tablet.sync()
    ops = [tablet.op(person) for person in school.participants]
    with changed(there.format(table), back.format(table)):
        answer = tablet.send(*ops)
        reading = tablet.send(cursor=None)
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert reading.status_code in {200, 503}
    assert tablet.outcomes(*ops) == ["applied"] * 3
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == 3
    assert not SyncQuarantine.objects.for_organization(school.organization.pk).exists()
