"""The states with which an organization of a domain begins: rows like any other, from then on its own to change."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from omnipresence.audit import synced
from omnipresence.base.caller import Caller
from omnipresence.base.writes import Versions
from omnipresence.presence.models import PresenceState

FILE = Path(__file__).parents[1] / "data" / "states.json"


@cache
def starting_states() -> dict[str, list[dict[str, Any]]]:
    """The starting states of every domain that ships."""
    found: dict[str, list[dict[str, Any]]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def create_starting_states(by: Caller, versions: Versions, *, domain: str) -> list[PresenceState]:
    """Add those states of the domain that the organization lacks; inside base.writes.write."""
    states = starting_states()[domain]
    known = set(PresenceState.objects.for_organization(by.organization_id).values_list("domain", "code"))
    rows = [
        PresenceState(organization_id=by.organization_id, domain=domain, sort_order=order, **state)
        for order, state in enumerate(states)
        if (domain, state["code"]) not in known
    ]
    return synced.insert_many(by, versions, rows)
