"""What this room does in the background."""

from omnipresence.base import jobs
from omnipresence.selfservice.services import forget


@jobs.every(seconds=24 * 3600)
def forget_self_service() -> None:
    """Forget links that ended and registrations that were decided long ago."""
    forget()
