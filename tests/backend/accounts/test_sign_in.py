"""Signing in: one answer to all that is wrong, throttled, on record."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.contrib.auth import hashers

from omnipresence.accounts.domains.selectors import shipped_domains
from omnipresence.accounts.domains.shapes import brief_domain_json
from omnipresence.accounts.models import User
from omnipresence.audit.models import AuditLog
from support.api import Api, refusal, wrong_fields
from support.cast import PASSWORD, School

BY_ADDRESS = 120


def sign_in(**changes: Any) -> Any:
    """Sign Mina in, with other fields or, in capitals, from elsewhere."""
    given = {"organization": "school", "email": "mina@example.com", "password": PASSWORD}
    where = {name: changes.pop(name) for name in list(changes) if name.isupper()}
    return Api().client.post("/api/v1/auth/token", {**given, **changes}, format="json", **where)


def guess(number: int, **where: str) -> None:
    """A try that counts and costs no bcrypt: it lacks the password."""
    named = {"organization": f"other{number}", "email": "x@example.com"}
    assert Api().client.post("/api/v1/auth/token", named, format="json", **where).status_code in {422, 429}


def test_it_gives_tokens_and_says_who_they_are_for(school: School) -> None:
    answer = sign_in(email=" MINA@Example.com", organization="School")
    assert answer.status_code == 200
    assert answer.json()["user"] == {
        "id": school.mina.pk,
        "email": "mina@example.com",
        "name": "Mina",
        "role": "frontline",
        "organization": {
            "id": school.organization.pk,
            "slug": "school",
            "name": "School",
            "domain_type": "education",
            "time_zone": "UTC",
            "domain": brief_domain_json(shipped_domains()["education"]),
        },
    }
    client = Api()
    client.client.credentials(HTTP_AUTHORIZATION=f"Bearer {answer.json()['access']}")
    assert client.get("me").json()["email"] == "mina@example.com"


def deactivate(school: School) -> None:
    User.objects.for_organization(school.organization.pk).filter(pk=school.mina.pk).update(is_active=False)


@pytest.mark.parametrize(
    ("changes", "before"),
    [
        ({"organization": "nowhere"}, None),
        ({"email": "nobody@example.com"}, None),
        ({"password": "not the password"}, None),
        ({}, deactivate),
        ({"organization": "strangers", "password": PASSWORD + "!"}, None),
        ({"email": "x" * 200}, None),
        ({"email": "mína@example.com"}, None),
        ({"organization": "schöol"}, None),
        ({"password": "ö" * 1024}, None),
    ],
)
def test_it_gives_one_answer_to_all_that_is_wrong(
    school: School,
    strangers: School,
    monkeypatch: pytest.MonkeyPatch,
    changes: dict[str, Any],
    before: Callable[[School], None] | None,
) -> None:
    if before:
        before(school)
    hashed: list[str] = []
    verify = hashers.BCryptSHA256PasswordHasher.verify
    monkeypatch.setattr(
        hashers.BCryptSHA256PasswordHasher,
        "verify",
        lambda self, password, encoded: hashed.append(encoded) or verify(self, password, encoded),
    )
    reference = Api().post("auth/token", {"organization": "a", "email": "b", "password": "c"})
    hashed.clear()
    answer = sign_in(**changes)
    assert refusal(answer) == (401, "invalid-credentials")
    assert answer.content == reference.content
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    # The time is that of one bcrypt, whatever was wrong.
    assert len(hashed) == 1


def test_it_takes_long_passwords_whole(school: School) -> None:
    long = "correct horse battery staple " * 30
    school.mina.set_password(long)
    school.mina.save()
    assert sign_in(password=long).status_code == 200
    # bcrypt alone would look at 72 bytes only.
    assert sign_in(password=long[:100]).status_code == 401


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"password": 1234567890}, {"/password": "type"}),
        ({"password": "x" * 1025}, {"/password": "max_length"}),
        ({"email": ""}, {"/email": "blank"}),
        ({"organization": None}, {"/organization": "null"}),
        ({"role": "administrator"}, {"/role": "unknown_field"}),
        ({"device_id": "A tablet"}, {"/device_id": "format"}),
    ],
)
def test_it_refuses_what_is_no_sign_in(school: School, changes: dict[str, Any], fault: dict[str, str]) -> None:
    assert wrong_fields(sign_in(**changes)) == fault


def test_it_is_throttled_by_account_whatever_the_address(school: School) -> None:
    answers = [sign_in(email="mina@example.com", password="wrong " * 3).status_code for _ in range(10)]
    assert set(answers) == {401}
    answer = sign_in(email=" Mina@EXAMPLE.com")
    assert refusal(answer) == (429, "throttled")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert sign_in(email="tariq@example.com").status_code == 200


def test_it_is_throttled_by_address_whatever_the_account(school: School) -> None:
    for number in range(BY_ADDRESS):
        guess(number)
    assert refusal(sign_in()) == (429, "throttled")


def test_it_is_on_record_without_the_secret(school: School, caplog: pytest.LogCaptureFixture) -> None:
    device = "4c9a3c1e-9d7b-4b53-9f0e-2f6f4c1b2a3d"
    answer = sign_in(device_id=device)
    sign_in(password="a wrong and secret guess")
    school.mina.refresh_from_db()
    assert school.mina.last_login is not None
    row = AuditLog.objects.for_organization(school.organization.pk).get(table_name="users")
    assert (row.record_id, row.changed_by_id, row.source_device) == (school.mina.pk, school.mina.pk, device)
    assert set(row.new_values) == {"last_login_at"}
    for secret in (PASSWORD, "secret guess", answer.json()["refresh"], answer.json()["access"], "mina@"):
        assert secret not in caplog.text
    assert "sign-in refused" in caplog.text


def test_one_network_is_one_address(school: School) -> None:
    """Whoever has one IPv6 address has 2^64 of them."""
    for number in range(BY_ADDRESS):
        guess(number, REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
    assert sign_in(REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 429
    assert sign_in(REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


def test_behind_a_proxy_each_client_counts_by_itself(school: School, settings: Any) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    for number in range(BY_ADDRESS + 1):
        # What the client itself writes stands further left and counts for nothing.
        guess(number, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 198.51.100.7")
    assert sign_in(HTTP_X_FORWARDED_FOR="198.51.100.7").status_code == 429
    assert sign_in(HTTP_X_FORWARDED_FOR="198.51.100.8").status_code == 200


def test_tries_at_others_do_not_make_it_forget_those_at_one(school: School) -> None:
    for _ in range(10):
        assert sign_in(password="wrong " * 3).status_code == 401
    for number in range(400):
        guess(number, REMOTE_ADDR=f"203.0.113.{number // 29}")
    assert sign_in(REMOTE_ADDR="198.51.100.9").status_code == 429


@pytest.mark.django_db(transaction=True)
def test_a_password_that_changes_meanwhile_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The old one is checked just before the new one is stored: no sign-in begins, and no further change counts."""
    school = School()
    check = hashers.check_password

    def meanwhile(password: str, encoded: str) -> bool:
        right = check(password, encoded)
        changed = User.objects.for_organization(school.organization.pk).filter(pk=school.mina.pk)
        changed.update(password=hashers.make_password("the new one, really"))
        return right

    for room in ("sign_in", "edit_profile"):
        monkeypatch.setattr(import_module(f"omnipresence.accounts.services.{room}"), "check_password", meanwhile)
    assert refusal(sign_in()) == (401, "invalid-credentials")
    User.objects.for_organization(school.organization.pk).filter(pk=school.mina.pk).update(
        password=hashers.make_password(PASSWORD)
    )
    change = {"current_password": PASSWORD, "new_password": "what the thief wants"}
    assert wrong_fields(Api(school.mina).post("me/password", change)) == {"/current_password": "wrong"}
