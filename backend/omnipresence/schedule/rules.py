"""Decisions on sessions, on plain values."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

# When a session really started and ended.
Times = tuple[datetime | None, datetime | None]


class Status(StrEnum):
    """Where a session stands. It follows from when the session really started and ended, never from the clock:
    a tablet without a network shows the same."""

    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


def status(actual_start_at: datetime | None, actual_end_at: datetime | None) -> Status:
    """The status that these times mean."""
    if actual_end_at is not None:
        return Status.COMPLETED
    return Status.SCHEDULED if actual_start_at is None else Status.IN_PROGRESS


def strike(kind: str, scheduled_start_at: datetime, actual: Times, at: datetime) -> Times:
    """The actual times after somebody started or ended the session at `at`; the same as before where that is known.

    Tablets report this late and in any order, so the end of a session that nobody started stands for both.
    """
    start, end = actual
    if kind == "start":
        return (start or at, end)
    if end is not None:
        return actual
    # Two clocks may disagree; an end before the start helps nobody.
    return (start or min(scheduled_start_at, at), max(at, start or at))


def take_back(actual: Times, before: Times, after: Times) -> Times | None:
    """The actual times without what a strike made of `before`; None where what it wrote (`after`) has been changed.

    A start is not taken back from under an end: a session that never started cannot have ended.
    """
    return before if actual == after and not (before[0] is None and before[1]) else None


def time_faults(times: Mapping[str, datetime | None]) -> dict[str, str]:
    """What is wrong with a session's four times, by the field to correct."""
    faults = {}
    planned_start, planned_end = times["scheduled_start_at"], times["scheduled_end_at"]
    if planned_start and planned_end and planned_end < planned_start:
        faults["scheduled_end_at"] = "A session cannot end before it starts."
    start, end = times.get("actual_start_at"), times.get("actual_end_at")
    if end and not start:
        faults["actual_end_at"] = "A session that never started cannot have ended."
    elif start and end and end < start:
        faults["actual_end_at"] = "A session cannot end before it starts."
    return faults
