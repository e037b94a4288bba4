"""What operators do to an organization's feed: end its life after a restore, and let old tombstones go."""

from datetime import datetime
from typing import Any

from omnipresence.base import clock, ids
from omnipresence.base.clock import to_milliseconds
from omnipresence.base.models import SyncCounter, SyncLife, SyncTombstone
from omnipresence.base.writes import Versions, write

# Numbers that the lost database may have handed out: none of them must ever mean something else.
LEAP = 10_000_000


def new_epoch(organization_id: int) -> str:
    """Begin a new life of the feed, after a backup was restored; returns the new epoch.

    Devices read everything anew and send again what was acknowledged in the last days. Versions leap beyond those
    that the lost life used, so that a device never takes another row's number for the one it has seen. They leap to
    the time of day in milliseconds: a backup that is restored twice leads to two lives, and no number is in both.
    """

    def work(versions: Versions) -> str:
        now, epoch = clock.now(), str(ids.uuid4())
        after = versions.take() - 1
        until = max(after + LEAP, to_milliseconds(now))
        SyncLife.objects.create(organization_id=organization_id, epoch=epoch, after=after, until=until, began_at=now)
        SyncCounter.objects.filter(organization_id=organization_id).update(epoch=epoch, version=until)
        return epoch

    return write(organization_id, work)


def purge_tombstones(organization_id: int, before: datetime) -> int:
    """Remove tombstones from before that moment, and move the horizon: older cursors begin anew. Returns how many."""

    def work(_: Versions) -> int:
        old: Any = SyncTombstone.objects.filter(organization_id=organization_id, buried_at__lt=before)
        last = old.order_by("-version").values_list("version", flat=True).first()
        if last is None:
            return 0
        gone = SyncTombstone.objects.filter(organization_id=organization_id, version__lte=last).delete()[0]
        SyncCounter.objects.filter(organization_id=organization_id, horizon__lt=last).update(horizon=last)
        return int(gone)

    return write(organization_id, work)
