"""I5, I21 with a subscription: a device holds exactly its groups and days, whatever moves in or out of them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnipresence.accounts.models import Organization
from omnipresence.base import clock, feed
from omnipresence.base.feed import Feed
from omnipresence.presence.models import PresenceState
from omnipresence.roster.services import create_group, create_group_membership, update_group
from omnipresence.schedule.services import update_session
from support.cast import School
from support.rosters import Roster, add_roster, people
from support.tablets import MOST_PAGES, Json, Tablet

TODAY = {"days_back": 1, "days_ahead": 1}
Copy = dict[tuple[str, str], Json]


class Holder:
    """A device that applies the feed as the PWA does: newer versions win, a reset begins anew beside the old copy."""

    def __init__(self, tablet: Tablet, groups: Sequence[Any] | None, **days: int) -> None:
        self.tablet, self.subscription = tablet, {"groups": groups, **TODAY, **days}
        self.copy: Copy = {}
        self.versions: dict[tuple[str, str], int] = {}
        self.resets: list[str] = []

    def pull(self, limit: int = 1000) -> Copy:
        for _ in range(MOST_PAGES):
            if not self.page(limit):
                return self.copy
        raise AssertionError("the feed has no end")

    def page(self, limit: int) -> bool:
        """Read one page; whether there is more."""
        reply = self.tablet.sync(limit=limit, subscription=self.subscription)
        if reply["reset"]:
            self.resets.append(reply["reset"])
            self.copy, self.versions = {}, {}
        for change in reply["changes"]:
            self._apply(change)
        return bool(reply["has_more"])

    def _apply(self, change: Json) -> None:
        key = (change["kind"], change["key"])
        if change["version"] <= self.versions.get(key, 0):
            return
        self.versions[key] = change["version"]
        if change["deleted"]:
            self.copy.pop(key, None)
        else:
            self.copy[key] = change["data"]

    def keys(self, kind: str) -> set[str]:
        return {key for found, key in self.copy if found == kind}


@pytest.fixture
def chess(school: School) -> Roster:
    return add_roster(school, "Chess", people(2))


@pytest.fixture
def holder(school: School, chess: Roster, mina: Tablet) -> Holder:
    mina.results(mina.op(school.pupil), *[mina.op(person, session=chess.session) for person in chess.participants])
    return Holder(Tablet(school, school.tariq), [chess.group.pk])


def fresh(holder: Holder) -> Copy:
    other = Holder(Tablet(holder.tablet.school, holder.tablet.user), None)
    other.subscription = holder.subscription
    return other.pull()


def ids(*rows: Any) -> set[str]:
    return {str(row.pk) for row in rows}


@pytest.mark.parametrize("limit", [1, 2, 1000])
def test_a_device_gets_its_groups_and_nothing_of_others(
    school: School, chess: Roster, holder: Holder, limit: int
) -> None:
    holder.pull(limit)
    assert holder.keys("group") == ids(chess.group)
    assert holder.keys("session") == ids(chess.session)
    assert holder.keys("participant") == ids(*chess.participants)
    assert holder.keys("presence_record") == {f"{chess.session.pk}:{person.pk}" for person in chess.participants}
    assert len(holder.keys("presence_state")) == len(school.states)
    assert len(holder.keys("group_membership")) == 2
    assert holder.resets == []


def test_ancestors_come_along(school: School, chess: Roster, holder: Holder) -> None:
    caller = school.caller(school.olga)
    house = create_group(caller, values={"name": "House", "group_type": "house"})
    wing = create_group(caller, values={"name": "Wing", "group_type": "wing", "parent": house.pk})
    holder.pull()
    update_group(caller, chess.group.pk, values={"parent": wing.pk})
    holder.pull()
    assert holder.keys("group") == ids(chess.group, wing, house)
    assert holder.resets == ["scope"]


def test_whoever_joins_comes_along_although_their_own_row_is_old(school: School, chess: Roster, holder: Holder) -> None:
    holder.pull()
    create_group_membership(school.caller(school.olga), group=chess.group.pk, participant=school.pupil.pk, values={})
    holder.pull()
    assert str(school.pupil.pk) in holder.keys("participant")
    assert holder.copy == fresh(holder)
    assert holder.resets == []


def test_a_session_that_moves_into_the_days_brings_its_records_and_one_that_moves_out_goes(
    school: School, chess: Roster, holder: Holder
) -> None:
    caller, start = school.caller(school.olga), chess.session.scheduled_start_at

    def move(days: int) -> None:
        begin = start + timedelta(days=days)
        times = {"scheduled_start_at": begin, "scheduled_end_at": begin + timedelta(hours=1)}
        update_session(caller, chess.session.pk, values=times)

    move(9)
    holder.pull()
    assert (holder.keys("session"), holder.keys("presence_record")) == (set(), set())
    move(0)
    holder.pull()
    assert holder.keys("session") == ids(chess.session)
    assert len(holder.keys("presence_record")) == 2
    assert holder.copy == fresh(holder)
    move(9)
    holder.pull()
    assert holder.keys("session") == set()
    assert holder.resets == []


@pytest.mark.parametrize("limit", [1, 3])
@pytest.mark.parametrize("seen", [1, 6, 9])
def test_i5_what_moves_while_the_device_still_reads_the_first_pages_is_not_missed(
    school: School, chess: Roster, holder: Holder, limit: int, seen: int
) -> None:
    """Before the device has read it, and after: a session goes, a person comes whose own row is older than the page."""
    while len(holder.versions) < seen:
        assert holder.page(limit), "it had read everything already"
    caller, begin = school.caller(school.olga), chess.session.scheduled_start_at + timedelta(days=9)
    create_group_membership(caller, group=chess.group.pk, participant=school.pupil.pk, values={})
    update_session(caller, chess.session.pk, values={"scheduled_start_at": begin, "scheduled_end_at": begin})
    holder.pull(limit)
    assert str(school.pupil.pk) in holder.keys("participant")
    assert holder.keys("session") == set()
    assert holder.resets == []


@pytest.mark.parametrize("change", [{"groups": None}, {"days_ahead": 5}, {"groups": []}])
def test_i21_another_subscription_is_a_reset_and_ends_like_a_fresh_device(
    school: School, holder: Holder, change: Json
) -> None:
    holder.pull()
    holder.subscription = {**holder.subscription, **change}
    holder.pull()
    assert holder.resets == ["scope"]
    assert holder.copy == fresh(holder)


def test_i21_the_next_day_is_another_scope(school: School, holder: Holder, monkeypatch: pytest.MonkeyPatch) -> None:
    holder.pull()
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr("omnipresence.sync.services.scope.clock.now", lambda: tomorrow)
    holder.pull()
    assert holder.resets == ["scope"]


def test_days_are_those_of_the_organization_s_own_zone(
    school: School, chess: Roster, holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 15:00 UTC is already tomorrow, 04:00, in Auckland; the session at 00:00 UTC there was at 13:00 yesterday.
    noon = chess.session.scheduled_start_at + timedelta(hours=15)
    monkeypatch.setattr("omnipresence.sync.services.scope.clock.now", lambda: noon)
    Organization.objects.filter(pk=school.organization.pk).update(time_zone="Pacific/Auckland")
    holder.subscription = {"groups": [chess.group.pk], "days_back": 0, "days_ahead": 0}
    holder.pull()
    assert holder.keys("session") == set()
    holder.subscription["days_back"] = 1
    holder.pull()
    assert holder.keys("session") == ids(chess.session)


def test_a_group_of_another_organization_is_like_one_that_never_was(school: School, holder: Holder) -> None:
    other = School("other")
    theirs = Holder(Tablet(school, school.tariq), [other.group.pk])
    nobodys = Holder(Tablet(school, school.tariq), [9_000_000])
    assert theirs.pull() == nobodys.pull()
    assert theirs.keys("group") == set()


@pytest.mark.parametrize(
    "bad",
    [5, [], {"groups": None}, {"groups": "x", **TODAY}, {"groups": [True], **TODAY}, {"groups": [0], **TODAY},
     {"groups": None, "days_back": 61, "days_ahead": 0}, {"groups": list(range(1, 502)), **TODAY}],
)  # fmt: skip
def test_a_subscription_that_is_none_refuses_the_envelope(school: School, mina: Tablet, bad: Any) -> None:
    assert mina.send(subscription=bad).status_code == 422


def test_i17_a_pull_costs_a_fixed_number_of_statements(school: School, chess: Roster, mina: Tablet) -> None:
    big = add_roster(school, "Choir", people(300))
    counted = {}
    for roster in (chess, big):
        holder = Holder(Tablet(school, school.tariq), [roster.group.pk])
        holder.pull()
        mina.results(mina.strike("start", session=roster.session), mina.walk_in(session=roster.session))
        mina.results(*[mina.op(person, session=roster.session) for person in roster.participants])
        with CaptureQueriesContext(connection) as captured:
            holder.pull()
        counted[len(roster.participants)] = len(captured)
    assert counted[2] == counted[300], counted


def test_i5_a_row_that_moves_on_between_two_reads_does_not_make_a_page_look_like_the_last(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet = Tablet(school, school.tariq)
    states = PresenceState.objects.for_organization(school.organization.pk)
    read = feed.rows_of
    moved: list[int] = []

    def overtaken(one: Feed, *args: Any) -> Any:
        if one.model is PresenceState and not moved:
            moved.append(states.filter(code="present").update(version=10_000_000))
        return read(one, *args)

    monkeypatch.setattr(feed, "rows_of", overtaken)
    first = tablet.sync(limit=2)
    assert first["has_more"] is True
    kinds = {change["kind"] for change in tablet.pull(limit=2)}
    assert {"group", "session", "participant"} <= kinds
