"""Refusals about timetables."""

from omnipresence.base.problems import Problem


class TimetableInactive(Problem):
    status = 409
    code = "timetable-inactive"
    title = "This timetable is out of use; it plans no sessions."
