"""Decisions on plain values: which addresses may be called, what an answer means, and when to try again."""

import ipaddress
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from omnipresence.base.values import BadValue

MAX_URL = 2000
URL = r"https?://[A-Za-z0-9._:\[\]-]+(?:[/?][\x21-\x7e]*)?"
KEPT = timedelta(days=30)
OLD_SECRET_SIGNS = timedelta(hours=24)
DISABLE_AFTER = timedelta(days=5)
# After the first attempt at once: a little more than three days in all.
RETRIES = tuple(timedelta(seconds=s) for s in (5, 300, 1800, *(3600 * hours for hours in (2, 5, 10, 14, 20, 24))))
JITTER = 0.2
FIRST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(minutes=15)

# What Python calls global and is not, or what leads to an address of version 4 inside (NAT64, 6to4, Teredo, ...).
INSIDE = tuple(
    ipaddress.ip_network(text)
    for text in (
        "100.64.0.0/10", "168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "::/96", "64:ff9b::/96",
        "64:ff9b:1::/48", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
    )
)  # fmt: skip


class Status(StrEnum):
    """Where a delivery is."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class Error(StrEnum):
    """Why an attempt was none: what stands in the log beside the answer's status."""

    ADDRESS = "refused_address"
    NAME = "unknown_name"
    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    REDIRECT = "redirect"
    STATUS = "status"
    GONE = "gone"
    SECRET = "unreadable_secret"


class Disabled(StrEnum):
    """Why a webhook was switched off by itself."""

    GONE = "gone"
    FAILING = "failing"


@dataclass(frozen=True, slots=True)
class Target:
    """An address in its parts. `authority` is what the Host header says, `path` what is asked for."""

    host: str
    port: int
    is_tls: bool
    authority: str
    path: str


def read_target(url: str, *, allow_private: bool) -> Target:
    """The parts of an address that may be called; raises BadValue with what is wrong with it.

    Only what can be told without asking for its name: that is resolved, and judged, at every attempt.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadValue("rule", "This is no address.") from error
    if re.fullmatch(URL, url) is None or not host or port == 0:
        raise BadValue("rule", "This is no address.")
    if parts.scheme != "https" and not allow_private:
        raise BadValue("rule", "The address must begin with https://.")
    if "@" in parts.netloc or "#" in url or "\\" in url:
        raise BadValue("rule", "The address may hold no user name, password, fragment or backslash.")
    if _is_address(host) and not allow_private and not is_outside(host):
        raise BadValue("rule", "The address leads to a private network.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(host, port or (443 if parts.scheme == "https" else 80), parts.scheme == "https", parts.netloc, path)


def is_outside(address: str) -> bool:
    """Whether an IP address is one of the public Internet: nothing private, local, shared, reserved or multicast."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    if mapped is not None:
        return is_outside(str(mapped))
    inside = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved
    return ip.is_global and not inside and not any(ip in network for network in INSIDE if network.version == ip.version)


def verdict(status: int) -> Error | None:
    """What the status of an answer says; None when the event was taken."""
    if 200 <= status < 300:  # noqa: PLR2004 - success
        return None
    if status == 410:  # noqa: PLR2004 - gone
        return Error.GONE
    return Error.REDIRECT if 300 <= status < 400 else Error.STATUS  # noqa: PLR2004 - moved


def next_attempt(attempts: int, chance: float) -> timedelta | None:
    """How long to wait after so many failed attempts; None when it was the last. `chance` from 0 to 1 is the jitter."""
    if attempts > len(RETRIES):
        return None
    return RETRIES[attempts - 1] * (1 + JITTER * (2 * chance - 1))


def rest(failures: int) -> timedelta:
    """How long an address is left alone after so many rounds in a row in which it took nothing."""
    doublings: int = min(failures - 1, 20)
    return min(FIRST_REST * (1 << doublings), LONGEST_REST)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
