"""Security item 24: sessions of long ago are the administrators' business, whatever a tablet's clock says."""

from datetime import timedelta

import pytest

from omnipresence.accounts.models import Organization
from omnipresence.base import clock
from omnipresence.presence.models import PresenceRecord
from omnipresence.schedule.models import Session
from omnipresence.sync.models import SyncQuarantine
from support.api import Api, refusal
from support.cast import School
from support.tablets import Tablet


def held(school: School, days_ago: float) -> None:
    rows = Session.objects.for_organization(school.organization.pk)
    rows.update(scheduled_start_at=clock.now() - timedelta(days=days_ago))


@pytest.mark.parametrize(
    ("setting", "days_ago", "outcome"),
    [
        (None, 59.9, "applied"),
        (None, 60.1, "rejected"),
        (7, 6.9, "applied"),
        (7, 7.1, "rejected"),
        (0, 0.1, "rejected"),
        # What is no number of days is no setting.
        ("7", 59.9, "applied"),
        (True, 59.9, "applied"),
        (-1, 60.1, "rejected"),
    ],
)
def test_an_organization_says_how_long_ago_staff_may_mark(
    school: School, mina: Tablet, setting: object, days_ago: float, outcome: str
) -> None:
    if setting is not None:
        Organization.objects.update(settings={"backdating_days": setting})
    held(school, days_ago)
    assert mina.outcomes(mina.op(school.pupil)) == [outcome]


def test_what_comes_too_late_is_kept_and_adoptable(school: School, mina: Tablet) -> None:
    held(school, 61)
    year = 366 * 86_400_000
    ops = [mina.op(school.pupil), mina.walk_in(), mina.strike("start")]
    # A clock that says it was still in time changes nothing.
    results = mina.results(*ops, client_time=clock.to_milliseconds(clock.now()) - year)
    assert [result["reason"] for result in results] == ["too_old"] * 3
    kept = SyncQuarantine.objects.for_organization(school.organization.pk)
    assert set(kept.values_list("reason", flat=True)) == {"too_old"} and kept.count() == 3
    olga = Api(school.olga)
    assert olga.post(f"sync-quarantine/{kept.earliest('pk').pk}/adopt").json()["outcome"] == "applied"


def test_administrators_mark_whatever_was(school: School) -> None:
    held(school, 400)
    tablet = Tablet(school, school.olga)
    assert tablet.outcomes(tablet.op(school.pupil)) == ["applied"]


def test_rest_is_no_way_around_it(school: School) -> None:
    mark = {"session": school.session.pk, "participant": school.pupil.pk, "presence_state": "present"}
    row = Api(school.mina).post("presence-records", mark).json()
    held(school, 61)
    mina = Api(school.mina)
    other = {**mark, "participant": school.participants[1].pk}
    assert refusal(mina.post("presence-records", other)) == (403, "session-too-old")
    assert refusal(mina.patch(f"presence-records/{row['id']}", {"note": "x"})) == (403, "session-too-old")
    assert refusal(mina.delete(f"presence-records/{row['id']}")) == (403, "session-too-old")
    assert Api(school.olga).patch(f"presence-records/{row['id']}", {"note": "x"}).status_code == 200
    assert PresenceRecord.objects.for_organization(school.organization.pk).get().extra_data["note"] == "x"
