"""Which protocols are spoken, until when, and in whose shape the answer is."""

from datetime import date, timedelta

import pytest

from omnipresence.sync import protocols as spoken
from omnipresence.sync.protocols import PUBLISHED, Protocols
from support.cast import School
from support.tablets import Tablet

SECOND, THIRD = date(2027, 3, 1), date(2027, 3, 8)
THREE = {1: date(2026, 11, 1), 2: SECOND, 3: THIRD}
HALF_A_YEAR = timedelta(days=180)


@pytest.mark.parametrize(
    ("today", "oldest"),
    [
        (SECOND + HALF_A_YEAR - timedelta(days=1), 1),
        (SECOND + HALF_A_YEAR, 2),
        # The one before the newest is taken for ever.
        (THIRD + timedelta(days=5000), 2),
    ],
)
def test_the_newest_two_are_taken_and_what_was_newest_within_180_days(today: date, oldest: int) -> None:
    assert Protocols(today, THREE).oldest == oldest


def test_who_will_be_refused_is_told_when_in_the_shape_that_it_reads() -> None:
    now = Protocols(THIRD, THREE)
    assert now.notice(1) == f"This version of the app can sync until {SECOND + HALF_A_YEAR}; update it."
    assert now.notice(2) is None and now.notice(3) is None and now.notice(9) is None
    four = Protocols(THIRD, {**THREE, 4: THIRD})
    assert four.notice(2) == {"kind": "end_of_life", "ends_on": str(THIRD + HALF_A_YEAR)}


def test_each_client_is_answered_in_its_own_protocol(school: School, mina: Tablet) -> None:
    assert mina.sync(protocol=1)["protocol"] == 1
    newest = max(PUBLISHED)
    assert mina.sync(protocol=newest)["protocol"] == newest
    assert mina.sync(protocol=newest + 5)["protocol"] == newest, "a newer app, and a server that is not there yet"
    assert mina.sync()["notice"] is None


def test_who_is_too_old_is_told_since_when(school: School, mina: Tablet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken, "PUBLISHED", {1: date(2020, 1, 1), 2: date(2020, 2, 1), 3: date(2020, 3, 1)})
    response = mina.send(mina.op(school.pupil), protocol=1)
    assert (response.status_code, response.json()["code"]) == (426, "protocol-too-old")
    assert response.json()["min_protocol"] == 2
    assert mina.sync(protocol=2)["min_protocol"] == 2


def test_who_has_a_date_of_expiry_is_told_with_each_answer(
    school: School, mina: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = date(2100, 1, 1)
    monkeypatch.setattr(spoken, "PUBLISHED", {1: soon, 2: soon, 3: soon, 4: soon})
    assert mina.sync(protocol=2)["notice"] == {"kind": "end_of_life", "ends_on": str(soon + HALF_A_YEAR)}
    assert mina.sync(protocol=1)["notice"].startswith("This version of the app can sync until 2100-06-30")
    assert mina.sync(protocol=3)["notice"] is None
