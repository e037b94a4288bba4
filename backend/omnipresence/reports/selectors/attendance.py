"""How much presence there was: by participant, group, session or state, and how it changed over time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from omnipresence.reports.report import COUNTED, Column, Report, Row, State, state_columns, tally
from omnipresence.reports.scope import Scope, descendants, occurring, states_by_id
from omnipresence.reports.selectors.sessions import SESSION_COLUMNS, full_name, report, session_head
from omnipresence.roster.models import Group, Participant
from omnipresence.roster.selectors import group_parents

BY = {"participant": "participant_id", "group": "session__group_id", "session": "session_id"}
GROUP_COLUMNS = (Column("group", "Group id", 0.8), Column("group_name", "Group", 2.4))
PARTICIPANT_COLUMNS = (
    Column("participant", "Participant id", 0.8),
    Column("identifier", "Identifier", 1.2),
    Column("name", "Name", 2.4),
)
STATE_COLUMNS = (
    Column("presence_state", "State", 1),
    Column("state_label", "State in words", 2),
    Column("counts_as", "Counts as", 1),
    Column("count", "Count", 1),
)

# One thing with its counts by state id.
Counts = dict[Any, dict[int, int]]


def report_attendance(scope: Scope, by: str, *, records: Any, subgroups: bool) -> Report:
    """The counts of the scope's records, each thing once. A group's include those of the groups below it, if asked."""
    states = states_by_id(scope.organization)
    if by == "state":
        return _by_state(scope, states, records)
    counts = _counted(records, BY[by])
    if by == "group" and subgroups:
        counts = _with_subgroups(scope, counts)
    heads, columns = _HEADS[by](scope, counts)
    rows = [{**head, **_tallied(states, counts[key])} for key, head in heads]
    shown = _shown(states, counts)
    return report(scope, "attendance", f"Attendance by {by}", (*columns, *COUNTED, *state_columns(shown)), rows, shown,
                  {"by": by})  # fmt: skip


def report_trends(scope: Scope, interval: str, *, records: Any, compare: Sequence[int]) -> Report:
    """The counts of each day, week (from Monday) or month, of all of the scope or of each group to be compared.

    The database counts by planned start, of which there are few; which day that was is a matter of the organization's
    clock, which the database does not know.
    """
    states = states_by_id(scope.organization)
    parents = group_parents(scope.organization.pk)
    trees = {group: descendants(parents, group) for group in compare}
    names = _group_names(scope, compare)
    counts: Counts = defaultdict(lambda: defaultdict(int))
    by = ("session__scheduled_start_at", "session__group_id") if compare else ("session__scheduled_start_at",)
    for start, *group, state, count in records.values_list(*by, "presence_state_id").annotate(Count("pk")).order_by():
        period = _period(start.astimezone(scope.zone).date(), interval)
        for key in [one for one, tree in trees.items() if group[0] in tree] if compare else [None]:
            counts[(period, key)][state] += count
    rows: list[Row] = [
        {
            "period": period.isoformat(),
            "group": group,
            "group_name": names.get(group),
            **_tallied(states, found),
        }
        for (period, group), found in sorted(counts.items(), key=lambda item: (item[0][0], item[0][1] or 0))
    ]
    shown = _shown(states, counts)
    columns = (Column("period", "From", 1.2), *GROUP_COLUMNS, *COUNTED, *state_columns(shown))
    return report(scope, "trends", f"Attendance by {interval}", columns, rows, shown, {"by": interval})


def _counted(records: Any, by: str) -> Counts:
    counts: Counts = defaultdict(dict)
    for key, state, count in records.values_list(by, "presence_state_id").annotate(Count("pk")).order_by():
        counts[key][state] = count
    return counts


def _by_state(scope: Scope, states: dict[int, State], records: Any) -> Report:
    counts = dict(records.values_list("presence_state_id").annotate(Count("pk")).order_by())
    totals: dict[str, int] = defaultdict(int)
    for state, count in counts.items():
        totals[states[state].code] += count
    shown = occurring(states, set(counts))
    rows: list[Row] = [
        {
            "presence_state": state.code,
            "state_label": state.label,
            "counts_as": state.counts_as,
            "count": totals[state.code],
        }
        for state in shown
    ]
    return report(scope, "attendance", "Attendance by state", STATE_COLUMNS, rows, shown, {"by": "state"})


def _with_subgroups(scope: Scope, counts: Counts) -> Counts:
    parents = group_parents(scope.organization.pk)
    summed: Counts = defaultdict(lambda: defaultdict(int))
    for group, found in counts.items():
        above: int | None = group
        seen: set[int] = set()
        while above is not None and above not in seen:
            seen.add(above)
            for state, count in found.items():
                summed[above][state] += count
            above = parents.get(above)
    return summed


def _participants(scope: Scope, counts: Counts) -> tuple[list[tuple[Any, Row]], Sequence[Column]]:
    people = Participant.objects.for_organization(scope.organization.pk).order_by("last_name", "first_name", "id")
    heads = [
        (row_id, {"participant": row_id, "identifier": identifier, "name": full_name(first, last)})
        for row_id, identifier, first, last in people.values_list("pk", "identifier", "first_name", "last_name")
        if row_id in counts
    ]
    return heads, PARTICIPANT_COLUMNS


def _groups(scope: Scope, counts: Counts) -> tuple[list[tuple[Any, Row]], Sequence[Column]]:
    names = _group_names(scope, counts)
    ordered = sorted(counts, key=lambda group: (names[group], group))
    return [(group, {"group": group, "group_name": names[group]}) for group in ordered], GROUP_COLUMNS


def _sessions(scope: Scope, counts: Counts) -> tuple[list[tuple[Any, Row]], Sequence[Column]]:
    rows = [row for row in scope.sessions().order_by("scheduled_start_at", "id") if row.pk in counts]
    names = _group_names(scope, {row.group_id for row in rows})
    return [(row.pk, session_head(row, names)) for row in rows], SESSION_COLUMNS


_HEADS = {"participant": _participants, "group": _groups, "session": _sessions}


def _group_names(scope: Scope, groups: Iterable[int]) -> dict[int, str]:
    wanted = set(groups)
    rows = Group.objects.for_organization(scope.organization.pk).values_list("pk", "name")
    return {row_id: name for row_id, name in rows if row_id in wanted}


def _tallied(states: dict[int, State], counts: dict[int, int]) -> Row:
    return tally([(states[state], count) for state, count in counts.items()])


def _shown(states: dict[int, State], counts: Counts) -> list[State]:
    return occurring(states, {state for found in counts.values() for state in found})


def _period(day: date, interval: str) -> date:
    if interval == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if interval == "week" else day
