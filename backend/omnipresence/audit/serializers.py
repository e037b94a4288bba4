"""Wire shapes and filters of the audit log."""

from typing import Any

from rest_framework import serializers

from omnipresence.base.filters import (
    ApiFilterSet,
    ChoiceFilter,
    IdFilter,
    IdsFilter,
    MomentFilter,
    TextFilter,
)

ACTIONS = ("create", "update", "delete")


class AuditLogOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    table_name = serializers.CharField()
    record_id = serializers.IntegerField()
    action = serializers.ChoiceField(ACTIONS)
    changed_by = serializers.IntegerField()
    changed_by_name = serializers.CharField()
    old_values = serializers.DictField(allow_null=True)
    new_values = serializers.DictField(allow_null=True)
    changed_at = serializers.DateTimeField()
    source_device = serializers.CharField()


class FormatFilter(ChoiceFilter):
    """The form of a file, which leaves the rows as they are."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs


class AuditLogFilters(ApiFilterSet):
    table_name = TextFilter()
    record_id = IdsFilter()
    action = ChoiceFilter(ACTIONS)
    changed_by = IdFilter(field_name="changed_by_id")
    source_device = TextFilter()
    changed_at__gte = MomentFilter(field_name="changed_at", lookup_expr="gte")
    changed_at__lte = MomentFilter(field_name="changed_at", lookup_expr="lte")


class AuditExportFilters(AuditLogFilters):
    others = frozenset()
    format = FormatFilter(("csv", "ndjson"))
