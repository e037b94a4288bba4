"""How often somebody may try (security item 17): per address, and per account whatever the address.

What everybody may do in a minute is in base/limits.py; here are the narrower limits of single views.
"""

from collections.abc import Mapping
from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from omnipresence.accounts.rules import account_name
from omnipresence.base import limits


class Throttle(SimpleRateThrottle):
    """Counts what `whom` names, by the rate that the settings give to `scope`; the count is all processes'."""

    def whom(self, request: Request) -> str | None:
        """Who tries; None where nothing is counted."""
        raise NotImplementedError

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return self.whom(request)

    def allow_request(self, request: Request, view: Any) -> bool:
        whom = self.whom(request)
        if whom is None:
            return True
        quota, window = self.parse_rate(self.get_rate())
        standing = limits.count(self.scope or "", whom, quota or 0, window or 0)
        if standing is not None and standing.exceeded:
            raise limits.too_many([standing])
        return True


class AddressThrottle(Throttle):
    """Counts requests of one network address."""

    def whom(self, request: Request) -> str | None:
        return limits.network_of(self.get_ident(request) or "")


class FailureThrottle(AddressThrottle):
    """Lets an address in until so many of its tries have failed; the view says which have, by `failed`."""

    def allow_request(self, request: Request, view: Any) -> bool:
        quota, window = self.parse_rate(self.get_rate())
        standing = limits.look(self.scope or "", self.whom(request) or "", quota or 0, window or 0)
        if standing is not None and standing.used_up:
            raise limits.too_many([standing])
        return True

    def failed(self, request: Request) -> None:
        """Count one."""
        quota, window = self.parse_rate(self.get_rate())
        limits.count(self.scope or "", self.whom(request) or "", quota or 0, window or 0)


class SignInAddressThrottle(AddressThrottle):
    scope = "sign-in-address"


class RefreshThrottle(AddressThrottle):
    scope = "refresh"


class SignInAccountThrottle(Throttle):
    """Counts tries at one organization's e-mail, whether they exist or not."""

    scope = "sign-in-account"

    def whom(self, request: Request) -> str | None:
        data = request.data
        if not isinstance(data, Mapping):
            return None
        return "\n".join(account_name(str(data.get(part))) for part in ("organization", "email"))


class PasswordThrottle(Throttle):
    """Counts tries at the current password by somebody who is signed in."""

    scope = "password"

    def whom(self, request: Request) -> str | None:
        return str(request.user.pk)
