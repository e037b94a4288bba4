"""I35 in small: a long queue drains in few requests, and a school that comes back at once meets no error.

The figures themselves, over a slow line and on millions of records, are measured by `make bench` (docs/benchmarks.md).
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from omnipresence.base.writes import Versions, write
from omnipresence.presence.models import PresenceRecord
from omnipresence.schedule.models import Session
from omnipresence.sync.envelope import MAX_OPS
from omnipresence.sync.models import SyncOperation
from support.cast import PASSWORD, School
from support.engines import Engine
from support.long import walks
from support.mariadb import PrivateMariaDB
from support.server import Server, url_of_test_database
from support.tablets import Tablet
from support.threads import Worker

PEOPLE = 500
SESSIONS = walks(4, 10)
DEVICES = 40
MARKS = 10


@pytest.fixture
def big_school(transactional_db: None) -> School:
    return School(people=PEOPLE)


def add_sessions(school: School, count: int) -> list[int]:
    def work(versions: Versions) -> list[int]:
        first = school.session
        rows = [
            Session(
                organization=school.organization,
                group=school.group,
                name=f"Day {number}",
                scheduled_start_at=first.scheduled_start_at - timedelta(days=number),
                scheduled_end_at=first.scheduled_end_at - timedelta(days=number),
                created_at=first.created_at,
                updated_at=first.created_at,
                version=versions.take(),
            )
            for number in range(1, count + 1)
        ]
        for row in rows:
            row.save()
        return [row.pk for row in rows]

    return write(school.organization.pk, work, count=count)


def test_i35_thousands_of_marks_of_weeks_offline_drain_in_few_requests(big_school: School, live_server: Any) -> None:
    sessions = add_sessions(big_school, SESSIONS)
    tablet = Engine(f"{live_server.url}/api/v1", "mina@example.com", "Tablet of weeks")
    try:
        assert tablet.sync()["phase"] == "idle"
        for session in sessions:
            tablet.mark(session, "present", *[person.pk for person in big_school.participants])
        status = tablet.sync()
    finally:
        tablet.close()
    assert (status["phase"], status["waiting"]) == ("idle", 0)
    ledger = SyncOperation.objects.filter(organization_id=big_school.organization.pk, outcome="applied")
    assert ledger.count() == PEOPLE * SESSIONS
    batches = ledger.values("batch_id").distinct().count()
    # Requests are bounded by bytes too, so it may be a few more than the operations alone need.
    assert batches <= 2 * PEOPLE * SESSIONS / MAX_OPS


@pytest.fixture
def server(school: School, database_server: PrivateMariaDB | None, tmp_path: Path) -> Iterator[Server]:
    started = Server(url_of_test_database(database_server), tmp_path / "log").start()
    yield started
    started.stop()


def test_i35_a_school_that_comes_back_at_once_meets_no_error(school: School, server: Server) -> None:
    def post(path: str, body: Any, access: str = "") -> Any:
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {access}"} if access else {})}
        # An HTTP error raises, so a single one fails the test.
        with urlopen(Request(f"{server.address}/api/v1/{path}", json.dumps(body).encode(), headers), timeout=30) as got:
            return json.loads(got.read())

    credentials = {"organization": "school", "email": "mina@example.com", "password": PASSWORD}
    access = post("auth/token", credentials)["access"]
    tablets = [Tablet(school, school.mina) for _ in range(DEVICES)]

    def come_back(tablet: Tablet, number: int) -> list[str]:
        people = school.participants[number % 3 :][:MARKS]
        ops = [tablet.op(person, ("present", "absent")[number % 2]) for person in people]
        reply = post("sync", tablet.envelope(*ops), access)
        assert reply["has_more"] is False
        return [result["outcome"] for result in reply["results"]]

    workers = [Worker(lambda t=tablet, n=n: come_back(t, n)) for n, tablet in enumerate(tablets)]
    outcomes = [outcome for worker in workers for outcome in worker.outcome()]
    assert len(outcomes) == DEVICES * MARKS
    assert set(outcomes) <= {"applied", "same", "conflict"}
    rows = PresenceRecord.objects.for_organization(school.organization.pk)
    assert rows.count() == outcomes.count("applied")
