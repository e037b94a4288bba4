"""What is written into a statement as text comes back as it was, whatever the sql_mode makes of backslashes."""

from collections.abc import Iterator

import pytest
from django.db import connection

from omnipresence.base import clock
from omnipresence.base.sql import insert_rows, select_by_pairs, upsert_rows
from support.cast import School
from support.tablets import Tablet

HOSTILE = [
    "\\",
    "\\\\'",
    "'",
    "\\'; DROP TABLE sync_tombstones; -- ",
    "' OR ''='",
    '"',
    "%s %(x)s %%",
    "a\x00b",
    "\r\n\x1a\x08\t",
    "\u00bf\u5c27 \u8868\u5c5e ¥ \u20a9",  # bytes of these hold 0x5c or 0x27 in other character sets
    "\U0001f600 \u202e \ufeff",
    "/*! */ # ;",
    "{}",
]
COLUMNS = ("organization_id", "version", "kind", "record_id", "key", "buried_at")
RECORD = "presence_record"
MODES = [
    "",
    pytest.param(",NO_BACKSLASH_ESCAPES", marks=pytest.mark.mariadb),
    pytest.param(",NO_BACKSLASH_ESCAPES,ANSI_QUOTES", marks=pytest.mark.mariadb),
]


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest, db: None) -> Iterator[str]:
    if connection.vendor != "mysql":
        yield ""
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT @@SESSION.sql_mode")
        before = cursor.fetchone()[0]
        cursor.execute(f"SET SESSION sql_mode = '{before}{request.param}'")
        yield request.param
        cursor.execute("SET SESSION sql_mode = %s", [before])


@pytest.mark.parametrize("insert", [insert_rows, upsert_rows], ids=["insert", "upsert"])
def test_texts_stay_texts(mode: str, insert: object) -> None:
    now = clock.now()
    rows = [(7, number, "kind", number, text, now) for number, text in enumerate(HOSTILE, 1)]
    if insert is insert_rows:
        insert_rows("sync_tombstones", COLUMNS, rows)
    else:
        for _ in range(2):
            upsert_rows(
                "sync_tombstones", COLUMNS, rows, key=("organization_id", "version"), update=("key", "record_id")
            )
    pairs = [(7, number) for number in range(1, len(HOSTILE) + 1)]
    found = select_by_pairs("sync_tombstones", ("version", "key"), 7, ("organization_id", "version"), pairs)
    assert dict(found) == dict(enumerate(HOSTILE, 1))


@pytest.mark.mariadb
def test_a_type_without_a_literal_is_refused(db: None) -> None:
    class Number(int):
        def __str__(self) -> str:
            return "1); DROP TABLE users; -- "

    for strange in (Number(1), 1.5, [], clock):
        with pytest.raises(TypeError):
            insert_rows("sync_tombstones", COLUMNS, [(7, 1, "kind", 1, strange, clock.now())])


def test_hostile_notes_arrive_as_they_were_sent(mode: str) -> None:
    notes = [note for note in HOSTILE if "\x00" not in note]
    school = School(people=len(notes))
    tablet = Tablet(school, school.mina, name="Gate \\'")
    ops = [tablet.op(person, note=note) for person, note in zip(school.participants, notes, strict=True)]
    reply = tablet.sync(*ops)
    assert {result["outcome"] for result in reply["results"]} == {"applied"}
    records = [change["data"] for change in reply["changes"] if change["kind"] == RECORD]
    found = {record["participant"]: record["note"] for record in records}
    assert found == {person.pk: note for person, note in zip(school.participants, notes, strict=True)}
