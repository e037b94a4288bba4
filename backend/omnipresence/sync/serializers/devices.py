"""Wire shapes of devices, their history, and receipts."""

from typing import Any

from rest_framework import serializers

from omnipresence.base.filters import ApiFilterSet, ChoiceFilter
from omnipresence.base.inputs import Input, Text
from omnipresence.presence.rules import Outcome
from omnipresence.sync.serializers.wire import REASONS

STATUSES = ("active", "revoked")
NULLABLE: dict[str, Any] = {"allow_null": True}


class DeviceOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    device_uuid = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    status = serializers.ChoiceField(STATUSES)
    last_user = serializers.IntegerField(**NULLABLE)
    last_user_name = serializers.CharField()
    last_seen_at = serializers.DateTimeField(**NULLABLE)
    waiting_reported = serializers.IntegerField(help_text="How many marks waited on it when it was seen last.")
    oldest_waiting_at = serializers.DateTimeField(**NULLABLE)
    app_version = serializers.CharField()
    protocol = serializers.IntegerField()
    clock_offset_ms = serializers.IntegerField(help_text="Server minus device.")
    created_at = serializers.DateTimeField()


class DevicePatch(Input):
    label = Text(max_length=100, required=False)  # type: ignore[assignment]


class DeviceFilters(ApiFilterSet):
    status = ChoiceFilter(STATUSES)


OUTCOMES = tuple(outcome.value for outcome in Outcome if outcome is not Outcome.RETRY)


class OperationFilters(ApiFilterSet):
    outcome = ChoiceFilter(OUTCOMES)


class OperationOut(serializers.Serializer[Any]):
    """One operation of a device and how it ended."""

    op_id = serializers.CharField()
    seq_no = serializers.IntegerField(help_text="The device's own counter; 0 where it could not be read.")
    batch_id = serializers.CharField()
    kind = serializers.CharField()
    session = serializers.IntegerField(**NULLABLE)
    participant = serializers.IntegerField(**NULLABLE)
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    reason = serializers.ChoiceField(choices=REASONS, **NULLABLE)
    detail = serializers.CharField(**NULLABLE)
    version = serializers.IntegerField()
    conflict_id = serializers.IntegerField(**NULLABLE)
    recorded_for = serializers.IntegerField(help_text="Id of the user who did it.")
    uploaded_by = serializers.IntegerField(help_text="Id of the user whose sign-in sent it.")
    received_at = serializers.DateTimeField()
    payload = serializers.CharField(help_text="The operation as it came: JSON, as text.")


class ReceiptDeviceOut(serializers.Serializer[Any]):
    device_uuid = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    operations = serializers.IntegerField()
    last_received_at = serializers.DateTimeField()


class ReceiptOut(serializers.Serializer[Any]):
    """What the server holds of a session."""

    session = serializers.IntegerField()
    records = serializers.IntegerField(help_text="Presence records that stand.")
    marked = serializers.IntegerField(help_text="People with a record or an open question.")
    in_question = serializers.IntegerField(help_text="People with an open question.")
    by_device = ReceiptDeviceOut(many=True)
