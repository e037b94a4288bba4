"""What this room does in the background."""

from omnipresence.base import jobs
from omnipresence.sync.services.alarms import alarm_of_missing_devices


@jobs.every(seconds=900)
def alarm_of_tablets() -> None:
    """Tell of tablets that went silent with marks waiting on them."""
    alarm_of_missing_devices()
