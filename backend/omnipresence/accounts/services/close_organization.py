"""The operator's hold on an organization: suspended or deleted, nobody gets in any more (R7.5, security item 8)."""

from typing import Literal

from omnipresence.accounts import selectors
from omnipresence.accounts.models import Organization
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.rows import change
from omnipresence.base.writes import Versions, write

Action = Literal["suspend", "resume", "delete", "restore"]
COLUMNS = {"suspend": "suspended_at", "resume": "suspended_at", "delete": "deleted_at", "restore": "deleted_at"}


def close_organization(organization: Organization, action: Action) -> Organization:
    """Suspend or delete an organization, or take that back. Nothing of its data changes.

    It takes the organization's counter: a batch that was let in before is either committed by then, or refused. The
    audit log wants a user for every change; the operator is none, so it is the organization's first one, and the
    source says `operator`.
    """

    def work(_: Versions) -> Organization:
        row = selectors.get_organization(organization.pk)
        column, now = COLUMNS[action], clock.now()
        shut = action in {"suspend", "delete"}
        if shut and getattr(row, column) is not None:
            return row
        old, new = change(row, {column: now if shut else None})
        if new:
            row.updated_at = now
            row.save(update_fields=[column, "updated_at"])
            first = selectors.users(row.pk).order_by("pk").first()
            if first is not None:
                by = Caller(row.pk, first.pk, first.role, device="operator")
                record_change(by, "organizations", row.pk, "update", old, new)
        return row

    return write(organization.pk, work)
