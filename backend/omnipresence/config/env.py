"""The environment, read in one place: every setting of docs/operating.md, checked before anything starts."""

import os
import secrets
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]
VAR = ROOT / "var"
MINIMUM_SECRET = 32
MINIMUM_TOKEN = 16
MINIMUM_VARIETY = 8
# What stands in examples and templates, and in keys that nobody replaced.
PLACEHOLDERS = ("change-me", "changeme", "change_me", "django-insecure", "your-secret", "secret-key-here", "example")
MOST_PROXIES = 4
# Requests a minute. A school of 500 tablets stands behind one address and may share one account.
RATE_LIMITS = {"address": 30_000, "user": 6_000, "key": 6_000, "organization": 60_000}


class BadSetting(SystemExit):
    """A value that cannot be used: ends the start with one clear line."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")


@dataclass(frozen=True, slots=True)
class Environment:
    """What the operator chose."""

    development: bool
    secret_key: str
    secret_key_fallbacks: list[str]
    allowed_hosts: list[str]
    databases: dict[str, dict[str, Any]]
    cache: dict[str, Any]
    tally_file: str
    rate_limits: dict[str, int]
    log_format: str
    proxies: int
    metrics_token: str
    webhooks_allow_private: bool


def read() -> Environment:
    """Read and check the environment; raises BadSetting with the name of the setting and what is wrong with it."""
    development = _choice("OMNIPRESENCE_ENV", "development", {"development", "production"}) == "development"
    return Environment(
        development=development,
        secret_key=_secret_key(development=development),
        secret_key_fallbacks=_secret_key_fallbacks(),
        allowed_hosts=_allowed_hosts(development=development),
        databases=_databases(),
        cache=_cache(),
        tally_file=_tally_file(),
        rate_limits=_rate_limits(),
        log_format=_choice("LOG_FORMAT", "text", {"text", "json"}),
        proxies=int(_choice("PROXIES", "0", {str(number) for number in range(MOST_PROXIES + 1)})),
        metrics_token=_metrics_token(),
        webhooks_allow_private=_choice("WEBHOOKS_ALLOW_PRIVATE", "0", {"0", "1"}) == "1",
    )


def _choice(name: str, default: str, allowed: set[str]) -> str:
    value = os.environ.get(name, default)
    if value not in allowed:
        raise BadSetting(name, f"must be one of {', '.join(sorted(allowed))}")
    return value


def _secret_key(*, development: bool) -> str:
    value = os.environ.get("SECRET_KEY", "")
    if value:
        _check_secret("SECRET_KEY", value)
        return value
    if not development:
        raise BadSetting("SECRET_KEY", "is required outside development")
    return _development_key()


def _secret_key_fallbacks() -> list[str]:
    """Earlier keys: what they signed stays good until it expires."""
    found = [part.strip() for part in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if part.strip()]
    for value in found:
        _check_secret("SECRET_KEY_FALLBACKS", value)
    return found


def _check_secret(name: str, value: str) -> None:
    if len(value) < MINIMUM_SECRET:
        raise BadSetting(name, f"must have at least {MINIMUM_SECRET} characters")
    if len(set(value)) < MINIMUM_VARIETY or any(word in value.lower() for word in PLACEHOLDERS):
        raise BadSetting(name, "is a placeholder or too simple; take 48 random characters")


def _development_key() -> str:
    """A key of this checkout's own, made once: tokens outlive a restart, and no default key is known to anybody."""
    file = VAR / "secret-key"
    try:
        return file.read_text()
    except FileNotFoundError:
        VAR.mkdir(exist_ok=True)
        draft = VAR / f"secret-key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            # A hard link fails when another process was first, so all of them read the same key.
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return file.read_text()


def _allowed_hosts(*, development: bool) -> list[str]:
    value = os.environ.get("ALLOWED_HOSTS", "")
    if not value:
        if not development:
            raise BadSetting("ALLOWED_HOSTS", "is required outside development (comma-separated host names)")
        return ["localhost", "127.0.0.1", "[::1]", "testserver"]
    return [host.strip() for host in value.split(",") if host.strip()]


def _databases() -> dict[str, dict[str, Any]]:
    urls = [
        part.strip() for part in os.environ.get("DATABASE_URL", f"sqlite:///{VAR / 'omnipresence.sqlite3'}").split(",")
    ]
    return {"default" if n == 0 else f"node{n}": _database(url) for n, url in enumerate(urls)}


def _database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")))
    if parts.scheme in {"mysql", "mariadb"}:
        try:
            port = parts.port
        except ValueError as error:
            raise BadSetting("DATABASE_URL", "the port is not a number") from error
        return _mysql(
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            host=parts.hostname or "",
            port=port,
            name=unquote(parts.path.removeprefix("/")),
            socket=parse_qs(parts.query).get("unix_socket", [""])[0],
        )
    raise BadSetting("DATABASE_URL", "must start with sqlite:/// or mysql://")


def _sqlite(path: str) -> dict[str, Any]:
    if not path:
        raise BadSetting("DATABASE_URL", "sqlite:/// needs the path of a file")
    if path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # The write lock is taken when a transaction begins, not at its first write: this is what the counter's
            # row lock is on MariaDB, and it never fails in the middle with "database is locked".
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON"
            ),
        },
    }


def _mysql(*, user: str, password: str, host: str, port: int | None, name: str, socket: str) -> dict[str, Any]:
    if not name:
        raise BadSetting("DATABASE_URL", "mysql://user:password@host:port/name needs the name of a database")
    options: dict[str, Any] = {
        "charset": "utf8mb4",
        # READ COMMITTED: a writer that waited for the counter must see what its predecessor committed.
        "isolation_level": "read committed",
        "init_command": (
            "SET SESSION innodb_lock_wait_timeout = 5, "
            "SESSION sql_mode = 'STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,NO_ENGINE_SUBSTITUTION'"
        ),
        "connect_timeout": 5,
    }
    if socket:
        options["unix_socket"] = socket
    return {
        "ENGINE": "django.db.backends.mysql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        "TEST": {"CHARSET": "utf8mb4", "COLLATION": "utf8mb4_unicode_ci"},
    }


def _metrics_token() -> str:
    value = os.environ.get("METRICS_TOKEN", "")
    if value and len(value) < MINIMUM_TOKEN:
        raise BadSetting("METRICS_TOKEN", f"must have at least {MINIMUM_TOKEN} characters")
    return value


def _cache() -> dict[str, Any]:
    url = os.environ.get("CACHE_URL", "")
    if urlsplit(url).scheme in {"redis", "rediss"}:
        if find_spec("redis") is None:
            raise BadSetting("CACHE_URL", "redis:// needs the Python package redis")
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}


def _tally_file() -> str:
    """Where the processes of one machine count requests together; empty where the cache does it."""
    url = urlsplit(os.environ.get("CACHE_URL", "") or f"file:///{VAR / 'tallies'}")
    if url.scheme in {"redis", "rediss", "locmem"}:
        return ""
    path = Path("/" + unquote(url.path).lstrip("/"))
    if url.scheme != "file" or url.netloc or path == Path("/"):
        raise BadSetting("CACHE_URL", "must be file:///path, redis://host:port/number or locmem://")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise BadSetting("CACHE_URL", f"{path} cannot be written ({error.strerror})") from error
    return str(path)


def _rate_limits() -> dict[str, int]:
    """Requests a minute, as `address=30000,user=6000`; those that are not named keep their defaults."""
    found = dict(RATE_LIMITS)
    for part in filter(None, os.environ.get("RATE_LIMITS", "").split(",")):
        name, _, number = part.strip().partition("=")
        if name not in RATE_LIMITS or not number.isascii() or not number.isdigit():
            raise BadSetting("RATE_LIMITS", f"must be NAME=NUMBER,… with the names {', '.join(RATE_LIMITS)}")
        found[name] = int(number)
    return found


TESTING = "pytest" in sys.modules
