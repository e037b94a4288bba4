"""Sessions, the timetables that plan them, and the calendars that show them."""

from django.db import models

from omnipresence.base.fields import FixedBytesField, UnsignedBigIntegerField
from omnipresence.base.models import TenantModel, Timestamped, Versioned


class Session(TenantModel, Timestamped, Versioned):
    """A lesson, a service, a talk: something of one group, at a time, at which presence is recorded."""

    group = models.ForeignKey("roster.Group", on_delete=models.PROTECT, related_name="sessions", db_index=False)
    name = models.CharField(max_length=255)
    scheduled_start_at = models.DateTimeField()
    scheduled_end_at = models.DateTimeField()
    actual_start_at = models.DateTimeField(null=True)
    actual_end_at = models.DateTimeField(null=True)
    extra_data = models.JSONField(default=dict)

    class Meta:
        db_table = "sessions"
        constraints = [
            models.UniqueConstraint(fields=["organization", "version"], name="sessions_organization_version")
        ]
        indexes = [
            models.Index(fields=["organization"], name="sessions_organization"),
            models.Index(fields=["group"], name="sessions_group"),
            models.Index(fields=["scheduled_start_at"], name="sessions_scheduled_start_at"),
        ]


class Timetable(TenantModel, Timestamped, Versioned):
    """When a group meets again and again: a rule of RFC 5545 by the organization's clock on the wall.

    `exceptions` and `extra_dates` are lists of days, as YYYY-MM-DD.
    """

    group = models.ForeignKey("roster.Group", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    rrule = models.CharField(max_length=500)
    starts_on = models.DateField()
    start_time = models.TimeField()
    end_time = models.TimeField()
    until = models.DateField(null=True)
    exceptions = models.JSONField(default=list)
    extra_dates = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "timetables"
        constraints = [
            models.UniqueConstraint(fields=["organization", "version"], name="timetables_organization_version")
        ]


class TimetableOccurrence(TenantModel):
    """Which session stands for a day of a timetable, so that no day gets two.

    `session_version` is the session's as the timetable wrote it: while they agree, nobody else touched it. `session` is
    null once somebody deleted it by hand: then the day stays free.
    """

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="occurrences", db_index=False)
    occurs_on = models.DateField()
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, related_name="+")
    session_version = UnsignedBigIntegerField()

    class Meta:
        db_table = "timetable_occurrences"
        constraints = [
            models.UniqueConstraint(fields=["timetable", "occurs_on"], name="timetable_occurrences_timetable_day")
        ]


class GroupCalendar(TenantModel):
    """The secret link under which calendars read a group's sessions. The token itself is never stored."""

    group = models.OneToOneField("roster.Group", on_delete=models.CASCADE, related_name="+")
    token_hash = FixedBytesField(length=32, unique=True)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_column="created_by")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "group_calendars"
