"""Whose badges are printed."""

from collections.abc import Collection

from omnipresence.reports.report import Column, Report
from omnipresence.reports.scope import Scope
from omnipresence.reports.selectors.sessions import full_name, report
from omnipresence.roster.models import Participant

COLUMNS = (
    Column("participant", "Participant id", 0.8),
    Column("identifier", "Identifier", 1.2),
    Column("name", "Name", 2.4),
)


def report_badges(scope: Scope, chosen: Collection[int] | None) -> Report:
    """Active participants of the scope's groups, or of the chosen ones, by name. Who has no identifier is in the list,
    not in the PDF: a badge would have nothing to say."""
    people = Participant.objects.for_organization(scope.organization.pk).filter(is_active=True)
    if scope.groups is not None:
        people = people.filter(memberships__group_id__in=scope.groups).distinct()
    if chosen is not None:
        people = people.filter(pk__in=chosen)
    rows = [
        {"participant": row_id, "identifier": identifier, "name": full_name(first, last)}
        for row_id, identifier, first, last in people.order_by("last_name", "first_name", "id").values_list(
            "pk", "identifier", "first_name", "last_name"
        )
    ]
    return report(scope, "badges", "Badges", COLUMNS, rows, ())
