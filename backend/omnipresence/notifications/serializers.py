"""Wire shapes and filters of notifications."""

from typing import Any

from rest_framework import serializers

from omnipresence.base.filters import ApiFilterSet, ChoiceFilter, FlagFilter

TYPES = ("absence", "conflict", "data_quality", "security")


class NotificationOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    notification_type = serializers.ChoiceField(TYPES)
    title = serializers.CharField()
    message = serializers.CharField()
    link = serializers.CharField(allow_null=True)
    is_read = serializers.BooleanField()
    read_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class ReadAllOut(serializers.Serializer[Any]):
    read = serializers.IntegerField(min_value=0, help_text="How many had not been read before.")


class NotificationFilters(ApiFilterSet):
    notification_type = ChoiceFilter(TYPES)
    is_read = FlagFilter()
