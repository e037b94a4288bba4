"""Wire shapes of the quarantine tray and of rescued queues."""

from typing import Any

from rest_framework import serializers

from omnipresence.base.filters import ApiFilterSet, FlagFilter
from omnipresence.sync.envelope import MAX_OPS
from omnipresence.sync.rules import ADOPTED
from omnipresence.sync.serializers.wire import OperationIn, ResultOut

NULLABLE: dict[str, Any] = {"allow_null": True}


class SetAsideIn(serializers.Serializer[None]):
    device_id = serializers.UUIDField()
    op = serializers.JSONField(help_text="Any JSON value; it is kept as it came.")


class RescueIn(serializers.Serializer[None]):
    device_id = serializers.UUIDField(help_text="The tablet that the file came from.")
    exported_by = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    ops = serializers.ListField(child=OperationIn(), max_length=MAX_OPS)


class RescuedOut(serializers.Serializer[None]):
    results = ResultOut(many=True)


class QuarantineOut(serializers.Serializer[Any]):
    """An operation that was refused or could not be processed, as it came."""

    id = serializers.IntegerField()
    device = serializers.IntegerField()
    user = serializers.IntegerField()
    user_name = serializers.CharField()
    reason = serializers.CharField()
    payload = serializers.CharField(help_text="JSON, as text.")
    received_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(
        choices=[outcome.value for outcome in ADOPTED], help_text="What became of it when it was adopted.", **NULLABLE
    )
    handled_at = serializers.DateTimeField(**NULLABLE)
    handled_by = serializers.IntegerField(**NULLABLE)


class HandledFilter(FlagFilter):
    """`?handled=false`: what still waits for somebody."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs if value is None else qs.filter(handled_at__isnull=not value)


class QuarantineFilters(ApiFilterSet):
    handled = HandledFilter()
