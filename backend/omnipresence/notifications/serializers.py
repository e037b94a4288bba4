"""Wire shapes and filters of notifications."""

from typing import Any

from rest_framework import serializers

from omnipresence.base.filters import ApiFilterSet, ChoiceFilter, FlagFilter
from omnipresence.base.inputs import Flag, Input, Number, Pattern

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


RULE_TYPES = ("absence", "conflict", "data_quality")
AUDIENCES = ("administrators", "managers")


class NotificationRuleChangeIn(Input):
    threshold = Number(min_value=1, max_value=1000, required=False, help_text="So many absences; for `absence` alone.")
    within_days = Number(
        min_value=1, max_value=366, required=False, help_text="Within so many days; for `absence` alone."
    )
    audience = Pattern("|".join(AUDIENCES), max_length=20, required=False, help_text="`managers`: these too.")
    is_active = Flag(required=False)


class NotificationRuleIn(NotificationRuleChangeIn):
    notification_type = Pattern("|".join(RULE_TYPES), max_length=50)


class NotificationRuleOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    notification_type = serializers.ChoiceField(RULE_TYPES)
    threshold = serializers.IntegerField(allow_null=True)
    within_days = serializers.IntegerField(allow_null=True)
    audience = serializers.ChoiceField(AUDIENCES)
    is_active = serializers.BooleanField(help_text="False: nobody is told.")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class NotificationRuleFilters(ApiFilterSet):
    notification_type = ChoiceFilter(RULE_TYPES)
    is_active = FlagFilter()


class PreferencesIn(Input):
    absence = Flag(required=False)
    conflict = Flag(required=False)
    data_quality = Flag(required=False)


class PreferencesOut(serializers.Serializer[Any]):
    absence = serializers.BooleanField(help_text="Whether the caller wants to be told.")
    conflict = serializers.BooleanField()
    data_quality = serializers.BooleanField()
