"""What this room does in the background."""

from omnipresence.base import jobs
from omnipresence.webhooks import selectors
from omnipresence.webhooks.services.collect import collect_events
from omnipresence.webhooks.services.deliver import deliver_due
from omnipresence.webhooks.services.keep import forget_old_deliveries, seal_secrets_again


@jobs.every(seconds=5, when=selectors.has_work)
def carry_events() -> None:
    """From the feed into the outbox, and from there to the receivers."""
    collect_events()
    deliver_due()


@jobs.every(seconds=3600)
def keep_house() -> None:
    """Forget what is old, and let no secret depend on a SECRET_KEY that is on its way out."""
    forget_old_deliveries()
    seal_secrets_again()
