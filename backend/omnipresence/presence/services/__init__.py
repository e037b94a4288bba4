"""Every write of this room."""

from omnipresence.presence.services.edit_records import (
    Mark,
    create_presence_record,
    delete_presence_record,
    update_presence_record,
)
from omnipresence.presence.services.resolve_conflict import Decision, Resolved, resolve_conflict, resolve_conflicts
from omnipresence.presence.services.states import (
    create_presence_state,
    delete_presence_state,
    update_presence_state,
)
from omnipresence.presence.services.write_marks import Intent, MarkResult, write_marks

__all__ = [
    "Decision",
    "Intent",
    "Mark",
    "MarkResult",
    "Resolved",
    "create_presence_record",
    "create_presence_state",
    "delete_presence_record",
    "delete_presence_state",
    "resolve_conflict",
    "resolve_conflicts",
    "update_presence_record",
    "update_presence_state",
    "write_marks",
]
