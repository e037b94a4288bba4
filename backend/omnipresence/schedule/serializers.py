"""Wire shapes and filters of sessions."""

from typing import Any

from rest_framework import serializers

from omnipresence.base.filters import ApiFilterSet, ChoiceFilter, IdFilter, MomentFilter, SearchFilter
from omnipresence.base.inputs import Data, Id, Input, Moment, Text

STATUSES = ("scheduled", "in_progress", "completed")


class StatusFilter(ChoiceFilter):
    """`?status=in_progress`, in the terms of the times that it follows from."""

    def filter(self, qs: Any, value: Any) -> Any:
        if value is None:
            return qs
        if value == "completed":
            return qs.filter(actual_end_at__isnull=False)
        return qs.filter(actual_end_at=None, actual_start_at__isnull=value == "scheduled")


class SessionIn(Input):
    group = Id()
    name = Text(max_length=255)
    scheduled_start_at = Moment()
    scheduled_end_at = Moment()
    extra_data = Data(required=False)


class SessionChangeIn(Input):
    """A session stays with its group: the presence recorded in it is that group's."""

    name = Text(max_length=255)
    scheduled_start_at = Moment()
    scheduled_end_at = Moment()
    actual_start_at = Moment(allow_null=True)
    actual_end_at = Moment(allow_null=True)
    extra_data = Data()


class SessionOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    group = serializers.IntegerField()
    name = serializers.CharField()
    scheduled_start_at = serializers.DateTimeField()
    scheduled_end_at = serializers.DateTimeField()
    actual_start_at = serializers.DateTimeField(allow_null=True)
    actual_end_at = serializers.DateTimeField(allow_null=True)
    status = serializers.ChoiceField(STATUSES)
    extra_data = serializers.DictField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class SessionFilters(ApiFilterSet):
    group = IdFilter(field_name="group_id")
    status = StatusFilter(STATUSES)
    scheduled_start_at__gte = MomentFilter(field_name="scheduled_start_at", lookup_expr="gte")
    scheduled_start_at__lt = MomentFilter(field_name="scheduled_start_at", lookup_expr="lt")
    search = SearchFilter(["name"])
