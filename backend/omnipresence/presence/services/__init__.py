"""Every write of this room."""

from omnipresence.presence.services.edit_records import (
    Mark,
    create_presence_record,
    delete_presence_record,
    update_presence_record,
)
from omnipresence.presence.services.resolve_conflict import Decision, resolve_conflict
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
    "create_presence_record",
    "create_presence_state",
    "delete_presence_record",
    "delete_presence_state",
    "resolve_conflict",
    "update_presence_record",
    "update_presence_state",
    "write_marks",
]
