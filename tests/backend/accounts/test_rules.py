"""The decisions of this room, on plain values."""

from datetime import UTC, datetime, timedelta

import pytest

from omnipresence.accounts.rules import (
    SETTINGS,
    Exchange,
    Link,
    account_name,
    effective_settings,
    exchange,
    password_fault,
    sign_in_limits,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER, PAST = NOW + timedelta(days=1), NOW - timedelta(seconds=1)
FRESH = Link(LATER, revoked=False, exchanged=False)
USED = Link(LATER, revoked=False, exchanged=True)


@pytest.mark.parametrize(
    ("link", "successor", "expected"),
    [
        (FRESH, None, Exchange.ROTATE),
        (USED, FRESH, Exchange.REPEAT),
        (USED, USED, Exchange.REUSE),
        (Link(PAST, revoked=False, exchanged=False), None, Exchange.ENDED),
        (Link(NOW, revoked=False, exchanged=False), None, Exchange.ENDED),
        (Link(LATER, revoked=True, exchanged=True), USED, Exchange.ENDED),
    ],
)
def test_what_presenting_a_refresh_token_leads_to(link: Link, successor: Link | None, expected: Exchange) -> None:
    assert exchange(link, successor, NOW) is expected


WORDS, COMMON = {"a@example.com", "Riverside School"}, {"passwordpassword"}


def test_length_makes_a_password_strong() -> None:
    assert password_fault("correct horse battery staple", WORDS, COMMON) is None
    assert password_fault("পাসওয়ার্ড দীর্ঘ", WORDS, COMMON) is None
    faults = {
        "tiny": "password_too_short",
        "abababababab": "password_too_uniform",
        "A@example.com": "password_too_similar",
        "riverside school": "password_too_similar",
        " PasswordPassword ": "password_too_common",
    }
    for weak, code in faults.items():
        fault = password_fault(weak, WORDS, COMMON)
        assert fault is not None and fault.code == code, weak


@pytest.mark.parametrize(
    ("minutes_idle", "days_old", "passed"),
    [(29, 0, False), (30, 0, False), (31, 0, True), (1, 2, False), (1, 3, True)],
)
def test_a_sign_in_ends_by_disuse_and_by_age(minutes_idle: int, days_old: int, passed: bool) -> None:
    limits = sign_in_limits({"inactivity_minutes": 30, "sign_in_days": 2})
    began, used = NOW - timedelta(days=days_old), NOW - timedelta(minutes=minutes_idle)
    assert limits.have_passed(signed_in_at=began, last_used_at=used, now=NOW) is passed


def test_settings_that_nobody_chose_or_that_make_no_sense_have_their_defaults() -> None:
    defaults = {name: setting.default for name, setting in SETTINGS.items()}
    assert effective_settings({}) == defaults
    assert effective_settings({"inactivity_minutes": 1, "sign_in_days": "30"}) == defaults
    assert effective_settings({"inactivity_minutes": 5}) == {**defaults, "inactivity_minutes": 5}


def test_emails_are_compared_in_one_form() -> None:
    assert account_name(" Mina@Example.COM ") == "mina@example.com"
