"""I5, I6: a reader with any cursor gets every committed change, because numbers become visible in their order."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnipresence.base.writes import Versions, write
from omnipresence.presence.models import PresenceState
from omnipresence.sync.services import pull as pull_service
from support.cast import School
from support.tablets import Tablet
from support.threads import Turnstile, Worker


def rename_state(school: School, code: str, label: str, hold: Turnstile | None = None) -> int:
    """Write one synced row; with `hold`, stay inside the transaction until the turnstile opens."""

    def work(versions: Versions) -> int:
        version = versions.take()
        states = PresenceState.objects.for_organization(school.organization.pk)
        states.filter(code=code).update(label=label, version=version)
        if hold is not None:
            hold.stop_here()
        return version

    return write(school.organization.pk, work)


class Reader:
    """Reads the feed and nothing else: on SQLite a whole sync would wait for the writer, for it notes the device."""

    def __init__(self, school: School) -> None:
        self.caller, self.cursor = school.caller(school.mina), None
        self.labels: set[str] = set()

    def read(self) -> None:
        page = pull_service.pull(self.caller, self.cursor, 1000)
        self.cursor = page.cursor
        self.labels |= {change["data"].get("label", "") for change in page.changes}


@pytest.mark.django_db(transaction=True)
def test_i5_i6_a_reader_misses_nothing_while_a_slow_writer_holds_an_earlier_number() -> None:
    school = School()
    reader, hold = Reader(school), Turnstile()
    slow = Worker(lambda: rename_state(school, "present", "slow", hold))
    hold.wait_until_reached()
    fast = Worker(lambda: rename_state(school, "absent", "fast"))
    # Had the fast writer not to wait for the number before its own, it would be done now, and be read here.
    fast.join(0.5)
    reader.read()
    hold.open()
    first, second = slow.outcome(), fast.outcome()
    reader.read()
    assert {"slow", "fast"} <= reader.labels
    assert first < second


def test_i5_what_a_tablet_gets_of_its_own_marks_is_what_everybody_else_reads(school: School, mina: Tablet) -> None:
    one, two, three = school.participants[:3]
    first = mina.sync(
        mina.op(one, note="Ünder the \"tree\" \U0001f333"), mina.op(two, marked_at=0), before := mina.op(three),
        mina.op(three, "absent", prev_op=before["op_id"], edits={"count": 1, "earlier": []}),
    )  # fmt: skip
    seen = {change["key"]: change["version"] for change in first["changes"] if change["kind"] == "presence_record"}
    mine, second = first["changes"], mina.sync(
        mina.op(one, "late", base_version=seen[f"{school.session.pk}:{one.pk}"]),
        mina.op(two, None, base_version=seen[f"{school.session.pk}:{two.pk}"]),
    )  # fmt: skip
    assert [result["outcome"] for result in first["results"] + second["results"]] == ["applied"] * 6
    mine += second["changes"]
    others = Tablet(school, school.tariq).pull()
    last = {change["key"]: change for change in mine if change["kind"] == "presence_record"}
    theirs = {change["key"]: change for change in others if change["kind"] == "presence_record"}
    assert last == theirs
    assert [key for key, change in last.items() if change["deleted"]] == [f"{school.session.pk}:{two.pk}"]


def test_i5_own_marks_are_answered_without_reading_them_and_hide_nobody_else_s(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    one, two, three = school.participants[:3]
    mina.pull()
    with CaptureQueriesContext(connection) as captured:
        own = mina.sync(mina.op(one))
    assert not any("UNION ALL" in query["sql"] for query in captured.captured_queries)
    assert [change["key"] for change in own["changes"]] == [f"{school.session.pk}:{one.pk}"]
    mina.cursor = own["cursor"]
    tariq.sync(tariq.op(two))
    both = mina.sync(mina.op(three))
    told = {change["key"] for change in both["changes"] if change["kind"] == "presence_record"}
    assert told == {f"{school.session.pk}:{two.pk}", f"{school.session.pk}:{three.pk}"}


@pytest.mark.django_db(transaction=True)
def test_i5_many_writers_and_a_reader_at_once_end_with_the_reader_knowing_all() -> None:
    school = School(people=12)
    reader = Tablet(school, school.tariq)
    writers = [Tablet(school, school.mina) for _ in range(4)]

    def mark_all(tablet: Tablet, part: int) -> list[int]:
        own = school.participants[part::4]
        return [tablet.results(tablet.op(person, "late"))[0]["version"] for person in own]

    workers = [Worker(lambda t=tablet, n=n: mark_all(t, n)) for n, tablet in enumerate(writers)]
    versions: list[int] = []
    known: set[str] = set()
    while any(worker.is_alive() for worker in workers):
        for change in reader.pull(limit=3):
            versions.append(change["version"])
            known.add(change["key"])
    written = [version for worker in workers for version in worker.outcome()]
    for change in reader.pull():
        versions.append(change["version"])
        known.add(change["key"])
    assert versions == sorted(versions), "numbers never go back for a reader"
    assert set(written) <= set(versions)
    assert {f"{school.session.pk}:{person.pk}" for person in school.participants} <= known


def test_i5_pages_of_every_size_deliver_the_same(school: School, mina: Tablet) -> None:
    mina.results(*[mina.op(person) for person in school.participants])
    everything = Tablet(school, school.tariq).pull()
    for limit in (1, 2, 5):
        assert Tablet(school, school.tariq).pull(limit=limit) == everything
    kinds = {change["kind"] for change in everything}
    assert kinds == {"presence_state", "group", "participant", "group_membership", "session", "presence_record"}


def test_a_cleared_mark_travels_as_a_tombstone(school: School, mina: Tablet, tariq: Tablet) -> None:
    (first,) = mina.results(mina.op(school.pupil))
    tariq.pull()
    mina.results(mina.op(school.pupil, None, base_version=first["version"]))
    (change,) = tariq.pull()
    assert (change["kind"], change["deleted"], change["data"]) == ("presence_record", True, None)
    assert change["key"] == f"{school.session.pk}:{school.pupil.pk}"


@pytest.mark.parametrize(
    "cursor", ["", "x", "1:1:e:5:t", "1:1:e:5:t:forged", "\ud83d\ude00", "a" * 500, "1:-1:e:9223372036854775808:t"]
)
def test_a_cursor_that_was_not_signed_here_reads_from_the_beginning(school: School, mina: Tablet, cursor: str) -> None:
    reply = mina.sync(cursor=cursor)
    assert reply["reset"] is None
    assert len(reply["changes"]) >= len(school.participants)


def test_a_cursor_of_another_organization_reads_from_the_beginning(school: School, mina: Tablet) -> None:
    other = School("other")
    stranger = Tablet(other, other.mina)
    stranger.pull()
    assert mina.sync(cursor=stranger.cursor)["changes"] == Tablet(school, school.mina).sync()["changes"]


def test_a_new_epoch_asks_the_device_to_begin_anew(school: School, mina: Tablet) -> None:
    mina.pull()
    from omnipresence.base.models import SyncCounter

    SyncCounter.objects.filter(organization_id=school.organization.pk).update(epoch="another life")
    reply = mina.sync()
    assert (reply["reset"], reply["changes"]) == ("epoch", [])
    assert len(mina.pull()) >= len(school.participants)


def test_a_cursor_beyond_the_counter_is_a_restored_database(school: School, mina: Tablet) -> None:
    mina.pull()
    from omnipresence.base.models import SyncCounter

    counter = SyncCounter.objects.filter(organization_id=school.organization.pk)
    counter.update(version=counter.get().version - 1)
    assert mina.sync()["reset"] == "epoch"


def test_feeds_name_every_synced_kind_once() -> None:
    kinds = [feed.kind for feed in pull_service.FEEDS]
    assert len(kinds) == len(set(kinds)) == 7
