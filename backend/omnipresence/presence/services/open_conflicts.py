"""Conflicts as they arise: both versions kept whole, in words that outlive the people and tablets behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from omnipresence.audit.services import Change, record_changes
from omnipresence.base.caller import Caller
from omnipresence.base.clock import rfc3339
from omnipresence.base.compact import compact
from omnipresence.base.sql import insert_rows
from omnipresence.base.writes import Versions
from omnipresence.presence import selectors
from omnipresence.presence.models import SyncConflict
from omnipresence.presence.selectors import Deletion, Key, Names, Record
from omnipresence.presence.shapes import NOTE

if TYPE_CHECKING:
    from omnipresence.presence.services.write_marks import Intent

COLUMNS = (
    "organization_id", "session_id", "participant_id", "version_a_data", "version_b_data", "created_at", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """An intent that contradicts what stands (`row`, None where there is no record)."""

    key: Key
    row: Record | None
    intent: "Intent"


def open_conflicts(
    by: Caller, versions: Versions, claims: Sequence[Claim], codes: Mapping[int, str], *, at: datetime
) -> list[int]:
    """Store one conflict for each claim, audited, and return their ids in order. The records stay untouched."""
    names, deletions = _looked_up(by, claims)
    taken = [versions.take() for _ in claims]
    a_sides = [_version_a(claim, codes, names, deletions) for claim in claims]
    b_sides = [_version_b(by, claim, codes, names, at) for claim in claims]
    insert_rows(
        "sync_conflicts",
        COLUMNS,
        [
            (by.organization_id, *claim.key, compact(a), compact(b), at, version)
            for claim, a, b, version in zip(claims, a_sides, b_sides, taken, strict=True)
        ],
    )
    rows = SyncConflict.objects.for_organization(by.organization_id).filter(
        version__gte=taken[0], version__lte=taken[-1]
    )
    ids = dict(rows.values_list("version", "pk"))
    record_changes(
        by,
        [
            Change(
                "sync_conflicts",
                ids[version],
                "create",
                None,
                {
                    "session_id": claim.key[0],
                    "participant_id": claim.key[1],
                    "version_a_data": a,
                    "version_b_data": b,
                    "version": version,
                },
                claim.intent.recorded_by,
            )
            for claim, a, b, version in zip(claims, a_sides, b_sides, taken, strict=True)
        ],
        at=at,
    )
    return [ids[version] for version in taken]


def _looked_up(by: Caller, claims: Sequence[Claim]) -> tuple[Names, dict[Key, Deletion]]:
    rows = [claim.row for claim in claims if claim.row is not None]
    absent = [claim.key for claim in claims if claim.row is None]
    deletions = selectors.last_deletions(by.organization_id, absent) if absent else {}
    people = (
        {_author(by, claim) for claim in claims}
        | {row.recorded_by_id for row in rows}
        | {end.user_id for end in deletions.values()}
    )
    tablets = (
        {claim.intent.device(by) for claim in claims}
        | {row.source_device_id for row in rows}
        | {end.device for end in deletions.values()}
    )
    return selectors.names_of(by.organization_id, people, tablets - {""}), deletions


def _author(by: Caller, claim: Claim) -> int:
    return claim.intent.marker(by)


def _version_a(
    claim: Claim, codes: Mapping[int, str], names: Names, deletions: Mapping[Key, Deletion]
) -> dict[str, Any]:
    """What stands: a record, a record's deletion, or nothing at all."""
    row = claim.row
    if row is not None:
        return _side(
            names,
            presence_state=codes[row.presence_state_id],
            note=row.extra_data.get(NOTE, ""),
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by_id,
            source_device_id=row.source_device_id,
            op_id=row.extra_data.get("op"),
            clock=row.extra_data.get("clock"),
            version=row.version,
            received_at=row.updated_at,
        )
    end = deletions.get(claim.key)
    if end is None:
        return _side(names)
    return _side(
        names,
        recorded_at=end.at,
        recorded_by=end.user_id,
        source_device_id=end.device,
        version=end.version,
        received_at=end.at,
    )


def _version_b(by: Caller, claim: Claim, codes: Mapping[int, str], names: Names, at: datetime) -> dict[str, Any]:
    """What arrived."""
    intent = claim.intent
    return _side(
        names,
        presence_state=codes[intent.wanted.state_id] if intent.wanted else None,
        note=intent.wanted.note if intent.wanted else "",
        recorded_at=intent.recorded_at,
        recorded_by=_author(by, claim),
        source_device_id=intent.device(by),
        op_id=intent.op_id,
        base_version=intent.base_version,
        received_at=at,
        supersedes_op=intent.prev_op,
        **intent.history,
    )


def _side(
    names: Names,
    *,
    presence_state: str | None = None,
    note: str = "",
    recorded_at: datetime | None = None,
    recorded_by: int | None = None,
    source_device_id: str = "",
    received_at: datetime | None = None,
    **rest: Any,
) -> dict[str, Any]:
    return {
        "presence_state": presence_state,
        "note": note,
        "recorded_at": rfc3339(recorded_at),
        "recorded_by": recorded_by,
        "recorded_by_name": names.users.get(recorded_by, "") if recorded_by else "",
        "source_device_id": source_device_id,
        "device_name": names.devices.get(source_device_id, ""),
        "received_at": rfc3339(received_at),
        "op_id": rest.pop("op_id", None),
        "base_version": rest.pop("base_version", None),
        "version": rest.pop("version", None),
        "supersedes_op": rest.pop("supersedes_op", None),
        "clock": rest.pop("clock", None),
        "edits": rest.pop("edits", None),
        **rest,
    }
