"""The pull half of a sync: what changed since the device's cursor, page by page.

Sound without a lock: numbers become visible in their order (base/writes.py), so a page that ends at the counter's
committed value has seen everything below it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from django.core import signing

from omnipresence.base.caller import Caller
from omnipresence.base.feed import Change, Position, Stretch, changes, position
from omnipresence.base.values import MAX_ID
from omnipresence.presence import selectors as presence
from omnipresence.roster import selectors as roster
from omnipresence.schedule import selectors as schedule
from omnipresence.sync.envelope import Subscription
from omnipresence.sync.services.scope import scope_of

FEEDS = (*presence.FEEDS, *roster.FEEDS, *schedule.FEEDS)
FORMAT = "2"
SIGNER_SALT = "omnipresence.sync.cursor"

Reset = Literal["epoch", "horizon", "scope"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of changes and where it ends."""

    epoch: str
    changes: list[dict[str, Any]]
    cursor: str
    has_more: bool
    reset: Reset | None
    scope_tag: str


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a device has read. What stood at `whole_at` it reads first, then what changed since."""

    epoch: str
    version: int
    whole_at: int
    scope: str


def pull(
    by: Caller,
    cursor: str | None,
    limit: int,
    subscription: Subscription | None = None,
    at_hand: Mapping[int, Change] = MappingProxyType({}),
) -> Page:
    """The next page after `cursor` (None or an unreadable one: from the beginning).

    `at_hand` are changes by their versions that this very request has made.
    """
    # First the counter, then the rows: what is committed by now is visible below, what comes later is beyond `upto`.
    now = position(by.organization_id)
    scope = scope_of(by, subscription)
    start = _read(by, cursor)
    reset = None if start is None else _reset(start, now, scope.tag)
    if reset is not None:
        begin = _sign(by, Cursor(now.epoch, 0, 0, scope.tag))
        return Page(now.epoch, [], begin, has_more=True, reset=reset, scope_tag=scope.tag)
    after, whole_at = (start.version, start.whole_at) if start and start.version else (0, now.version)
    sweep = after < whole_at
    upto = whole_at if sweep else now.version
    stretch = Stretch(after, upto, limit, scope.conditions(sweep=sweep), sweep=sweep)
    found = changes(FEEDS, by.organization_id, stretch, at_hand)
    page = found.changes if sweep or scope.is_everything else scope.completed(FEEDS, found.changes, upto)
    return Page(
        epoch=now.epoch,
        changes=[_change(change) for change in page],
        cursor=_sign(by, Cursor(now.epoch, found.end, whole_at, scope.tag)),
        has_more=found.more or upto < now.version,
        reset=None,
        scope_tag=scope.tag,
    )


def read_up_to(by: Caller, cursor: str | None) -> int:
    """The version up to which a device has read that comes with this cursor."""
    start = _read(by, cursor)
    return max(0, min(start.version, MAX_ID)) if start else 0


def _reset(cursor: Cursor, now: Position, tag: str) -> Reset | None:
    if cursor.epoch != now.epoch or cursor.version > now.version:
        # Another life of the database: a backup was restored since.
        return "epoch"
    # What was deleted before the device began to read, it never got: only later tombstones are missed.
    if cursor.version > 0 and max(cursor.version, cursor.whole_at) < now.horizon:
        return "horizon"
    return None if cursor.scope == tag else "scope"


def _signer() -> signing.Signer:
    return signing.Signer(salt=SIGNER_SALT)


def _sign(by: Caller, cursor: Cursor) -> str:
    where = (cursor.epoch, str(cursor.version), str(cursor.whole_at), cursor.scope)
    return _signer().sign(":".join([FORMAT, str(by.organization_id), *where]))


def _read(by: Caller, cursor: str | None) -> Cursor | None:
    """A cursor that this server signed for this organization; None for anything else."""
    if cursor is None:
        return None
    try:
        form, organization, epoch, version, whole_at, scope = _signer().unsign(cursor).split(":")
        if form != FORMAT or int(organization) != by.organization_id:
            return None
        return Cursor(epoch, int(version), int(whole_at), scope)
    # ValueError is also a UnicodeEncodeError: half of a surrogate pair is no cursor of ours.
    except (signing.BadSignature, ValueError):
        return None


def _change(change: Change) -> dict[str, Any]:
    data = change.data
    operation = data["extra_data"].get("op") if data and change.kind == presence.PRESENCE_RECORD else None
    return {
        "kind": change.kind,
        "key": change.key,
        "version": change.version,
        "deleted": data is None,
        "data": data,
        "last_op": operation,
    }
