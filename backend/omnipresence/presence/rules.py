"""What happens to a mark when it meets what stands already: pure decisions on plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from omnipresence.accounts.rules import effective_settings

# States that every domain has: whatever counts presence stands on them (R4.2).
ALWAYS = ("present", "absent")


class Outcome(StrEnum):
    """What became of an operation. All but RETRY are final."""

    APPLIED = "applied"
    SAME = "same"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    QUARANTINED = "quarantined"
    RETRY = "retry"


@dataclass(slots=True)
class Value:
    """What a presence record says: equal values never conflict, whoever recorded them and when (R5.6)."""

    state_id: int
    note: str = ""


BACKDATING_SETTING = "backdating_days"


def backdating(settings: Mapping[str, Any]) -> timedelta:
    """How long sessions stay open for others than administrators. A setting that is no number of days is no setting."""
    return timedelta(days=effective_settings(settings)[BACKDATING_SETTING])


def is_too_old(session_start: datetime, now: datetime, settings: Mapping[str, Any]) -> bool:
    """Whether a session is closed for all but administrators."""
    return session_start < now - backdating(settings)


@dataclass(slots=True)
class Head:
    """What stands for one participant in one session. `value` is None where there is no record.

    `version` is that of the record, or of its deletion, or 0. `frozen` while a conflict on it waits for a decision.
    """

    version: int
    value: Value | None
    frozen: bool = False


NOTHING = Head(0, None)


@dataclass(slots=True)
class Prior:
    """How the device's own previous operation on the same record ended; `outcome` None while it is not known."""

    outcome: Outcome | None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers above `after`, up to `until`: handed out by a life of the database that a restored backup undid."""

    after: int
    until: int

    def __contains__(self, number: int) -> bool:
        return self.after < number <= self.until


@dataclass(slots=True)
class Past:
    """What a restored server knows of one record's lost life.

    `covered` is the highest lost number that is behind what stands now: its mark was sent again, or the person who
    marked since had seen it. `regained` are this life's versions that stand for marks which were sent again.
    """

    spans: Sequence[Span]
    covered: int = 0
    regained: set[int] = field(default_factory=set)

    def number(self, acked_version: int, base_version: int | None) -> int:
        """The lost number that a mark got, else that its person had seen; 0 where it has to do with no lost life."""
        given = (acked_version, base_version or 0)
        return next((one for one in given if one and self._span(one) is not None), 0)

    def decide(self, acked_version: int, base_version: int | None, head: Head) -> Outcome | None:
        """SAME where a later mark of the lost life stands already; APPLIED where nothing else has touched the record
        since the backup; None where the ordinary rules hold."""
        number = self.number(acked_version, base_version)
        span = self._span(number)
        if span is None:
            return None
        if acked_version == number and number <= self.covered:
            return Outcome.SAME
        untouched = head.version <= span.after or head.version in self.regained
        return Outcome.APPLIED if untouched and number >= self.covered and not head.frozen else None

    def note(self, acked_version: int, base_version: int | None, outcome: Outcome, version: int) -> None:
        """Remember what became of a mark, for those behind it."""
        number = self.number(acked_version, base_version)
        if not number or outcome not in {Outcome.APPLIED, Outcome.SAME}:
            return
        self.covered = max(self.covered, number)
        if outcome is Outcome.APPLIED and acked_version == number:
            self.regained.add(version)

    def _span(self, number: int) -> Span | None:
        return next((span for span in self.spans if number in span), None)


def decide(wanted: Value | None, base_version: int | None, head: Head, prior: Prior | None = None) -> Outcome:
    """Compare and set: the outcome for somebody who wants `wanted` (None: no record) and had seen `base_version`.

    `base_version` None is a caller who overwrites whatever stands (a correction by REST without If-Match).
    """
    if wanted == head.value:
        return Outcome.SAME
    if head.frozen:
        return Outcome.CONFLICT
    if base_version is None:
        return Outcome.APPLIED
    if prior is not None:
        if prior.outcome is None:
            # Deciding before its predecessor arrives would set the device against itself.
            return Outcome.RETRY
        if prior.outcome is Outcome.CONFLICT:
            return Outcome.CONFLICT
        if prior.outcome in {Outcome.APPLIED, Outcome.SAME} and prior.version == head.version:
            return Outcome.APPLIED
    unseen_and_absent = base_version == 0 and head.value is None
    return Outcome.APPLIED if base_version == head.version or unseen_and_absent else Outcome.CONFLICT


def counts_as(code: str) -> str:
    """What a state counts as where nobody said so."""
    return code if code in ALWAYS else "other"


def touches_protected(code: str, values: Mapping[str, Any], *, is_default: bool) -> bool:
    """Whether setting these fields of a state would take away what must stay.

    Present and absent are always offered and count as what they are; the default is offered, and ceases to be the
    default only when another one becomes it.
    """
    retires = values.get("is_active") is False
    if code in ALWAYS and (retires or values.get("counts_as", code) != code):
        return True
    return is_default and (retires or values.get("is_default") is False)
