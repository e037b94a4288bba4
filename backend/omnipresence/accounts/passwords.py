"""New passwords: the one place where they are judged and hashed.

bcrypt alone would look at 72 bytes; the hasher digests the whole text first (docs/decisions/0006).
"""

from functools import cache

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from omnipresence.accounts import rules
from omnipresence.accounts.models import User
from omnipresence.base.problems import FieldError, InvalidInput

# The demo's, which its documentation tells everybody.
OUR_OWN = frozenset({"omnipresence-demo", "omnipresence"})


def hash_new_password(user: User, password: str, field: str) -> str:
    """What is stored of a new password; raises InvalidInput at /`field` for a weak one."""
    organization = user.organization
    words = {user.email, user.email.partition("@")[0], user.name, organization.slug, organization.name}
    fault = rules.password_fault(password, words, _common())
    if fault:
        raise InvalidInput(errors=[FieldError(f"/{field}", fault.code, fault.detail)])
    return make_password(password)


@cache
def _common() -> frozenset[str]:
    # Django's list of 20,000 that were found in breaches.
    return frozenset(CommonPasswordValidator().passwords) | OUR_OWN
