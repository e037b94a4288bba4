"""Every write of this room, and the one entry that a sync request goes through."""

from omnipresence.sync.services.synchronize import synchronize

__all__ = ["synchronize"]
