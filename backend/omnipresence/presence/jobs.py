"""What this room does in the background."""

from omnipresence.base import jobs
from omnipresence.presence.services.absences import tell_of_absences


@jobs.every(seconds=60)
def look_for_absences() -> None:
    """Tell of those who were absent too often."""
    tell_of_absences()
