"""What has to be done now and then."""

from omnipresence.base import clock
from omnipresence.base.writes import write_unversioned
from omnipresence.webhooks import rules, signing
from omnipresence.webhooks.models import Webhook, WebhookDelivery
from omnipresence.webhooks.selectors import EVERYWHERE

AT_ONCE = 1000


def forget_old_deliveries() -> None:
    """The log is kept for 30 days. What still waits to be sent stays."""
    old = WebhookDelivery.objects.across_organizations(EVERYWHERE).filter(finished_at__lt=clock.now() - rules.KEPT)
    # In pieces, each short enough for the one write lock of SQLite.
    while some := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        WebhookDelivery.objects.across_organizations(EVERYWHERE).filter(pk__in=some).delete()


def seal_secrets_again() -> None:
    """Under the present SECRET_KEY, so that earlier ones may be forgotten; secrets of the past are forgotten too."""

    def work() -> None:
        now = clock.now()
        rows = Webhook.objects.across_organizations(EVERYWHERE)
        rows.filter(previous_until__lt=now).update(previous_secret="", previous_until=None)
        for row in rows.select_for_update().order_by("pk"):
            secrets = (row.secret, row.previous_secret)
            fresh = tuple(signing.seal_again(secret) if secret else "" for secret in secrets)
            if fresh != secrets:
                row.secret, row.previous_secret = fresh
                row.save(update_fields=["secret", "previous_secret"])

    write_unversioned(work)
