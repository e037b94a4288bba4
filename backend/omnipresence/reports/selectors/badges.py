"""Whose badges are printed, and in which order."""

import re
from collections.abc import Collection
from typing import Any

from django.db.models import F, Min, Q

from omnipresence.reports.report import Column, Report, Row
from omnipresence.reports.scope import Scope
from omnipresence.reports.selectors.sessions import full_name, report
from omnipresence.roster.models import Participant

COLUMNS = (
    Column("participant", "Participant id", 0.8),
    Column("identifier", "Identifier", 1.2),
    Column("name", "Name", 2.4),
    Column("group", "Group", 1.6),
)
ORDERS = ("name", "identifier", "group")
BY_NAME = ("last_name", "first_name", "id")


def report_badges(scope: Scope, chosen: Collection[int] | None, ordering: str = "name") -> Report:
    """Active participants of the scope's groups, or of the chosen ones. Who has no identifier is in the list, not in
    the PDF: a badge would have nothing to say. `ordering` is one of ORDERS; whoever is in several groups comes once,
    with the first of them by name."""
    people = Participant.objects.for_organization(scope.organization.pk).filter(is_active=True)
    here = Q(memberships__group__is_active=True)
    if scope.groups is not None:
        people = people.filter(memberships__group_id__in=scope.groups)
        here = Q(memberships__group_id__in=scope.groups)
    if chosen is not None:
        people = people.filter(pk__in=chosen)
    people = people.annotate(group=Min("memberships__group__name", filter=here))
    order: tuple[Any, ...] = BY_NAME
    if ordering == "group":
        order = (F("group").asc(nulls_last=True), *BY_NAME)
    rows: list[Row] = [
        {"participant": row_id, "identifier": identifier, "name": full_name(first, last), "group": group}
        for row_id, identifier, first, last, group in people.order_by(*order).values_list(
            "pk", "identifier", "first_name", "last_name", "group"
        )
    ]
    if ordering == "identifier":
        rows.sort(key=lambda row: _as_counted(row["identifier"]))
    return report(scope, "badges", "Badges", COLUMNS, rows, ())


def _as_counted(identifier: str) -> tuple[bool, list[tuple[bool, int, str]]]:
    """A9 before A10, as people count; those without an identifier last."""
    parts = re.findall(r"\d+|\D+", identifier.casefold())
    return identifier == "", [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]
