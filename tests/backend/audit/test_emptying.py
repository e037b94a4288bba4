"""The audit trail refuses deletion in every test that commits, and yet each such test starts empty."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from omnipresence.accounts.models import Organization, User
from omnipresence.audit.models import AuditLog

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def trail_of_one_step() -> AuditLog:
    olga = User.objects.create(
        organization=Organization.objects.create(
            name="Olga's school", slug="olga", domain_type="school", created_at=NOW, updated_at=NOW
        ),
        email="olga@example.com",
        role="administrator",
        created_at=NOW,
        updated_at=NOW,
    )
    return AuditLog.objects.create(
        organization_id=olga.organization_id,
        table_name="users",
        record_id=olga.id,
        action="create",
        changed_by=olga,
        changed_at=NOW,
        source_device="",
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "after a test that committed"])
def test_it_starts_empty_and_refuses_deletion(turn: str) -> None:
    everything = AuditLog.objects.across_organizations("the table must be empty for everybody")
    assert not everything.exists()
    trail_of_one_step()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_logs")
    assert everything.count() == 1
