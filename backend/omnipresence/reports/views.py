"""Reports, as JSON, CSV and PDF."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, TypeVar

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from omnipresence.accounts.permissions import ADMINISTRATOR, EVERYONE_INSIDE, READERS, Roles, Scope, Scopes
from omnipresence.base import problems
from omnipresence.base.contract import SIGNED_IN, WITH_QUERY, problem_answers, query_parameters
from omnipresence.base.files import FileView
from omnipresence.base.filters import ApiFilterSet
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.reports import serializers as shapes
from omnipresence.reports.badges import badges_pdf
from omnipresence.reports.csv_file import csv_bytes
from omnipresence.reports.pdf import pdf_bytes
from omnipresence.reports.problems import FontsMissing, ReportTooLarge
from omnipresence.reports.report import Report
from omnipresence.reports.scope import scope_of, within
from omnipresence.reports.selectors.attendance import report_attendance, report_trends
from omnipresence.reports.selectors.badges import report_badges
from omnipresence.reports.selectors.sessions import report_session, report_today
from omnipresence.reports.selectors.unseen import report_unseen
from omnipresence.reports.shapes import report_json

F = TypeVar("F", bound=Callable[..., Any])
TAG = "Reports"
WRITERS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", csv_bytes),
    "pdf": ("application/pdf", pdf_bytes),
}
UNMARKED = "unmarked"


def described(
    operation_id: str, summary: str, query: type[ApiFilterSet], row: Any, description: str
) -> Callable[[F], F]:
    """Describe a report: its parameters, its rows, its files."""
    refusals = [*SIGNED_IN, *WITH_QUERY, problems.NotFound, ReportTooLarge, FontsMissing]
    return extend_schema(
        operation_id=operation_id,
        summary=summary,
        description=f"{description} The name of a file tells whose it is, which report, and of which days.",
        tags=[TAG],
        parameters=query_parameters(query),
        responses={
            (200, "application/json"): OpenApiResponse(shapes.report_of(row), description=summary),
            (200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, description=summary),
            (200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY, description=summary),
            **problem_answers(refusals),
        },
    )


class ReportView(FileView):
    """What all reports share: their parameters are read, their rows take a form."""

    scopes: ClassVar[Scopes] = {"GET": Scope.READ}
    query: ClassVar[type[ApiFilterSet]]

    def asked(self) -> dict[str, Any]:
        """The parameters; raises InvalidInput."""
        given = self.query.read_query(self.request.query_params)
        if given.get("from") and given.get("to") and given["to"] < given["from"]:
            raise InvalidInput(errors=[FieldError("/to", "order", "This is before `from`.")])
        return given

    def scope(self, given: dict[str, Any], *, days: int = 1) -> Any:
        """Whose records, of which days, of which groups."""
        found = scope_of(self.caller.organization_id, given.get("from"), given.get("to"), days=days)
        return within(found, given.get("group"), subgroups=bool(given.get("subgroups")))

    def answer(
        self, report: Report, given: dict[str, Any], writers: Mapping[str, Any] | None = None
    ) -> Response | HttpResponse:
        """The report in the form that was asked for; `writers` are forms of its own."""
        form = given["format"] or "json"
        if form == "json":
            limit = given["limit"] or shapes.LIMIT
            return Response(report_json(report, limit=limit, offset=given["offset"] or 0))
        content_type, write = {**WRITERS, **(writers or {})}[form]
        name = f"{report.file_name}.{form}"
        return HttpResponse(
            write(report), content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )


def _needed(given: dict[str, Any], name: str) -> Any:
    if given[name] is None:
        raise InvalidInput(errors=[FieldError(f"/{name}", "required", "This parameter is needed.")])
    return given[name]


class TodayReport(ReportView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE}
    query = shapes.TodayQuery

    @described(
        "reportToday", "Sessions of a day, with their counts.", shapes.TodayQuery, shapes.TodayRowOut,
        "Today by the organization's clock, or `date`.",
    )  # fmt: skip
    def get(self, request: Request) -> Response | HttpResponse:
        given = self.asked()
        scope = self.scope({**given, "from": given["date"], "to": given["date"]})
        return self.answer(report_today(scope), given)


class SessionReport(ReportView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE}
    query = shapes.SessionQuery

    @described(
        "reportSession", "Everybody of one session.", shapes.SessionQuery, shapes.PersonRowOut,
        "Members, marked or not, and whoever else was marked.",
    )  # fmt: skip
    def get(self, request: Request) -> Response | HttpResponse:
        given = self.asked()
        return self.answer(report_session(self.scope({}), _needed(given, "session")), given)


class AbsenteesReport(ReportView):
    roles: ClassVar[Roles] = {"GET": EVERYONE_INSIDE}
    query = shapes.AbsenteesQuery

    @described(
        "reportAbsentees", "The absentees of one session.", shapes.AbsenteesQuery, shapes.PersonRowOut,
        "Whose state counts as absent; with `unmarked=true` also members of whom nothing is recorded.",
    )  # fmt: skip
    def get(self, request: Request) -> Response | HttpResponse:
        given = self.asked()
        kinds = frozenset({"absent", UNMARKED} if given["unmarked"] else {"absent"})
        return self.answer(report_session(self.scope({}), _needed(given, "session"), kinds=kinds), given)


class UnseenReport(ReportView):
    roles: ClassVar[Roles] = {"GET": READERS}
    query = shapes.UnseenQuery

    @described(
        "reportUnseen", "Who has not been seen.", shapes.UnseenQuery, shapes.UnseenRowOut,
        "Active participants without a record that counts as present in the sessions of these days; the last seven, "
        "when they are left out.",
    )  # fmt: skip
    def get(self, request: Request) -> Response | HttpResponse:
        given = self.asked()
        return self.answer(report_unseen(self.scope(given, days=7)), given)


class AttendanceReport(ReportView):
    roles: ClassVar[Roles] = {"GET": READERS}
    query = shapes.AttendanceQuery

    @described(
        "reportAttendance", "Attendance by participant, group, session or state.", shapes.AttendanceQuery,
        shapes.AttendanceRowOut,
        "Counts of the sessions of these days (the last 30, when they are left out), by participant unless `by` says "
        "otherwise. With `subgroups=true` a group counts the groups below it too.",
    )  # fmt: skip
    def get(self, request: Request) -> Response | HttpResponse:
        given = self.asked()
        scope = self.scope(given, days=30)
        columns = {"participant": "participant_id", "session": "session_id", "presence_state": "presence_state__code"}
        records = scope.records().filter(**{column: given[name] for name, column in columns.items() if given[name]})
        by = given["by"] or "participant"
        return self.answer(report_attendance(scope, by, records=records, subgroups=bool(given["subgroups"])), given)


class TrendsReport(ReportView):
    roles: ClassVar[Roles] = {"GET": READERS}
    query = shapes.TrendsQuery

    @described(
        "reportTrends", "Attendance day by day, week by week or month by month.", shapes.TrendsQuery,
        shapes.TrendRowOut,
        "By day unless `interval` says otherwise, over the last 30 days unless others are named. `compare` names "
        "groups that are counted each by itself, with the groups below them.",
    )  # fmt: skip
    def get(self, request: Request) -> Response | HttpResponse:
        given = self.asked()
        scope = self.scope(given, days=30)
        interval = given["interval"] or "day"
        report = report_trends(scope, interval, records=scope.records(), compare=given["compare"] or ())
        return self.answer(report, given)


class BadgesReport(ReportView):
    roles: ClassVar[Roles] = {"GET": ADMINISTRATOR}
    query = shapes.BadgesQuery

    @described(
        "reportBadges", "Badges to print.", shapes.BadgesQuery, shapes.BadgeRowOut,
        "Active participants of a group, or those named in `participant` (at most 50), in the order of `ordering`: by "
        "name unless asked otherwise, by identifier as people count, or by group. As PDF a badge for each who has an "
        "identifier, which its QR code says: on cards of 85 x 54 mm to cut out (`card`), on sheets of labels, or one "
        "on each page for a printer of labels. A PDF takes at most 300.",
    )  # fmt: skip
    def get(self, request: Request) -> Response | HttpResponse:
        given = self.asked()
        report = report_badges(self.scope(given), given["participant"], given["ordering"] or "name")
        pdf = partial(badges_pdf, size=given["size"] or "card")
        if given["format"] == "pdf" and (given["limit"] or given["offset"]):
            # A file takes 300: more people are printed part by part.
            first = given["offset"] or 0
            report = replace(report, rows=report.rows[first : first + (given["limit"] or shapes.LIMIT)])
        return self.answer(report, given, {"pdf": ("application/pdf", pdf)})
