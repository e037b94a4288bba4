"""The rows of presence_records, written for many steps at once. Only this room's services come here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from omnipresence.audit.services import Action, Change
from omnipresence.base.compact import compact
from omnipresence.base.feed import Grave, bury
from omnipresence.base.sql import select, upsert_rows
from omnipresence.presence.models import PresenceRecord
from omnipresence.presence.selectors import PRESENCE_RECORD, Key, Record, record_key

COLUMNS = (
    "organization_id", "session_id", "participant_id", "presence_state_id", "recorded_at", "recorded_by",
    "source_device_id", "extra_data", "created_at", "updated_at", "version",
)  # fmt: skip
CHANGED = (
    "presence_state_id", "recorded_at", "recorded_by", "source_device_id", "extra_data", "updated_at", "version",
)  # fmt: skip
UNIQUE = ("session_id", "participant_id")


@dataclass(slots=True)
class Step:
    """One applied change of one record; None is "no record"."""

    key: Key
    old: Record | None
    new: Record | None
    version: int
    changed_by: int | None = None

    @property
    def record_id(self) -> int:
        row = self.new or self.old
        if row is None or row.id is None:
            raise AssertionError("a step was asked for its record before the record was written")
        return row.id


def write_records(organization_id: int, steps: Sequence[Step]) -> None:
    """Bring the table to where the steps lead, and give every row of the steps its id.

    A record that is made and cleared again by the same steps is written and deleted too: its audit rows need an id.
    """
    if not steps:
        return
    chains: dict[Key, list[Step]] = {}
    for step in steps:
        chains.setdefault(step.key, []).append(step)
    kept = [row for chain in chains.values() if (row := _to_write(chain)) is not None]
    rows = [_values(organization_id, row) for row in kept]
    told = upsert_rows("presence_records", COLUMNS, rows, key=UNIQUE, update=CHANGED, returning=("id", *UNIQUE))
    _give_ids(organization_id, chains, kept, told)
    ended = [chain[-1] for chain in chains.values() if chain[-1].new is None]
    if ended:
        gone = [step.record_id for step in ended]
        PresenceRecord.objects.for_organization(organization_id).filter(pk__in=gone)._raw_delete(using="default")
        bury(
            organization_id,
            [Grave(step.version, PRESENCE_RECORD, step.record_id, record_key(*step.key)) for step in ended],
        )


def step_change(step: Step, codes: Mapping[int, str]) -> Change:
    """The audit row of a step. Call it after write_records, which gives the rows their ids."""
    action: Action = "create" if step.old is None else "delete" if step.new is None else "update"
    old, new = _columns(step.old, codes), _columns(step.new, codes)
    return Change("presence_records", step.record_id, action, old, new, step.changed_by)


def _columns(row: Record | None, codes: Mapping[int, str]) -> dict[str, object] | None:
    if row is None:
        return None
    return {
        "session_id": row.session_id,
        "participant_id": row.participant_id,
        "presence_state_id": row.presence_state_id,
        # The code beside the id: the log is read by people, long after states were renamed or retired.
        "presence_state": codes[row.presence_state_id],
        "recorded_at": row.recorded_at,
        "recorded_by": row.recorded_by_id,
        "source_device_id": row.source_device_id,
        "extra_data": row.extra_data,
        "version": row.version,
    }


def _to_write(chain: Sequence[Step]) -> Record | None:
    if chain[-1].new is not None or chain[0].old is not None:
        return chain[-1].new
    return next(step.new for step in reversed(chain) if step.new is not None)


def _give_ids(
    organization_id: int,
    chains: dict[Key, list[Step]],
    written: Sequence[Record],
    told: Sequence[tuple[int, int, int]],
) -> None:
    ids = {key: chain[0].old.id for key, chain in chains.items() if chain[0].old is not None}
    if len(ids) < len(chains):
        if not told:
            # MySQL tells no ids of many rows at once; the versions that were just written find them by a range.
            versions = [row.version for row in written]
            told = select(
                "SELECT id, session_id, participant_id FROM presence_records "
                "WHERE organization_id = %s AND version BETWEEN %s AND %s",
                [organization_id, min(versions), max(versions)],
            )
        ids.update({(session, person): pk for pk, session, person in told})
    for key, chain in chains.items():
        for step in chain:
            for row in (step.old, step.new):
                if row is not None:
                    row.id = ids[key]


def _values(organization_id: int, row: Record) -> tuple[object, ...]:
    return (
        organization_id, row.session_id, row.participant_id, row.presence_state_id, row.recorded_at,
        row.recorded_by_id, row.source_device_id, compact(row.extra_data), row.created_at, row.updated_at, row.version,
    )  # fmt: skip
