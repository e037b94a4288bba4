"""Wire shapes and queries of reports."""

import types
from functools import cache
from typing import Any

from rest_framework import serializers

from omnipresence.base.filters import (
    ApiFilter,
    ApiFilterSet,
    ChoiceFilter,
    DayFilter,
    FlagFilter,
    IdFilter,
    IdsFilter,
    NumberFilter,
    TextFilter,
)
from omnipresence.reports.badges import SIZES
from omnipresence.reports.selectors.badges import ORDERS

FORMATS = ("json", "csv", "pdf")
BY = ("participant", "group", "session", "state")
INTERVALS = ("day", "week", "month")
LIMIT, LIMIT_MAX, OFFSET_MAX = 1000, 10_000, 10_000_000
NULLABLE: dict[str, Any] = {"allow_null": True}


def query(name: str, **filters: ApiFilter) -> type[ApiFilterSet]:
    """The parameters of one report, with those that every report has."""
    common = {
        "format": ChoiceFilter(FORMATS),
        "limit": NumberFilter(1, LIMIT_MAX, LIMIT),
        "offset": NumberFilter(0, OFFSET_MAX, 0),
    }
    attributes = {"others": frozenset(), **filters, **common}
    # Made by a call: `from` is a word of the language, and no attribute can be written with it.
    return types.new_class(f"{name}Query", (ApiFilterSet,), exec_body=lambda body: body.update(attributes))


def days() -> dict[str, ApiFilter]:
    """`?from=2026-01-01&to=2026-01-31`, both included, by the organization's clock."""
    return {"from": DayFilter(), "to": DayFilter()}


def a_group() -> dict[str, ApiFilter]:
    """`?group=7&subgroups=true`."""
    return {"group": IdFilter(), "subgroups": FlagFilter()}


TodayQuery = query("Today", **{"date": DayFilter()}, **a_group())
SessionQuery = query("Session", session=IdFilter())
AbsenteesQuery = query("Absentees", session=IdFilter(), unmarked=FlagFilter())
UnseenQuery = query("Unseen", **days(), **a_group())
AttendanceQuery = query(
    "Attendance",
    by=ChoiceFilter(BY),
    **days(),
    **a_group(),
    participant=IdFilter(),
    session=IdFilter(),
    presence_state=TextFilter(),
)
BadgesQuery = query(
    "Badges", **a_group(), participant=IdsFilter(), size=ChoiceFilter(tuple(SIZES)), ordering=ChoiceFilter(ORDERS)
)
TrendsQuery = query("Trends", interval=ChoiceFilter(INTERVALS), **days(), **a_group(), compare=IdsFilter())


class ReportStateOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    color = serializers.CharField()
    counts_as = serializers.ChoiceField(["present", "absent", "other"])


class TallyOut(serializers.Serializer[Any]):
    states = serializers.DictField(child=serializers.IntegerField(), help_text="How many of each state, by code.")
    marked = serializers.IntegerField()
    present = serializers.IntegerField(help_text="How many count as present.")
    absent = serializers.IntegerField(help_text="How many count as absent.")
    rate = serializers.FloatField(**NULLABLE, help_text="present / (present + absent); null where both are 0.")


class SessionHeadOut(serializers.Serializer[Any]):
    session = serializers.IntegerField()
    session_name = serializers.CharField()
    group = serializers.IntegerField()
    group_name = serializers.CharField()
    scheduled_start_at = serializers.DateTimeField()
    scheduled_end_at = serializers.DateTimeField()


class TodayRowOut(SessionHeadOut, TallyOut):
    status = serializers.ChoiceField(["scheduled", "in_progress", "completed"])
    members = serializers.IntegerField()
    unmarked = serializers.IntegerField(help_text="Members of whom nothing is recorded.")


class PersonRowOut(serializers.Serializer[Any]):
    participant = serializers.IntegerField()
    identifier = serializers.CharField()
    name = serializers.CharField()
    is_member = serializers.BooleanField()
    presence_state = serializers.CharField(**NULLABLE)
    state_label = serializers.CharField(**NULLABLE)
    counts_as = serializers.ChoiceField(["present", "absent", "other", "unmarked"])
    recorded_at = serializers.DateTimeField(**NULLABLE)
    recorded_by = serializers.IntegerField(**NULLABLE)
    recorded_by_name = serializers.CharField(**NULLABLE)
    note = serializers.CharField()


class UnseenRowOut(serializers.Serializer[Any]):
    participant = serializers.IntegerField()
    identifier = serializers.CharField()
    name = serializers.CharField()
    last_seen_at = serializers.DateTimeField(**NULLABLE, help_text="Start of the last session with presence.")


class BadgeRowOut(serializers.Serializer[Any]):
    participant = serializers.IntegerField()
    identifier = serializers.CharField(help_text="What the QR code says; empty: no badge can be printed.")
    name = serializers.CharField()
    group = serializers.CharField(
        **NULLABLE, help_text="The first by name of the groups, among those asked for, that the person is in."
    )


class AttendanceRowOut(serializers.Serializer[Any]):
    """What is counted, by `by`, and its counts: the fields of a participant, a group, a session or a state."""

    participant = serializers.IntegerField(required=False)
    identifier = serializers.CharField(required=False)
    name = serializers.CharField(required=False)
    group = serializers.IntegerField(required=False)
    group_name = serializers.CharField(required=False)
    session = serializers.IntegerField(required=False)
    session_name = serializers.CharField(required=False)
    scheduled_start_at = serializers.DateTimeField(required=False)
    scheduled_end_at = serializers.DateTimeField(required=False)
    presence_state = serializers.CharField(required=False)
    state_label = serializers.CharField(required=False)
    counts_as = serializers.CharField(required=False)
    count = serializers.IntegerField(required=False)
    states = serializers.DictField(child=serializers.IntegerField(), required=False)
    marked = serializers.IntegerField(required=False)
    present = serializers.IntegerField(required=False)
    absent = serializers.IntegerField(required=False)
    rate = serializers.FloatField(**NULLABLE, required=False)


class TrendRowOut(TallyOut):
    period = serializers.DateField(help_text="The first day of the period.")
    group = serializers.IntegerField(**NULLABLE)
    group_name = serializers.CharField(**NULLABLE)


@cache
def report_of(row: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """The serializer of a report's JSON."""
    fields = {
        "__doc__": "A report: its rows, and what they are about.",
        "report": serializers.CharField(),
        "title": serializers.CharField(),
        "from": serializers.DateField(),
        "to": serializers.DateField(),
        "time_zone": serializers.CharField(),
        "generated_at": serializers.DateTimeField(),
        "states": ReportStateOut(many=True, help_text="The states that occur, in order."),
        "total": serializers.IntegerField(help_text="How many rows there are; `limit` and `offset` show a part."),
        "results": row(many=True),
    }
    return type(f"{row.__name__.removesuffix('RowOut')}ReportOut", (serializers.Serializer,), fields)
