"""Every write of this room."""

from omnipresence.presence.services.resolve_conflict import Decision, resolve_conflict
from omnipresence.presence.services.write_marks import Intent, MarkResult, write_marks

__all__ = ["Decision", "Intent", "MarkResult", "resolve_conflict", "write_marks"]
