"""Refresh tokens: rotation confirmed by use, reuse ends the sign-in, expiry is absolute."""

from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.conf import settings

from omnipresence.accounts.models import RefreshToken, User
from omnipresence.accounts.services import end_all_sessions, refresh_session, sign_in
from omnipresence.accounts.tokens import AccessToken
from omnipresence.base import clock
from omnipresence.base.writes import write_unversioned
from omnipresence.notifications.models import Notification
from support.api import Api, refusal
from support.cast import PASSWORD, School
from support.threads import Worker


@pytest.fixture
def first(school: School) -> str:
    return sign_in(organization="school", email="mina@example.com", password=PASSWORD).refresh


def exchange(refresh: str) -> Any:
    return Api().post("auth/token/refresh", {"refresh": refresh})


def chain(school: School) -> list[RefreshToken]:
    return list(RefreshToken.objects.for_organization(school.organization.pk).order_by("id"))


def test_it_rotates(school: School, first: str) -> None:
    answer = exchange(first)
    assert answer.status_code == 200
    assert answer.json()["refresh"] != first
    client = Api()
    client.client.credentials(HTTP_AUTHORIZATION=f"Bearer {answer.json()['access']}")
    assert client.get("me").status_code == 200


def test_a_lost_answer_costs_nothing(school: School, first: str) -> None:
    lost = exchange(first).json()["refresh"]
    # Hours later, several times, and from a restarted process: the very same text.
    assert [exchange(first).json()["refresh"] for _ in range(3)] == [lost] * 3
    assert len(chain(school)) == 2
    assert exchange(lost).status_code == 200


def test_reuse_after_the_successor_was_used_ends_the_whole_sign_in(school: School, first: str) -> None:
    other = sign_in(organization="school", email="mina@example.com", password=PASSWORD).refresh
    second = exchange(first).json()["refresh"]
    third = exchange(second).json()["refresh"]
    assert refusal(exchange(first)) == (401, "session-ended")
    assert refusal(exchange(third)) == (401, "session-ended")
    assert refusal(exchange(second)) == (401, "session-ended")
    family = chain(school)[0].family
    assert {row.revoked_reason for row in chain(school) if row.family == family} == {"reuse"}
    # The person hears of it, once; nobody else does.
    (told,) = Notification.objects.for_organization(school.organization.pk)
    assert (told.user_id, told.notification_type) == (school.mina.pk, "security")
    # Another tablet of the same person is another sign-in.
    assert exchange(other).status_code == 200


def test_signing_out_ends_the_family_and_may_be_repeated(school: School, first: str) -> None:
    second = exchange(first).json()["refresh"]
    for token in (first, first, "no token at all"):
        assert Api().post("auth/logout", {"refresh": token}).status_code == 204
    assert refusal(exchange(second)) == (401, "session-ended")


def bearing(access: str) -> Api:
    client = Api()
    client.client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    return client


def test_signing_out_ends_the_access_tokens_too(school: School, first: str) -> None:
    other = sign_in(organization="school", email="mina@example.com", password=PASSWORD).access
    tokens = exchange(first).json()
    assert bearing(tokens["access"]).get("me").status_code == 200
    Api().post("auth/logout", {"refresh": tokens["refresh"]})
    assert refusal(bearing(tokens["access"]).get("me")) == (401, "not-authenticated")
    # Another tablet of the same person is another sign-in.
    assert bearing(other).get("me").status_code == 200


def test_a_copied_refresh_token_ends_the_access_tokens_too(school: School, first: str) -> None:
    second = exchange(first).json()["refresh"]
    stolen = exchange(second).json()["access"]
    assert refusal(exchange(first)) == (401, "session-ended")
    assert refusal(bearing(stolen).get("me")) == (401, "not-authenticated")


def test_expiry_is_absolute(school: School, first: str, monkeypatch: pytest.MonkeyPatch) -> None:
    second = exchange(first).json()["refresh"]
    began, follows = chain(school)
    assert follows.expires_at == began.expires_at
    read = {"algorithms": ["HS256"], "audience": "omnipresence"}
    assert jwt.decode(second, settings.SECRET_KEY, **read)["exp"] == int(began.expires_at.timestamp())
    monkeypatch.setattr(clock, "now", lambda: began.expires_at + timedelta(seconds=1))
    assert refusal(exchange(second)) == (401, "session-ended")


def test_a_step_of_the_token_version_ends_everything_at_once(school: School, first: str) -> None:
    access = Api(school.mina)
    assert access.get("me").status_code == 200
    write_unversioned(lambda: end_all_sessions(school.mina, reason="role"))
    assert refusal(access.get("me")) == (401, "not-authenticated")
    assert refusal(exchange(first)) == (401, "session-ended")


def test_deactivation_ends_everything_at_once(school: School, first: str) -> None:
    access = Api(school.mina)
    User.objects.for_organization(school.organization.pk).filter(pk=school.mina.pk).update(is_active=False)
    assert refusal(access.get("me")) == (401, "not-authenticated")
    assert refusal(exchange(first)) == (401, "session-ended")


def forged(user: User, **changes: Any) -> str:
    claims = jwt.decode(str(AccessToken.of(user)), options={"verify_signature": False})
    key, algorithm = changes.pop("key", settings.SECRET_KEY), changes.pop("algorithm", "HS256")
    return jwt.encode({**claims, **changes}, key, algorithm=algorithm)


@pytest.mark.parametrize(
    "changes",
    [
        {"algorithm": "none", "key": None},
        {"key": "another key that is long enough to sign with"},
        {"algorithm": "HS512"},
        {"aud": "somebody else"},
        {"iss": "somebody else"},
        {"exp": 1},
        {"nbf": 4102444800},
        {"token_type": "refresh"},
        {"sub": "1 or 1"},
        {"sub": "99999999999999999999999"},
        {"org": 2**70},
        {"org": None},
        {"tv": 7},
    ],
)
def test_forged_access_tokens_are_refused(school: School, changes: dict[str, Any]) -> None:
    client = Api()
    client.client.credentials(HTTP_AUTHORIZATION=f"Bearer {forged(school.mina, **changes)}")
    assert refusal(client.get("me")) == (401, "not-authenticated")


def test_the_two_kinds_of_tokens_do_not_stand_in_for_each_other(school: School, first: str) -> None:
    client = Api()
    client.client.credentials(HTTP_AUTHORIZATION=f"Bearer {first}")
    assert refusal(client.get("me")) == (401, "not-authenticated")
    assert refusal(exchange(str(AccessToken.of(school.mina)))) == (401, "session-ended")


@pytest.mark.django_db(transaction=True)
def test_two_tabs_get_the_same_successor() -> None:
    school = School()
    first = sign_in(organization="school", email="mina@example.com", password=PASSWORD).refresh
    tabs = [Worker(lambda: refresh_session(refresh=first).refresh) for _ in range(8)]
    assert len({tab.outcome() for tab in tabs}) == 1
    assert len(chain(school)) == 2
