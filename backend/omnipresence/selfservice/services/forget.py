"""Links and registrations that nobody needs any more."""

from datetime import timedelta

from django.db.models import Q

from omnipresence.base import clock
from omnipresence.base.writes import write_unversioned
from omnipresence.selfservice.models import Registration, SelfServiceLink
from omnipresence.selfservice.rules import Status

KEPT = timedelta(days=30)
# Longer than any holiday: what nobody looked at by then, nobody will.
WAITS = timedelta(days=180)


def forget() -> None:
    """Delete links that ended and registrations that were decided 30 days ago, and those that waited for 180."""
    everywhere, now = "an operator's job: what is old is forgotten in every organization", clock.now()

    def work() -> None:
        links = SelfServiceLink.objects.across_organizations(everywhere)
        links.filter(Q(expires_at__lt=now - KEPT) | Q(revoked_at__lt=now - KEPT)).delete()
        asked = Registration.objects.across_organizations(everywhere)
        asked.filter(decided_at__lt=now - KEPT).delete()
        asked.filter(status=Status.PENDING, created_at__lt=now - WAITS).delete()

    write_unversioned(work)
