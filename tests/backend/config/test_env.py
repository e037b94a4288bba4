"""The environment is read strictly: what cannot be used stops the start with one line."""

import pytest

from omnipresence.config import env

SECRET = "wA8rXq2Zk5Tn0Vb7Ls4Yc1Hd6Jg3Pf9M"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OMNIPRESENCE_ENV", "prod"),
        ("SECRET_KEY", "too short"),
        ("SECRET_KEY", "s" * 40),
        ("SECRET_KEY", "django-insecure-0123456789abcdefghijklmnop"),
        ("SECRET_KEY", "please change-me, this is 32 characters"),
        ("SECRET_KEY_FALLBACKS", "short"),
        ("DATABASE_URL", "postgres://localhost/x"),
        ("DATABASE_URL", "mysql://localhost:port/x"),
        ("CACHE_URL", "memcached://localhost"),
        ("LOG_FORMAT", "xml"),
        ("PROXIES", "-1"),
        ("WEBHOOKS_ALLOW_PRIVATE", "yes"),
        ("PROXIES", "many"),
        ("CACHE_URL", "file://elsewhere/tallies"),
        ("CACHE_URL", "file:///proc/nowhere/tallies"),
        ("RATE_LIMITS", "user=many"),
        ("RATE_LIMITS", "everybody=5"),
    ],
)
def test_a_bad_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(env.BadSetting, match=f"^{name}: "):
        env.read()


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_has_no_default_for_what_protects_it(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    for name, value in {"OMNIPRESENCE_ENV": "production", "SECRET_KEY": SECRET, "ALLOWED_HOSTS": "a.example"}.items():
        monkeypatch.setenv(name, value)
    assert not env.read().development
    monkeypatch.delenv(missing)
    with pytest.raises(env.BadSetting, match=f"^{missing}: is required"):
        env.read()


def test_limits_are_named_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATE_LIMITS", "user=60, key=0")
    assert env.read().rate_limits == {**env.RATE_LIMITS, "user": 60, "key": 0}


def test_proxies_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.read().proxies == 0
    monkeypatch.setenv("PROXIES", "2")
    assert env.read().proxies == 2
