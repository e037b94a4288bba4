"""Wire shapes and filters of timetables."""

import re
from datetime import date, time, timedelta
from typing import Any

from rest_framework import serializers

from omnipresence.base import values
from omnipresence.base.filters import ApiFilterSet, FlagFilter, IdFilter, SearchFilter
from omnipresence.base.inputs import Day, Exact, Flag, Id, Input, Text
from omnipresence.base.values import BadValue
from omnipresence.schedule.serializers import SessionOut

CLOCK = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"
MAX_DAYS = 500
YEAR = 366
CLOCK_CHANGES = ("gap", "overlap")


def read_time(value: object) -> time:
    """A time of day, HH:MM."""
    if not isinstance(value, str) or re.fullmatch(CLOCK, value, re.ASCII) is None:
        raise BadValue("format", "This must be a time of day such as 08:30.")
    return time.fromisoformat(value)


def read_days(value: object) -> list[str]:
    """Days in order, each once, as they are kept."""
    if not isinstance(value, list) or len(value) > MAX_DAYS:
        raise BadValue("type", f"This must be a list of at most {MAX_DAYS} days.")
    return sorted({values.read_day(one).isoformat() for one in value})


class TimeOfDay(Exact):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_time, {"type": "string", "pattern": CLOCK}, **kwargs)


class Days(Exact):
    def __init__(self, **kwargs: Any) -> None:
        schema = {"type": "array", "items": {"type": "string", "format": "date"}, "maxItems": MAX_DAYS}
        super().__init__(read_days, schema, **kwargs)


class TimetableChangeIn(Input):
    """A timetable stays with its group, as its sessions do."""

    name = Text(max_length=255)
    rrule = Text(max_length=500, help_text="RFC 5545, such as FREQ=WEEKLY;BYDAY=MO,WE; by day, not by hour.")
    starts_on = Day(help_text="From when on; also what INTERVAL and COUNT count from.")
    start_time = TimeOfDay(help_text="By the clock in the organization's time zone.")
    end_time = TimeOfDay(help_text="At or before the start: on the next day.")
    until = Day(required=False, allow_null=True, help_text="The last day.")
    exceptions = Days(required=False, help_text="Days without a session.")
    extra_dates = Days(required=False, help_text="Further days with one.")
    is_active = Flag(required=False, help_text="False: plans no more sessions; those that are there stay.")


class TimetableIn(TimetableChangeIn):
    group = Id()


class PreviewIn(TimetableIn):
    """A timetable, and which days to look at; from its start on for a year, when they are left out."""

    def get_fields(self) -> Any:
        # `from` is a word of the language, so these two cannot be written as attributes.
        return {**super().get_fields(), "from": Day(required=False), "to": Day(required=False)}


class RangeIn(Input):
    def get_fields(self) -> Any:
        return {**super().get_fields(), "from": Day(), "to": Day()}


def range_of(given: dict[str, Any], starts_on: Any = None) -> tuple[date, date]:
    """The days that a body asks for; raises a validation error where they are in the wrong order."""
    first: date = given.pop("from", None) or starts_on
    last: date = given.pop("to", None) or first + timedelta(days=YEAR)
    if last < first:
        raise serializers.ValidationError({"to": serializers.ErrorDetail("This is before `from`.", "order")})
    return first, last


class TimetableOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    group = serializers.IntegerField()
    name = serializers.CharField()
    rrule = serializers.CharField()
    starts_on = serializers.DateField()
    start_time = serializers.CharField(help_text="HH:MM")
    end_time = serializers.CharField(help_text="HH:MM")
    until = serializers.DateField(allow_null=True)
    exceptions = serializers.ListField(child=serializers.DateField())
    extra_dates = serializers.ListField(child=serializers.DateField())
    is_active = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class ClashOut(serializers.Serializer[Any]):
    session = serializers.IntegerField()
    name = serializers.CharField()


class OccurrenceOut(serializers.Serializer[Any]):
    occurs_on = serializers.DateField()
    scheduled_start_at = serializers.DateTimeField()
    scheduled_end_at = serializers.DateTimeField()
    local_start = serializers.DateTimeField(help_text="The same by the organization's clock.")
    local_end = serializers.DateTimeField()
    clock_change = serializers.ChoiceField(
        CLOCK_CHANGES,
        allow_null=True,
        help_text="gap: clocks go forward over this time, which is moved by as much. overlap: it comes twice, and its "
        "first coming is meant.",
    )
    clashes = ClashOut(many=True, help_text="Other sessions of the group at that time.")


class PreviewOut(serializers.Serializer[Any]):
    time_zone = serializers.CharField()
    truncated = serializers.BooleanField(help_text="There would be more than these 1,000.")
    occurrences = OccurrenceOut(many=True)


class CreatedOut(serializers.Serializer[Any]):
    existing = serializers.IntegerField(help_text="Days that had their session already, or had it deleted by hand.")
    sessions = SessionOut(many=True, help_text="Those that were made.")


class TimetableFilters(ApiFilterSet):
    group = IdFilter(field_name="group_id")
    is_active = FlagFilter()
    search = SearchFilter(["name"])
