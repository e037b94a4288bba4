"""Another secret key: what the earlier one signed stays good until it expires, if the operator says so (item 46)."""

from typing import Any

import jwt
import pytest

from omnipresence.accounts.grants import issue_grant, read_grant
from omnipresence.accounts.services import sign_in
from support.api import Api, refusal
from support.cast import PASSWORD, School
from support.tablets import Tablet

NEW = "another secret key, long enough to sign with, 0123456789"


@pytest.fixture
def tablet(school: School) -> Tablet:
    tablet = Tablet(school, school.mina)
    tablet.sync()
    return tablet


def test_tokens_grants_and_cursors_outlive_the_key_that_signed_them(
    school: School, tablet: Tablet, settings: Any
) -> None:
    old, before = settings.SECRET_KEY, Api(school.mina)
    signed_in = sign_in(organization="school", email="mina@example.com", password=PASSWORD)
    grant = issue_grant(school.mina, str(tablet.device_id)) or ""
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [old]
    assert before.get("me").status_code == 200
    assert read_grant(grant) is not None
    assert tablet.sync()["reset"] is None
    fresh = Api().post("auth/token/refresh", {"refresh": signed_in.refresh}).json()
    claims = {"algorithms": ["HS256"], "audience": "omnipresence"}
    for token in (fresh["access"], fresh["refresh"]):
        jwt.decode(token, NEW, **claims)
        with pytest.raises(jwt.InvalidSignatureError):
            jwt.decode(token, old, **claims)


def test_a_key_that_was_taken_away_signs_nothing_any_more(school: School, settings: Any) -> None:
    before = Api(school.mina)
    signed_in = sign_in(organization="school", email="mina@example.com", password=PASSWORD)
    grant = issue_grant(school.mina, "4c9a3c1e-9d7b-4b53-9f0e-2f6f4c1b2a3d") or ""
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, []
    assert refusal(before.get("me")) == (401, "not-authenticated")
    assert refusal(Api().post("auth/token/refresh", {"refresh": signed_in.refresh})) == (401, "session-ended")
    assert read_grant(grant) is None


@pytest.mark.parametrize("changes", [{"exp": 1}, {"aud": "somebody else"}, {"token_type": "refresh"}])
def test_an_earlier_key_proves_no_more_than_the_present_one(
    school: School, settings: Any, changes: dict[str, Any]
) -> None:
    from omnipresence.accounts.tokens import AccessToken

    claims = jwt.decode(str(AccessToken.of(school.mina)), options={"verify_signature": False})
    forged = jwt.encode({**claims, **changes}, settings.SECRET_KEY, algorithm="HS256")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [settings.SECRET_KEY]
    api = Api()
    api.client.credentials(HTTP_AUTHORIZATION=f"Bearer {forged}")
    assert refusal(api.get("me")) == (401, "not-authenticated")
