"""Who may have done what a batch brings: the caller, and those whose grants for this tablet come with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from omnipresence.accounts.devices import ACTIVE
from omnipresence.accounts.grants import read_grant
from omnipresence.accounts.models import Role
from omnipresence.accounts.problems import DeviceRevoked
from omnipresence.audit.models import AuditLog
from omnipresence.base import problems
from omnipresence.base.clock import from_milliseconds
from omnipresence.base.sql import listed, select
from omnipresence.presence.rules import Outcome
from omnipresence.sync.operations import Operation
from omnipresence.sync.services.batch import Batch, Item, operations_of
from omnipresence.sync.services.ledger import Result

WRITERS = frozenset({Role.ADMINISTRATOR, Role.FRONTLINE})


@dataclass(frozen=True, slots=True)
class Authors:
    """The roles of the users that a batch names, and since when those are gone who are inactive."""

    roles: dict[int, str]
    ended: dict[int, datetime | None]


def load_authors(batch: Batch, items: Sequence[Item]) -> Authors:
    """Read under the lock, with two statements at most; raises where caller or device were shut out meanwhile (I20)."""
    organization = batch.by.organization_id
    named = {operation.marked_by for operation in operations_of(items)} | {batch.by.user_id}
    users = select(
        "SELECT u.id, role, is_active, EXISTS (SELECT 1 FROM sync_devices d "
        "WHERE d.organization_id = u.organization_id AND d.id = %s AND d.status = %s), suspended_at, deleted_at "
        "FROM users u JOIN organizations o ON o.id = u.organization_id "
        f"WHERE u.organization_id = %s AND u.id IN {listed(named)}",
        [batch.device.pk, ACTIVE, organization],
    )
    rows = {pk: row for pk, *row in users}
    caller = rows.get(batch.by.user_id)
    if caller is None or not caller[1] or any(caller[3:]):
        raise problems.NotAuthenticated
    if not caller[2] and not batch.rescue:
        raise DeviceRevoked
    gone = [pk for pk, row in rows.items() if not row[1]]
    return Authors({pk: str(row[0]) for pk, row in rows.items()}, _ended(organization, gone) if gone else {})


def refusal_of_author(batch: Batch, item: Item, operation: Operation, authors: Authors) -> Result | None:
    """The result of an operation whose author may not have it taken, now or ever; None where nothing is wrong."""
    author = operation.marked_by
    if batch.adopting:
        return None if author in authors.roles else item.ends(Outcome.REJECTED, "forbidden")
    if batch.rescue:
        return None if authors.roles.get(author) in WRITERS else item.ends(Outcome.REJECTED, "forbidden")
    if author != batch.by.user_id and not _granted(batch, operation, authors):
        # Not final: the author may sign in on this tablet, or bring a grant.
        return item.ends(Outcome.RETRY, "needs_author")
    return None if authors.roles[author] in WRITERS else item.ends(Outcome.REJECTED, "forbidden")


def _granted(batch: Batch, operation: Operation, authors: Authors) -> bool:
    grant = read_grant(operation.grant) if operation.grant else None
    if grant is None or operation.marked_by not in authors.roles:
        return False
    holder = (grant.organization_id, grant.user_id, grant.device)
    if holder != (batch.by.organization_id, operation.marked_by, batch.device.device_uuid):
        return False
    if operation.marked_by not in authors.ended:
        return True
    # Deactivated since: what they did before still counts.
    end = authors.ended[operation.marked_by]
    return end is not None and from_milliseconds(operation.marked_at) + batch.skew <= end


def _ended(organization_id: int, user_ids: Sequence[int]) -> dict[int, datetime | None]:
    """When these users were deactivated, as the audit log has it; None where it does not say."""
    logs = AuditLog.objects.for_organization(organization_id).filter(
        table_name="users", record_id__in=user_ids, new_values__is_active=False
    )
    told = dict(logs.values_list("record_id").annotate(Max("changed_at")))
    return {user_id: told.get(user_id) for user_id in user_ids}
