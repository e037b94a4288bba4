"""What the contract promises and what rows look like are the same thing."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from omnipresence.accounts.domains.selectors import shipped_domains
from omnipresence.accounts.domains.serializers import DomainBriefOut, DomainOut
from omnipresence.accounts.domains.shapes import brief_domain_json, domain_json
from omnipresence.accounts.models import Organization, SyncDevice, User
from omnipresence.accounts.serializers.profile import MeOut, OrganizationOut
from omnipresence.accounts.shapes import me_json, organization_json
from omnipresence.audit.models import AuditLog
from omnipresence.audit.serializers import AuditLogOut
from omnipresence.audit.shapes import audit_log_json
from omnipresence.imports.models import Import, ImportRow
from omnipresence.imports.serializers import ImportOut, ImportRowOut
from omnipresence.imports.shapes import import_json, import_row_json
from omnipresence.notifications.models import Notification, NotificationRule
from omnipresence.notifications.serializers import NotificationOut, NotificationRuleOut, PreferencesOut
from omnipresence.notifications.shapes import notification_json, notification_rule_json, preferences_json
from omnipresence.presence.models import PresenceRecord, PresenceState, SyncConflict
from omnipresence.presence.serializers import PresenceRecordOut, PresenceStateOut, SyncConflictOut
from omnipresence.presence.shapes import presence_record_json, presence_state_json, sync_conflict_json
from omnipresence.roster.models import Group, GroupMembership, Participant
from omnipresence.roster.serializers import GroupMembershipOut, GroupOut, ParticipantOut
from omnipresence.roster.shapes import group_json, group_membership_json, participant_json
from omnipresence.schedule.models import Session, Timetable
from omnipresence.schedule.serializers import SessionOut
from omnipresence.schedule.shapes import session_json
from omnipresence.schedule.timetables.serializers import TimetableOut
from omnipresence.schedule.timetables.shapes import timetable_json
from omnipresence.sync.models import SyncOperation
from omnipresence.sync.serializers.devices import DeviceOut, OperationOut
from omnipresence.sync.shapes import device_json, operation_json
from omnipresence.webhooks.models import Webhook, WebhookDelivery
from omnipresence.webhooks.serializers import DeliveryOut, DeliveryWithPayloadOut, WebhookOut
from omnipresence.webhooks.shapes import delivery_json, webhook_json, whole_delivery_json

NOW = datetime(2026, 11, 23, 8, 30, 0, 5, tzinfo=UTC)
STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
HOUSE = Organization(pk=1, slug="a", name="A", domain_type="education", **STAMPS)
USER = User(pk=2, organization=HOUSE, email="a@example.com", name="", role="manager", **STAMPS)
EDUCATION = shipped_domains()["education"]
TIMETABLE = Timetable(pk=1, starts_on=date(2026, 1, 5), start_time=time(8), end_time=time(9), version=7, **STAMPS)

CASES = [
    (me_json(USER, EDUCATION), MeOut),
    (organization_json(HOUSE, EDUCATION), OrganizationOut),
    (domain_json(EDUCATION), DomainOut),
    (brief_domain_json(EDUCATION), DomainBriefOut),
    (
        participant_json(Participant(pk=1, date_of_birth=date(2014, 2, 28), version=7, **STAMPS)),
        ParticipantOut,
    ),
    (group_json(Group(pk=1, version=7, **STAMPS)), GroupOut),
    (group_membership_json(GroupMembership(pk=1, joined_at=NOW, version=7)), GroupMembershipOut),
    (session_json(Session(pk=1, scheduled_start_at=NOW, scheduled_end_at=NOW, version=7, **STAMPS)), SessionOut),
    (presence_state_json(PresenceState(pk=1, organization=HOUSE, version=7, **STAMPS)), PresenceStateOut),
    (presence_record_json(PresenceRecord(pk=1, recorded_at=NOW, version=7, **STAMPS), "present"), PresenceRecordOut),
    (sync_conflict_json(SyncConflict(pk=1, created_at=NOW, version=7)), SyncConflictOut),
    (audit_log_json(AuditLog(pk=1, changed_by=USER, changed_at=NOW)), AuditLogOut),
    (device_json(SyncDevice(pk=1, device_uuid="u", **STAMPS)), DeviceOut),
    (
        operation_json(SyncOperation(op_id=bytes(16), batch_id=bytes(16), received_at=NOW)),
        OperationOut,
    ),
    (import_json(Import(pk=1, **STAMPS)), ImportOut),
    (import_row_json(ImportRow(pk=1, number=2)), ImportRowOut),
    (notification_json(Notification(pk=1, created_at=NOW)), NotificationOut),
    (notification_rule_json(NotificationRule(pk=1, version=7, **STAMPS)), NotificationRuleOut),
    (preferences_json({}), PreferencesOut),
    (timetable_json(TIMETABLE), TimetableOut),
    (webhook_json(Webhook(pk=1, **STAMPS)), WebhookOut),
    (delivery_json(WebhookDelivery(pk=1, created_at=NOW)), DeliveryOut),
    (whole_delivery_json(WebhookDelivery(pk=1, payload="{}", created_at=NOW)), DeliveryWithPayloadOut),
]


@pytest.mark.parametrize(("shape", "promised"), CASES, ids=lambda case: getattr(case, "__name__", ""))
def test_shapes_hold_what_the_contract_promises(shape: dict[str, Any], promised: Any) -> None:
    assert list(shape) == list(promised().fields)


def test_moments_are_written_in_utc_with_all_their_microseconds() -> None:
    assert CASES[1][0]["created_at"] == "2026-11-23T08:30:00.000005Z"


def test_who_has_no_name_is_shown_by_address() -> None:
    assert audit_log_json(AuditLog(pk=1, changed_by=USER, changed_at=NOW))["changed_by_name"] == "a@example.com"
