"""I12: the server or its database is killed in the middle of a batch, and the same batch again makes it whole."""

import gzip
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.db import connection

from omnipresence.base import ids
from support.cast import PASSWORD, School
from support.mariadb import DURABLE, PrivateMariaDB
from support.server import Server
from support.tablets import Json, Tablet, raw_results
from support.threads import Worker

pytestmark = pytest.mark.mariadb
PEOPLE = 40
POLLS = 20_000


@dataclass
class Site:
    """A server and a database of its own, which may be killed."""

    school: School
    database: PrivateMariaDB
    server: Server

    def connect(self) -> Any:
        """A connection beside the server's."""
        import MySQLdb

        name = str(connection.settings_dict["NAME"])
        return closing(MySQLdb.connect(unix_socket=str(self.database.socket), user="root", db=name, autocommit=True))

    def counts(self) -> tuple[int, ...]:
        """Ledger, records, audit of records."""
        wanted = ("sync_operations", "presence_records", "audit_logs WHERE table_name = 'presence_records'")
        with self.connect() as beside, beside.cursor() as cursor:
            return tuple(_only(cursor, f"SELECT COUNT(*) FROM {table}") for table in wanted)  # noqa: S608 - our own

    def versions_agree(self) -> bool:
        """Every record stands at the version that its ledger row and its audit row name."""
        statement = """SELECT COUNT(*) FROM presence_records r
            JOIN sync_operations o ON o.result_version = r.version AND o.participant_id = r.participant_id
            JOIN audit_logs a ON a.record_id = r.id AND a.table_name = 'presence_records'
                AND JSON_VALUE(a.new_values, '$.version') = r.version"""
        with self.connect() as beside, beside.cursor() as cursor:
            return _only(cursor, statement) == _only(cursor, "SELECT COUNT(*) FROM presence_records")


def _only(cursor: Any, statement: str) -> int:
    cursor.execute(statement)
    return int(cursor.fetchone()[0])


@dataclass
class Answer:
    """Status and body, in the form in which support.tablets reads them; status 0 is a broken line."""

    status: int
    content: bytes = b""

    def json(self) -> Any:
        return json.loads(self.content)


def post(site: Site, path: str, body: Json, access: str | None = None) -> Answer:
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {access}"} if access else {})}
    request = Request(f"{site.server.address}/api/v1/{path}", json.dumps(body).encode(), headers)
    try:
        with urlopen(request, timeout=30) as response:
            body_ = response.read()
            zipped = response.headers.get("Content-Encoding") == "gzip"
            return Answer(response.status, gzip.decompress(body_) if zipped else body_)
    except HTTPError as error:
        return Answer(error.code, error.read())
    except OSError:
        return Answer(0)


@pytest.fixture
def site(transactional_db: None, database_server: PrivateMariaDB | None, tmp_path: Path) -> Iterator[Site]:
    assert database_server is not None
    school = School(people=PEOPLE)
    database = PrivateMariaDB.planned()
    server = Server("", tmp_path / "server.log")
    try:
        database.start(DURABLE)
        name = str(connection.settings_dict["NAME"])
        server.database_url = database.create_database(name)
        database.copy_database(name, database_server)
        yield Site(school, database, server.start())
    finally:
        server.kill()
        database.stop()


def send_until_stuck(site: Site, lock: str, request: tuple[str, Json, str], kill: str) -> Answer:
    """Somebody holds the lock on a table, so the batch stops before it writes (or reads) there; then comes the kill."""
    with site.connect() as beside, beside.cursor() as cursor:
        cursor.execute(f"LOCK TABLES {lock}")
        sending = Worker(lambda: post(site, *request))
        with site.connect() as watching, watching.cursor() as watch:
            _wait_until_stuck(watch)
        (site.server if kill == "server" else site.database).kill()
    answer: Answer = sending.outcome()
    return answer


def _wait_until_stuck(cursor: Any) -> None:
    for _ in range(POLLS):
        cursor.execute("SHOW PROCESSLIST")
        if any("metadata lock" in str(row) for row in cursor.fetchall()):
            return
    raise TimeoutError("the batch never came to the locked table")


# Before the audit, before the ledger, and after the commit but before the answer.
PLACES = {"audit_logs READ": False, "sync_operations READ": False, "sync_tombstones WRITE": True}


def test_i12_killed_in_mid_batch_nothing_is_half_and_the_repeat_makes_it_whole(site: Site) -> None:
    school = site.school
    credentials = {"organization": "school", "email": "mina@example.com", "password": PASSWORD}
    access = post(site, "auth/token", credentials).json()["access"]
    tablet = Tablet(school, school.mina, device_id=ids.uuid4())
    assert post(site, "sync", tablet.envelope(), access).status == 200
    people = iter(school.participants)
    size, done = 5, 0
    for kill in ("server", "database"):
        for lock, committed in PLACES.items():
            envelope = tablet.envelope(*[tablet.op(next(people), "present") for _ in range(size)])
            lost = send_until_stuck(site, lock, ("sync", envelope, access), kill)
            if kill == "server":
                assert lost.status == 0
                site.server.start()
            else:
                assert lost.status == 503
                site.database.start(DURABLE)
            assert site.counts() == (done + size * committed,) * 3, (kill, lock)
            first = post(site, "sync", envelope, access)
            assert [result["outcome"] for result in first.json()["results"]] == ["applied"] * size
            assert raw_results(post(site, "sync", envelope, access)) == raw_results(first)
            done += size
            assert site.counts() == (done,) * 3
            assert site.versions_agree()
