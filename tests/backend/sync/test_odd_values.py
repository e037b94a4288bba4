"""Values that nobody means to send (faults 16, 43 to 52, 63): taken exactly, refused with a reason, never bent."""

import gzip
import json
import random
import tracemalloc
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from omnipresence.base import clock, ids
from omnipresence.presence.models import PresenceRecord
from omnipresence.sync.models import SyncOperation
from omnipresence.sync.services import pull as pull_service
from support.cast import School
from support.tablets import Tablet

HOUR = 3_600_000
DAY = 24 * HOUR


def cursors_like(cursor: str) -> list[str]:
    """A real one cut, bent, and with a number that no counter has."""
    chance = random.Random(43)  # noqa: S311 - bends a cursor, keeps no secret
    cut = [cursor[:length] for length in range(0, len(cursor), 7)]
    bent = []
    for _ in range(15):
        place = chance.randrange(len(cursor))
        bent.append(cursor[:place] + chance.choice("aZ0:-_é\x00") + cursor[place + 1 :])
    head, *rest = cursor.split(":")
    return [*cut, *[one for one in bent if one != cursor], ":".join([head, *rest[::-1]]), cursor * 2]


def test_fault_43_cut_and_bent_cursors_read_from_the_beginning(school: School, mina: Tablet) -> None:
    everything = mina.pull()
    assert mina.cursor is not None
    for bad in cursors_like(mina.cursor):
        reply = mina.sync(cursor=bad)
        assert (reply["changes"], reply["reset"]) == (everything, None), bad


@pytest.mark.parametrize("version", [-1, 2**63, 10**40])
def test_fault_43_a_number_that_no_counter_has_ends_in_a_whole_copy(school: School, mina: Tablet, version: int) -> None:
    """Only whoever holds the key can sign one: an operator's mistake, not an attack."""
    everything = mina.pull()
    position = pull_service.position(school.organization.pk)
    tag = mina.sync()["scope_tag"]
    strange = pull_service.Cursor(position.epoch, version, position.version, tag)
    mina.cursor = pull_service._sign(school.caller(school.mina), strange)
    assert mina.pull() == everything


@pytest.mark.parametrize(
    "form",
    [str.upper, lambda text: text.replace("7", "4", 1), lambda _: str(UUID(int=0)), lambda _: str(ids.uuid4())],
    ids=["upper case", "another version", "nil", "version 4"],
)
def test_fault_45_every_uuid_in_its_canonical_form_is_an_id(school: School, mina: Tablet, form: Any) -> None:
    op = mina.op(school.pupil)
    op["op_id"] = form(op["op_id"])
    (first,) = mina.results(op)
    assert first["outcome"] == "applied"
    assert UUID(first["op_id"]) == UUID(op["op_id"])
    assert mina.results({**op, "op_id": op["op_id"].lower()}) == [first]


NOTES = {
    "emoji of four bytes and of a family": "👍🏽 👨‍👩‍👧",
    "right to left, overridden": "\u202egnp.exe\u202c שלום",
    "combined and composed": "e\u0301 é",
    "formulas": '=HYPERLINK("http://x","y")',
    "controls": "tab\tline\nreturn\r bell\x07 escape\x1b[31m",
    "markup and SQL": "<img src=x onerror=alert(1)> '; DROP TABLE presence_records; -- %s {} \\",
    "outside the first plane": "𝔘𐍈\U0010ffff",
    "spaces of all kinds": " \u00a0\u2028\u3000leading and trailing ",
    "as long as may be": "n" * 2000,
    "four-byte signs, as long as may be": "😀" * 2000,
}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_fault_48_a_note_is_kept_to_the_letter(school: School, mina: Tablet, tariq: Tablet, note: str) -> None:
    assert mina.outcomes(mina.op(school.pupil, note=note)) == ["applied"]
    row = PresenceRecord.objects.for_organization(school.organization.pk).get()
    assert row.extra_data["note"] == note
    (change,) = [change for change in tariq.pull() if change["kind"] == "presence_record"]
    assert change["data"]["note"] == note
    # Equal to the letter is the same; anything else is another note.
    assert tariq.outcomes(tariq.op(school.pupil, note=note)) == ["same"]


TIMES = {
    "the beginning of time": 0,
    "2099": clock.to_milliseconds(datetime(2099, 1, 1, tzinfo=UTC)),
    "a leap day": clock.to_milliseconds(datetime(2024, 2, 29, 12, tzinfo=UTC)),
    "an hour that summer time leaves out": clock.to_milliseconds(datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    "the last moment there is": 253_402_300_799_999,
}


@pytest.mark.parametrize("moment", TIMES.values(), ids=TIMES)
def test_fault_49_any_moment_is_taken_and_kept_within_reason(school: School, mina: Tablet, moment: int) -> None:
    op = mina.op(school.pupil, marked_at=moment)
    assert mina.outcomes(op) == ["applied"]
    row = PresenceRecord.objects.for_organization(school.organization.pk).get()
    start = school.session.scheduled_start_at
    assert start - timedelta(days=1) <= row.recorded_at <= clock.now() + timedelta(minutes=2)
    kept = SyncOperation.objects.get(organization_id=school.organization.pk)
    assert json.loads(kept.payload)["marked_at"] == moment, "the raw time stays in the ledger"


def test_fault_50_what_a_newer_app_adds_is_passed_over(school: School, mina: Tablet) -> None:
    newer = {**mina.op(school.pupil), "mood": {"deep": [1, None]}, "reason_code": "x" * 500}
    assert mina.outcomes(newer) == ["applied"]
    reply = mina.sync(mina.op(school.participants[1]), battery=0.5, network={"kind": "wifi"})
    assert reply["results"][0]["outcome"] == "applied"


@pytest.mark.parametrize(
    "body", [b'{"a":' * 10_000 + b"1" + b"}" * 10_000, b'{"__proto__": {"polluted": 1}, "__proto__": 2}',
             b'{"a": ' + b"9" * 250_000 + b"}", b'{"a": 1e99999}', b"[" * 200_000, b'"' + b'\\"' * 120_000],
    ids=["deep objects", "doubled keys", "a number of 250 kB", "an endless number", "deep lists", "quotes"],
)  # fmt: skip
def test_fault_52_json_made_to_hurt_is_refused_at_once(school: School, mina: Tablet, body: bytes) -> None:
    began = clock.now()
    assert mina.post(body).status_code == 400
    assert clock.now() - began < timedelta(seconds=1)


# How far the clock is off at the mark and at the sync, and what is said of the time then.
CLOCKS = {
    "right": (0, 0, "ok"),
    "a day behind": (-DAY, -DAY, "suspect"),
    "a year ahead": (365 * DAY, 365 * DAY, "suspect"),
    "two minutes ahead": (120_000, 120_000, "corrected"),
    "set right in between": (-HOUR, 0, "suspect"),
    "broken in between": (0, DAY, "suspect"),
}


@pytest.mark.parametrize(("at_mark", "at_sync", "called"), CLOCKS.values(), ids=CLOCKS)
def test_fault_63_no_clock_changes_what_becomes_of_a_mark(
    school: School, tariq: Tablet, mina: Tablet, at_mark: int, at_sync: int, called: str
) -> None:
    mina.sync(client_time=clock.to_milliseconds(clock.now()) + at_mark)
    one, two, three = school.participants
    (stands,) = tariq.results(tariq.op(two, "absent"))
    now = clock.to_milliseconds(clock.now())
    ops = [mina.op(one), mina.op(two, "late"), mina.op(three), mina.op(two, "excused", base_version=stands["version"])]
    ops.append(mina.op(three, "late", prev_op=ops[2]["op_id"]))
    for op in ops:
        op["marked_at"] += at_mark
    outcomes = mina.outcomes(*ops, client_time=now + at_sync)
    assert outcomes == ["applied", "conflict", "applied", "conflict", "applied"]
    row = PresenceRecord.objects.for_organization(school.organization.pk).get(participant=one)
    assert school.session.scheduled_start_at - timedelta(days=1) <= row.recorded_at
    assert row.recorded_at <= clock.now() + timedelta(minutes=2)
    if at_mark == at_sync:
        assert abs(row.recorded_at - clock.now()) < timedelta(minutes=1), "put right"
    assert row.extra_data["clock"] == called


@pytest.mark.parametrize(("era", "called"), [(3, "ok"), (2, "suspect"), (None, "ok")])
def test_fault_63_a_mark_of_before_the_clock_was_set_says_so(
    school: School, mina: Tablet, era: int | None, called: str
) -> None:
    """Also when it comes long after the sync that measured the new clock."""
    mina.sync(clock_era=3)
    op = mina.op(school.pupil, **({} if era is None else {"clock_era": era}))
    mina.results(op, **({} if era is None else {"clock_era": 3}))
    row = PresenceRecord.objects.for_organization(school.organization.pk).get()
    assert row.extra_data["clock"] == called


def test_fault_16_a_body_that_wants_to_burst_takes_no_memory(school: School, mina: Tablet) -> None:
    bomb = gzip.compress(bytes(100_000_000))
    mina.post(bomb, HTTP_CONTENT_ENCODING="gzip")
    tracemalloc.start()
    try:
        for _ in range(5):
            assert mina.post(bomb, HTTP_CONTENT_ENCODING="gzip").status_code == 413
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()
