"""The decisions of this room, on plain values."""

from datetime import UTC, datetime, timedelta

import pytest

from omnipresence.accounts.rules import Exchange, Link, account_name, exchange, password_fault

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


def test_length_makes_a_password_strong() -> None:
    assert password_fault("correct horse battery staple", "a@example.com") is None
    assert password_fault("পাসওয়ার্ড দীর্ঘ", "a@example.com") is None
    assert password_fault("tiny", "a@example.com") is not None


def test_emails_are_compared_in_one_form() -> None:
    assert account_name(" Mina@Example.COM ") == "mina@example.com"
