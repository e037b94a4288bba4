"""A report before it takes a form: columns and rows, the same for JSON, CSV and PDF."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class State:
    """A presence state as reports need it."""

    code: str
    label: str
    color: str
    counts_as: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file: what it is called, and under which name the rows have it. `width` is relative."""

    name: str
    label: str
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """Rows with all that is needed to read them far from here: what, whose, when, of which days."""

    name: str
    title: str
    organization: str
    time_zone: str
    generated_at: datetime
    first: date
    last: date
    columns: Sequence[Column]
    rows: Sequence[Row]
    states: Sequence[State] = field(default_factory=tuple)
    about: Mapping[str, Any] | None = None
    # As people call it; `organization` is what addresses and files call it.
    organization_name: str = ""

    @property
    def file_name(self) -> str:
        """Without its ending: which report, of whom, of which days."""
        days = self.first.isoformat() if self.first == self.last else f"{self.first}_{self.last}"
        about = "".join(f"_{name}-{value}" for name, value in (self.about or {}).items())
        return f"{self.organization}_{self.name}{about}_{days}"


def tally(counts: Iterable[tuple[State, int]]) -> Row:
    """How many of each state, how many in all, and the rate of presence among what counts as present or absent."""
    states: dict[str, int] = {}
    by_kind = {"present": 0, "absent": 0, "other": 0}
    for state, count in counts:
        states[state.code] = states.get(state.code, 0) + count
        by_kind[state.counts_as] += count
    decided = by_kind["present"] + by_kind["absent"]
    return {
        "states": states,
        "marked": sum(by_kind.values()),
        "present": by_kind["present"],
        "absent": by_kind["absent"],
        "rate": round(by_kind["present"] / decided, 4) if decided else None,
    }


def cells(report: Report, row: Row) -> list[Any]:
    """The row's values in the order of the columns; `states.late` is the count of that state, 0 where there is none."""
    values = []
    for column in report.columns:
        head, _, code = column.name.partition(".")
        values.append(row["states"].get(code, 0) if code else row[head])
    return values


COUNTED = (
    Column("marked", "Marked", 0.7),
    Column("present", "Present", 0.7),
    Column("absent", "Absent", 0.7),
    Column("rate", "Rate", 0.7),
)


def state_columns(states: Sequence[State]) -> list[Column]:
    """A column for each state, by its label and code."""
    return [Column(f"states.{state.code}", f"{state.label} ({state.code})", 0.8) for state in states]
