"""Every write of this room."""

from omnipresence.presence.services.domains import Applied, add_missing_states, apply_domain
from omnipresence.presence.services.edit_records import (
    Mark,
    create_presence_record,
    delete_presence_record,
    update_presence_record,
)
from omnipresence.presence.services.merge_participants import Merged, merge_participants
from omnipresence.presence.services.resolve_conflict import Decision, Resolved, resolve_conflict, resolve_conflicts
from omnipresence.presence.services.states import (
    create_presence_state,
    delete_presence_state,
    reorder_presence_states,
    update_presence_state,
)
from omnipresence.presence.services.write_marks import Intent, MarkResult, Recall, write_marks

__all__ = [
    "Applied",
    "Decision",
    "Intent",
    "Mark",
    "MarkResult",
    "Merged",
    "Recall",
    "Resolved",
    "add_missing_states",
    "apply_domain",
    "create_presence_record",
    "create_presence_state",
    "delete_presence_record",
    "delete_presence_state",
    "merge_participants",
    "reorder_presence_states",
    "resolve_conflict",
    "resolve_conflicts",
    "update_presence_record",
    "update_presence_state",
    "write_marks",
]
