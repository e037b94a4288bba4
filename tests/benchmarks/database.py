"""A MariaDB with durable commits and many records, kept between runs under var/bench/."""

import os
from dataclasses import dataclass
from pathlib import Path

from support.mariadb import PrivateMariaDB
from support.tree import ROOT

FOLDER = ROOT / "var" / "bench" / "db"
# What an operator would run: every commit reaches the disk. The pool holds the indexes of ten million records.
DURABLE = (
    "--innodb-flush-log-at-trx-commit=1",
    "--innodb-log-file-size=1G",
    "--innodb-buffer-pool-size=6G",
)
PEOPLE = 500
CHUNK = 500_000


def start() -> PrivateMariaDB:
    """The server, on its old data where there are some."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    server = PrivateMariaDB(FOLDER)
    server.start(DURABLE)
    return server


@dataclass(frozen=True, slots=True)
class Size:
    """A database with so many records before the measurement."""

    name: str
    records: int


def prepare(size: Size) -> None:
    """Migrate the current database and fill it with a school whose past has `size.records` records."""
    from django.core.management import call_command
    from django.db import connection

    from omnipresence.accounts.models import Organization

    call_command("migrate", verbosity=0)
    if Organization.objects.filter(slug="school").exists():
        return
    from support.cast import School

    school = School(people=PEOPLE)
    sessions = size.records // PEOPLE
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION unique_checks = 0, foreign_key_checks = 0")
        organization, group = school.organization.pk, school.group.pk
        base = 10 * PEOPLE
        cursor.execute(
            "INSERT INTO sessions (organization_id, group_id, name, scheduled_start_at, scheduled_end_at, extra_data,"
            " created_at, updated_at, version)"
            " SELECT %s, %s, CONCAT('Lesson ', seq), '2025-01-01' + INTERVAL seq MINUTE,"
            " '2025-01-01' + INTERVAL seq + 50 MINUTE, '{}', NOW(6), NOW(6), %s + seq FROM seq_1_to_100000000"
            " WHERE seq <= %s",
            [organization, group, base, sessions],
        )
        cursor.execute("SELECT MIN(id) FROM sessions WHERE version > %s", [base])
        first_session = cursor.fetchone()[0]
        first_person = min(person.pk for person in school.participants)
        states = [state.pk for state in school.states.values()]
        for begin in range(0, size.records, CHUNK):
            cursor.execute(
                "INSERT INTO presence_records (organization_id, session_id, participant_id, presence_state_id,"
                " recorded_at, recorded_by, source_device_id, extra_data, created_at, updated_at, version)"
                " SELECT %s, %s + seq DIV %s, %s + seq MOD %s, %s + seq MOD %s,"
                " '2025-01-01' + INTERVAL seq DIV %s MINUTE, %s, 'tablet', '{}', NOW(6), NOW(6), %s + seq"
                " FROM seq_0_to_100000000 WHERE seq >= %s AND seq < %s",
                [
                    organization, first_session, PEOPLE, first_person, PEOPLE, states[0], len(states), PEOPLE,
                    school.mina.pk, base + sessions + 1, begin, min(begin + CHUNK, size.records),
                ],
            )  # fmt: skip
        cursor.execute(
            "UPDATE sync_counters SET version = %s WHERE organization_id = %s",
            [base + sessions + size.records + 10, organization],
        )
        cursor.execute("ANALYZE TABLE presence_records, sessions")


def settings_for(server: PrivateMariaDB, size: Size) -> str:
    """DATABASE_URL of the database of that size, made if it is new."""
    server.ensure_database(size.name)
    os.environ["DATABASE_URL"] = server.url(size.name)
    return server.url(size.name)


def report_folder() -> Path:
    """Where figures are left as JSON."""
    return ROOT / "var" / "bench"
