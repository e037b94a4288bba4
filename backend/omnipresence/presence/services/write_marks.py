"""The one function through which presence records change: /sync, REST, decisions and jobs all come here.

It runs inside base.writes.write, so the organization's counter is held and nobody else writes the same records. All
decisions are made in memory, in the given order, and then written with a number of statements that does not depend
on how many there are (invariant I17).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from omnipresence.audit.services import record_changes
from omnipresence.base.caller import Caller
from omnipresence.base.writes import Versions
from omnipresence.presence import selectors
from omnipresence.presence.rules import Head, Outcome, Past, Prior, Value, decide
from omnipresence.presence.selectors import Key, Record
from omnipresence.presence.services.open_conflicts import Claim, open_conflicts
from omnipresence.presence.services.records import Step, step_change, write_records
from omnipresence.presence.shapes import NOTE, presence_record_json

# The reason of a mark that a later one of the same lost life has replaced already.
SUPERSEDED = "superseded"


@dataclass(slots=True)
class Intent:
    """Somebody wants one presence record to say something. All ids have been checked to be the organization's own.

    `wanted` None clears the record. `base_version` is the version that the person had seen: 0 for none, None to
    overwrite whatever stands. `acked_version` is the one under which a server acknowledged it before; only a server
    that was restored from a backup since sees the mark again. `prev_op` names the device's own earlier operation on
    the record, if its end was not known when this one was made. `recorded_by` is the marker, where the caller only
    brings the mark. `extra` goes into the record's extra_data, `history` into a conflict only. `moves` is the record
    of a duplicate participant that a merge moves: marker and device stay those of the record, and the deed is the
    caller's.
    """

    session_id: int
    participant_id: int
    wanted: Value | None
    recorded_at: datetime
    base_version: int | None
    acked_version: int = 0
    op_id: str | None = None
    prev_op: str | None = None
    prev_gone: bool = False
    recorded_by: int | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    history: Mapping[str, Any] = field(default_factory=dict)
    moves: Record | None = None

    @property
    def key(self) -> Key:
        return (self.session_id, self.participant_id)

    def marker(self, by: Caller) -> int:
        """Who marked."""
        return self.moves.recorded_by_id if self.moves else self.recorded_by or by.user_id

    def device(self, by: Caller) -> str:
        """On which tablet."""
        return self.moves.source_device_id if self.moves else by.device


# What is known of the lost lives of these records; nothing for records without one.
Recall = Callable[[Collection[Key]], Mapping[Key, Past]]


@dataclass(slots=True)
class MarkResult:
    """What became of one intent: `version` is that of what stands now; `current` is the record, as JSON, where the
    caller's own wish is not what was written; `written` is the record that an applied mark left."""

    outcome: Outcome
    version: int
    conflict_id: int | None = None
    reason: str | None = None
    current: dict[str, Any] | None = None
    written: Record | None = None


def write_marks(
    by: Caller,
    versions: Versions,
    intents: Sequence[Intent],
    *,
    at: datetime,
    prior: Mapping[str, Prior] | None = None,
    codes: Mapping[int, str] | None = None,
    keep_conflicts: bool = True,
    recall: Recall | None = None,
) -> list[MarkResult]:
    """Decide and write the intents; one result for each, in order.

    `prior` holds how operations of earlier batches ended, `codes` those of the states where they were read already.
    With `keep_conflicts` both versions of a conflict are stored; without, the caller refuses the request itself and
    nothing is written for that intent. `recall` is asked once, and only about records that some intent knows by
    another version than the one that stands.
    """
    known = codes if codes is not None else selectors.state_codes(by.organization_id)
    batch = _Batch(by, versions, at, known, intents)
    batch.prior.update(prior or {})
    strange = batch.strange(intents) if recall else ()
    batch.pasts = dict(recall(strange)) if recall and strange else {}
    results = [batch.add(intent, keep_conflicts=keep_conflicts) for intent in intents]
    batch.write()
    if len(results) != len(intents) or len(batch.steps) != batch.applied:
        raise AssertionError("every intent has one result, and every applied one has one step")
    return results


def _looks_back(intent: Intent) -> bool:
    return bool(intent.base_version or intent.acked_version or intent.prev_op)


class _Batch:
    """The records as they stand and as the intents change them, one after the other."""

    def __init__(
        self, by: Caller, versions: Versions, at: datetime, codes: Mapping[int, str], intents: Sequence[Intent]
    ) -> None:
        self.by, self.versions, self.at, self.codes = by, versions, at, codes
        self.prior: dict[str, Prior] = {}
        self.pasts: dict[Key, Past] = {}
        organization = by.organization_id
        unique = list(dict.fromkeys(intent.key for intent in intents))
        self.rows: dict[Key, Record | None] = dict(selectors.records_of(organization, unique))
        # Whoever saw nothing and marks where nothing is needs no look at how an earlier record ended.
        ended = {intent.key for intent in intents if _looks_back(intent) or intent.wanted is None}
        absent = [key for key in unique if key not in self.rows and key in ended]
        self.deleted = selectors.deletions_of(organization, absent) if absent else {}
        self.frozen = selectors.in_question(organization, {intent.session_id for intent in intents})
        self.steps: list[Step] = []
        self.claims: list[tuple[MarkResult, Claim]] = []
        self.currents: list[tuple[MarkResult, Record]] = []
        self.applied = 0

    def strange(self, intents: Sequence[Intent]) -> set[Key]:
        """The records that an intent knows by a version that does not stand."""
        return {
            intent.key
            for intent in intents
            if intent.acked_version
            or (intent.base_version and not intent.prev_op and intent.base_version != self._head(intent.key).version)
        }

    def add(self, intent: Intent, *, keep_conflicts: bool) -> MarkResult:
        head = self._head(intent.key)
        outcome, again = self._decided(intent, head)
        result = MarkResult(outcome, head.version)
        if again and outcome is Outcome.SAME:
            # Under its old number, which no record has any more: nobody may build on a mark that was replaced.
            result.version, result.reason = intent.acked_version, SUPERSEDED
        if outcome is Outcome.APPLIED:
            self._apply(intent, result)
        else:
            self._describe(intent, result)
            if outcome is Outcome.RETRY:
                result.reason = "missing_prev"
            if outcome is Outcome.CONFLICT and keep_conflicts:
                self.frozen.add(intent.key)
                self.claims.append((result, Claim(intent.key, self.rows.get(intent.key), intent)))
        if (past := self.pasts.get(intent.key)) is not None:
            past.note(intent.acked_version, intent.base_version, outcome, result.version)
        if intent.op_id is not None:
            self.prior[intent.op_id] = Prior(None if outcome is Outcome.RETRY else outcome, result.version)
        return result

    def write(self) -> None:
        write_records(self.by.organization_id, self.steps)
        record_changes(self.by, [step_change(step, self.codes) for step in self.steps], at=self.at)
        for result, row in self.currents:
            result.current = presence_record_json(row, self.codes[row.presence_state_id])
        if self.claims:
            claims = [claim for _, claim in self.claims]
            ids = open_conflicts(self.by, self.versions, claims, self.codes, at=self.at)
            for (result, _), conflict_id in zip(self.claims, ids, strict=True):
                result.conflict_id = conflict_id

    def _head(self, key: Key) -> Head:
        row = self.rows.get(key)
        if row is None:
            return Head(self.deleted.get(key, 0), None, key in self.frozen)
        return Head(row.version, Value(row.presence_state_id, row.extra_data.get(NOTE, "")), key in self.frozen)

    def _decided(self, intent: Intent, head: Head) -> tuple[Outcome, bool]:
        """What becomes of it, and whether that follows from a lost life."""
        past, prior = self.pasts.get(intent.key), self._prior_of(intent)
        if past is not None and intent.wanted != head.value and (intent.acked_version or prior is None):
            again = past.decide(intent.acked_version, intent.base_version, head)
            if again is not None:
                return again, True
        return decide(intent.wanted, intent.base_version, head, prior), False

    def _prior_of(self, intent: Intent) -> Prior | None:
        if intent.prev_op is None:
            return None
        known = self.prior.get(intent.prev_op)
        # A predecessor that the device has lost cannot vouch for this one: then only what the person saw counts.
        return known or (None if intent.prev_gone else Prior(None))

    def _apply(self, intent: Intent, result: MarkResult) -> None:
        old = self.rows.get(intent.key)
        result.version = self.versions.take()
        new = self._row(intent, old, result.version)
        if new is None:
            self.deleted[intent.key] = result.version
        self.rows[intent.key] = result.written = new
        self.steps.append(Step(intent.key, old, new, result.version, intent.recorded_by))
        self.applied += 1

    def _row(self, intent: Intent, old: Record | None, version: int) -> Record | None:
        if intent.wanted is None:
            return None
        note = {NOTE: intent.wanted.note} if intent.wanted.note else {}
        return Record(
            id=old.id if old else None,
            session_id=intent.session_id,
            participant_id=intent.participant_id,
            presence_state_id=intent.wanted.state_id,
            recorded_at=intent.recorded_at,
            recorded_by_id=intent.marker(self.by),
            source_device_id=intent.device(self.by),
            extra_data={**intent.extra, **note},
            created_at=old.created_at if old else self.at,
            updated_at=self.at,
            version=version,
        )

    def _describe(self, intent: Intent, result: MarkResult) -> None:
        row = self.rows.get(intent.key)
        if row is not None:
            # The row may have been made by an earlier intent of this batch; it has its id only after the writing.
            self.currents.append((result, row))
