"""What the database itself refuses, whatever the application does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from omnipresence.audit.models import AuditLog
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.tenancy import UnscopedQuery
from omnipresence.presence.models import PresenceRecord
from omnipresence.roster.models import Participant
from support.cast import School

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    school = School()
    record_change(school.caller(school.olga), "participants", school.pupil.pk, "create", None, {"a": 1})
    return school


def logs(school: School) -> Any:
    return AuditLog.objects.for_organization(school.organization.pk)


def sql(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


WAYS: dict[str, Callable[[School], Any]] = {
    "queryset update": lambda school: logs(school).update(action="x"),
    "queryset delete": lambda school: logs(school).delete(),
    "save": lambda school: logs(school).first().save(),
    "instance delete": lambda school: logs(school).first().delete(),
    "bulk update": lambda school: logs(school).bulk_update([logs(school).first()], ["action"]),
    "UPDATE": lambda school: sql("UPDATE audit_logs SET action = 'x'"),
    "DELETE": lambda school: sql("DELETE FROM audit_logs"),
    "REPLACE": lambda school: sql(
        "REPLACE INTO audit_logs (id, organization_id, table_name, record_id, action, changed_by, changed_at,"
        " source_device) SELECT id, organization_id, 'x', record_id, action, changed_by, changed_at, source_device"
        " FROM audit_logs"
    ),
    "upsert": lambda school: AuditLog.objects.bulk_create(
        [logs(school).first()],
        update_conflicts=True,
        update_fields=["action"],
        **({} if connection.vendor == "mysql" else {"unique_fields": ["id"]}),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_statement_changes_or_deletes_an_audit_row(school: School, way: str) -> None:
    before = list(logs(school).values())
    with pytest.raises(DatabaseError), transaction.atomic():
        WAYS[way](school)
    assert list(logs(school).values()) == before


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_mariadb_refuses_to_truncate_the_audit_log() -> None:
    with pytest.raises(DatabaseError):
        sql("TRUNCATE TABLE audit_logs")


def test_the_database_keeps_one_record_per_participant_and_session(school: School) -> None:
    now = clock.now()

    def row(version: int) -> PresenceRecord:
        return PresenceRecord(
            organization=school.organization,
            session=school.session,
            participant=school.pupil,
            presence_state=school.states["present"],
            recorded_at=now,
            recorded_by=school.mina,
            source_device_id="",
            created_at=now,
            updated_at=now,
            version=version,
        )

    row(10_001).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        row(10_002).save()


def test_the_database_keeps_identifiers_unique_within_an_organization(school: School) -> None:
    now = clock.now()
    other = School("other")
    assert other.pupil.identifier == school.pupil.identifier
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.create(
            organization=school.organization,
            first_name="x",
            last_name="y",
            identifier=school.pupil.identifier,
            created_at=now,
            updated_at=now,
            version=10_003,
        )


@pytest.mark.mariadb
def test_the_database_refuses_a_record_of_a_session_that_does_not_exist(school: School) -> None:
    now = clock.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(
            "INSERT INTO presence_records (organization_id, session_id, participant_id, presence_state_id, recorded_at,"
            " recorded_by, source_device_id, extra_data, created_at, updated_at, version)"
            " VALUES (%s, 999999, %s, %s, %s, %s, '', '{}', %s, %s, 1)",
            school.organization.pk,
            school.pupil.pk,
            school.states["present"].pk,
            now,
            school.mina.pk,
            now,
            now,
        )


UNSCOPED: dict[str, Callable[[], Any]] = {
    "list": lambda: list(Participant.objects.all()),
    "get": lambda: Participant.objects.get(pk=1),
    "first": lambda: Participant.objects.first(),
    "filter": lambda: list(Participant.objects.filter(first_name="x")),
    "exclude": lambda: list(Participant.objects.exclude(first_name="x")),
    "values": lambda: list(Participant.objects.values("id")),
    "values_list": lambda: list(Participant.objects.values_list("id")),
    "count": lambda: Participant.objects.count(),
    "exists": lambda: Participant.objects.filter(pk=1).exists(),
    "aggregate": lambda: Participant.objects.aggregate(),
    "iterator": lambda: list(Participant.objects.iterator()),
    "update": lambda: Participant.objects.update(first_name="x"),
    "delete": lambda: Participant.objects.all().delete(),
    "in_bulk": lambda: Participant.objects.in_bulk([1]),
    "earliest": lambda: Participant.objects.earliest("id"),
    "get_or_create": lambda: Participant.objects.get_or_create(pk=1),
    "slice": lambda: list(Participant.objects.all()[:1]),
    "union": lambda: list(Participant.objects.all().union(Participant.objects.all())),
    "subquery": lambda: list(
        PresenceRecord.objects.for_organization(1).filter(participant__in=Participant.objects.all())
    ),
    "explain": lambda: Participant.objects.all().explain(),
    "no reason": lambda: list(Participant.objects.across_organizations("")),
}


@pytest.mark.parametrize("way", UNSCOPED)
def test_a_query_that_names_no_organization_does_not_run(way: str) -> None:
    with pytest.raises(UnscopedQuery):
        UNSCOPED[way]()


def test_a_query_that_names_its_organization_sees_only_that(school: School) -> None:
    other = School("other")
    seen = Participant.objects.for_organization(school.organization.pk)
    assert set(seen.filter(identifier="P0000").values_list("pk", flat=True)) == {school.pupil.pk}
    assert not seen.filter(pk=other.pupil.pk).exists()
    assert seen.count() == len(school.participants)
