"""Sign-ins: their owner sees and ends them; the organization's limits end them by themselves (R8.1)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from omnipresence.accounts.models import Organization, RefreshToken
from omnipresence.accounts.services import SignedIn, sign_in
from omnipresence.base import clock
from support.api import Api, refusal
from support.cast import PASSWORD, School

TABLET = "4c9a3c1e-9d7b-4b53-9f0e-2f6f4c1b2a3d"


def enter(email: str = "mina@example.com", device: str = "") -> SignedIn:
    return sign_in(organization="school", email=email, password=PASSWORD, device=device)


def bearing(access: str) -> Api:
    api = Api()
    api.client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    return api


def exchange(refresh: str) -> Any:
    return Api().post("auth/token/refresh", {"refresh": refresh})


def allow(school: School, **settings: int) -> None:
    Organization.objects.filter(pk=school.organization.pk).update(settings=settings)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Moves the clock: the product's, and that by which tokens are signed and read."""
    began = clock.now()

    class Watch(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return clock.now()

    monkeypatch.setattr("jwt.api_jwt.datetime", Watch)
    monkeypatch.setattr("rest_framework_simplejwt.tokens.aware_utcnow", lambda: clock.now())

    def move(**after: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: began + timedelta(**after))

    return move


def test_they_are_listed_with_the_current_one_named(school: School) -> None:
    here, there = enter(), enter(device=TABLET)
    enter("tariq@example.com")
    exchanged = exchange(there.refresh).json()
    rows = bearing(exchanged["access"]).get("me/sign-ins").json()["results"]
    assert [(row["device"], row["is_current"]) for row in rows] == [(TABLET, True), ("", False)]
    assert bearing(here.access).get("me/sign-ins").json()["results"][1]["is_current"] is True


def test_ending_one_ends_its_tokens_at_once_and_no_others(school: School) -> None:
    here, there = enter(), enter(device=TABLET)
    api = bearing(here.access)
    row = next(row for row in api.get("me/sign-ins").json()["results"] if not row["is_current"])
    assert api.delete(f"me/sign-ins/{row['id']}").status_code == 204
    assert api.delete(f"me/sign-ins/{row['id']}").status_code == 204
    assert refusal(bearing(there.access).get("me")) == (401, "not-authenticated")
    assert refusal(exchange(there.refresh)) == (401, "session-ended")
    assert len(api.get("me/sign-ins").json()["results"]) == 1


def test_nobody_ends_those_of_others(school: School) -> None:
    theirs = enter("tariq@example.com")
    row = bearing(theirs.access).get("me/sign-ins").json()["results"][0]
    assert refusal(bearing(enter().access).delete(f"me/sign-ins/{row['id']}")) == (404, "not-found")
    assert bearing(theirs.access).get("me").status_code == 200


def test_disuse_ends_a_sign_in(school: School, later: Any) -> None:
    allow(school, inactivity_minutes=5)
    signed_in = enter()
    later(minutes=4)
    assert bearing(signed_in.access).get("me").status_code == 200
    later(minutes=8)
    # In use until minute four, so not yet.
    assert bearing(signed_in.access).get("me").status_code == 200
    later(minutes=13.5)
    assert refusal(bearing(signed_in.access).get("me")) == (401, "not-authenticated")
    assert refusal(exchange(signed_in.refresh)) == (401, "session-ended")
    allow(school, inactivity_minutes=6)
    assert bearing(signed_in.access).get("me").status_code == 200


def test_an_exchange_is_use(school: School, later: Any) -> None:
    allow(school, inactivity_minutes=10)
    signed_in = enter()
    later(minutes=9)
    second = exchange(signed_in.refresh).json()
    later(minutes=18)
    # The answer may have been lost: the first token still is as good as its successor.
    assert exchange(signed_in.refresh).json()["refresh"] == second["refresh"]
    later(minutes=27)
    assert exchange(second["refresh"]).status_code == 200
    later(minutes=38)
    assert refusal(exchange(second["refresh"])) == (401, "session-ended")


def test_age_ends_a_sign_in_however_busy_and_shorter_limits_count_at_once(school: School, later: Any) -> None:
    signed_in = enter()
    allow(school, sign_in_days=2)
    later(days=1.9)
    second = exchange(signed_in.refresh).json()
    assert bearing(second["access"]).get("me").status_code == 200
    later(days=1.9, minutes=10)
    allow(school, sign_in_days=1)
    assert refusal(bearing(second["access"]).get("me")) == (401, "not-authenticated")
    allow(school, sign_in_days=2)
    later(days=2.1)
    assert refusal(exchange(second["refresh"])) == (401, "session-ended")
    allow(school, sign_in_days=90)
    assert exchange(second["refresh"]).status_code == 200
    # What began under thirty days does not get longer.
    later(days=31)
    assert refusal(exchange(second["refresh"])) == (401, "session-ended")


def test_use_is_written_down_now_and_then_only(school: School, later: Any, django_assert_num_queries: Any) -> None:
    allow(school, inactivity_minutes=100)
    signed_in = enter()
    api = bearing(signed_in.access)
    with django_assert_num_queries(2):
        api.get("me")
    later(minutes=11)
    with django_assert_num_queries(3):
        api.get("me")
    used = RefreshToken.objects.for_organization(school.organization.pk).get().last_used_at
    assert used == clock.now()
