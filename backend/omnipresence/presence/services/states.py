"""Presence states: added, renamed, recoloured, reordered, retired; deleted only while nothing uses them."""

from collections.abc import Mapping, Sequence
from typing import Any

from omnipresence.accounts.domains.selectors import find_definition
from omnipresence.accounts.selectors import get_organization
from omnipresence.audit import synced
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.writes import Versions, write
from omnipresence.presence import rules, selectors
from omnipresence.presence.models import PresenceRecord, PresenceState
from omnipresence.presence.problems import PresenceStateExists, PresenceStateInUse, PresenceStateProtected


def create_presence_state(by: Caller, values: Mapping[str, Any]) -> PresenceState:
    """Add a state; raises PresenceStateExists when its code is taken in its domain, InvalidInput for no such domain."""

    def work(versions: Versions) -> PresenceState:
        domain = _domain(by, values.get("domain"))
        own = selectors.presence_states(by.organization_id).filter(domain=domain)
        if own.filter(code=values["code"]).exists():
            raise PresenceStateExists
        counts_as = values.get("counts_as") or rules.counts_as(values["code"])
        row = PresenceState(organization_id=by.organization_id, **{**values, "domain": domain, "counts_as": counts_as})
        _protect(row, {"is_active": row.is_active, "counts_as": row.counts_as, "is_default": row.is_default})
        if row.is_default:
            _step_down(by, versions, domain)
        return synced.insert(by, versions, row)

    return write(by.organization_id, work, count=2)


def update_presence_state(by: Caller, state_id: int, values: Mapping[str, Any], expected: int | None) -> PresenceState:
    """Change a state; raises NotFound, VersionChanged or PresenceStateProtected."""

    def work(versions: Versions) -> PresenceState:
        row = selectors.get_presence_state(by.organization_id, state_id)
        synced.expect(row, expected)
        _protect(row, values)
        if values.get("is_default") and not row.is_default:
            _step_down(by, versions, row.domain)
        return synced.update(by, versions, row, values)

    return write(by.organization_id, work, count=2)


def reorder_presence_states(by: Caller, *, codes: Sequence[str], domain: str | None = None) -> list[PresenceState]:
    """Put the named states of a domain first, in this order; the others follow as they stood.

    Raises InvalidInput for a code that is not there, or there twice.
    """

    def work(versions: Versions) -> list[PresenceState]:
        own = selectors.presence_states(by.organization_id).filter(domain=_domain(by, domain))
        rows = {row.code: row for row in own.order_by("sort_order", "id")}
        errors = [
            FieldError(f"/codes/{place}", "unknown", "There is no such state, or it is named twice.")
            for place, code in enumerate(codes)
            if code not in rows or code in codes[:place]
        ]
        if errors:
            raise InvalidInput(errors=errors)
        ordered = [*(rows[code] for code in codes), *(row for code, row in rows.items() if code not in codes)]
        moved = [(row, place) for place, row in enumerate(ordered) if row.sort_order != place]
        synced.update_many(by, versions, [synced.Update(row, {"sort_order": place}) for row, place in moved])
        return ordered

    return write(by.organization_id, work, count=len(codes))


def delete_presence_state(by: Caller, state_id: int, expected: int | None) -> None:
    """Delete a state that no record has; raises NotFound, VersionChanged, PresenceStateInUse or -Protected."""

    def work(versions: Versions) -> None:
        row = selectors.get_presence_state(by.organization_id, state_id)
        synced.expect(row, expected)
        _protect(row, {"is_active": False})
        if PresenceRecord.objects.for_organization(by.organization_id).filter(presence_state_id=row.pk).exists():
            raise PresenceStateInUse
        synced.delete(by, versions, [row], selectors.PRESENCE_STATE)

    write(by.organization_id, work)


def _domain(by: Caller, asked: str | None) -> str:
    own = get_organization(by.organization_id).domain_type
    if asked is None or asked == own:
        return own
    if find_definition(by.organization_id, asked) is None:
        raise InvalidInput(errors=[FieldError("/domain", "unknown", "There is no such domain.")])
    return asked


def _protect(row: PresenceState, values: Mapping[str, Any]) -> None:
    if rules.touches_protected(row.code, values, is_default=row.is_default):
        raise PresenceStateProtected


def _step_down(by: Caller, versions: Versions, domain: str) -> None:
    """There is one default: the one so far makes room."""
    before = selectors.presence_states(by.organization_id).filter(domain=domain, is_default=True)
    synced.update_many(by, versions, [synced.Update(row, {"is_default": False}) for row in before])
