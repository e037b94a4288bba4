"""A new organization with its first administrator, and further users."""

from omnipresence.accounts import rules
from omnipresence.accounts.models import Organization, Role, User
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.rows import columns
from omnipresence.base.writes import create_counter

# What nobody may read back, not even in the audit log.
SECRET = ("password_hash",)


def create_organization(
    *, slug: str, name: str, domain_type: str, time_zone: str, administrator: tuple[str, str], password_hash: str
) -> tuple[Organization, User]:
    """An organization and its first administrator (e-mail, name), in the caller's transaction.

    The administrator is on record as having made both.
    """
    now = clock.now()
    row = Organization.objects.create(
        slug=slug, name=name, domain_type=domain_type, time_zone=time_zone, created_at=now, updated_at=now
    )
    create_counter(row.pk)
    email, first_name = administrator
    first = _user(row.pk, email, Role.ADMINISTRATOR, first_name, password_hash)
    by = Caller(row.pk, first.pk, first.role, first.name)
    record_change(by, "organizations", row.pk, "create", None, columns(row))
    record_change(by, "users", first.pk, "create", None, columns(first, SECRET))
    return row, first


def create_user(by: Caller, *, email: str, role: str, name: str, password_hash: str) -> User:
    """A user of the caller's organization; in the caller's transaction."""
    row = _user(by.organization_id, email, Role(role), name, password_hash)
    record_change(by, "users", row.pk, "create", None, columns(row, SECRET))
    return row


def _user(organization_id: int, email: str, role: Role, name: str, password_hash: str) -> User:
    now = clock.now()
    return User.objects.create(
        organization_id=organization_id,
        email=rules.account_name(email),
        role=role,
        name=name,
        password=password_hash,
        created_at=now,
        updated_at=now,
    )
