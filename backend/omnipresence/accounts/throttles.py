"""How often somebody may try (security item 17): per address, and per account whatever the address."""

import hashlib
from collections.abc import Mapping
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from omnipresence.accounts.rules import account_name


class AddressThrottle(SimpleRateThrottle):
    """Counts requests of one network address; of IPv6 those of one network, since its owner has 2^64 addresses."""

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return self.cache_format % {"scope": self.scope, "ident": _digest(_network(self.get_ident(request) or ""))}


class SignInAddressThrottle(AddressThrottle):
    scope = "sign-in-address"


class RefreshThrottle(AddressThrottle):
    scope = "refresh"


class SignInAccountThrottle(SimpleRateThrottle):
    """Counts tries at one organization's e-mail, whether they exist or not."""

    scope = "sign-in-account"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        data = request.data
        if not isinstance(data, Mapping):
            return None
        named = "\n".join(account_name(str(data.get(part))) for part in ("organization", "email"))
        return self.cache_format % {"scope": self.scope, "ident": _digest(named)}


class PasswordThrottle(SimpleRateThrottle):
    """Counts tries at the current password by somebody who is signed in."""

    scope = "password"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return self.cache_format % {"scope": self.scope, "ident": request.user.pk}


def _network(text: str) -> str:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return text
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))


def _digest(text: str) -> str:
    # The cache needs no names or addresses.
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
