"""The pull half of a sync: what changed since the device's cursor, page by page.

Sound without a lock: numbers become visible in their order (base/writes.py), so a page that ends at the counter's
committed value has seen everything below it.
"""

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from django.core import signing

from omnipresence.base.caller import Caller
from omnipresence.base.feed import Change, Position, changes, position
from omnipresence.presence import selectors as presence
from omnipresence.roster import selectors as roster
from omnipresence.schedule import selectors as schedule

FEEDS = (*presence.FEEDS, *roster.FEEDS, *schedule.FEEDS)
FORMAT = "1"
SIGNER_SALT = "omnipresence.sync.cursor"

Reset = Literal["epoch", "horizon", "scope"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of changes and where it ends."""

    epoch: str
    changes: list[dict[str, Any]]
    cursor: str
    version: int
    has_more: bool
    reset: Reset | None
    scope_tag: str


def pull(by: Caller, cursor: str | None, limit: int) -> Page:
    """The next page after `cursor` (None or an unreadable one: from the beginning)."""
    # First the counter, then the rows: what is committed by now is visible below, what comes later is beyond `upto`.
    now = position(by.organization_id)
    tag = _scope_tag(by)
    after, reset = _start(by, cursor, now, tag)
    if reset is not None:
        return Page(now.epoch, [], _sign(by, now.epoch, 0, tag), 0, has_more=True, reset=reset, scope_tag=tag)
    found = changes(FEEDS, by.organization_id, after, now.version, limit + 1) if after < now.version else []
    page, has_more = found[:limit], len(found) > limit
    end = page[-1].version if has_more else now.version
    return Page(
        epoch=now.epoch,
        changes=[_change(change) for change in page],
        cursor=_sign(by, now.epoch, end, tag),
        version=end,
        has_more=has_more,
        reset=None,
        scope_tag=tag,
    )


def _start(by: Caller, cursor: str | None, now: Position, tag: str) -> tuple[int, Reset | None]:
    read = _read(by, cursor)
    if read is None:
        return 0, None
    epoch, version, scope = read
    if epoch != now.epoch or version > now.version:
        # Another life of the database: a backup was restored since.
        return 0, "epoch"
    if 0 < version < now.horizon:
        return 0, "horizon"
    return (version, None) if scope == tag else (0, "scope")


def _scope_tag(by: Caller) -> str:
    """Names what this caller may see; another tag means that the device must begin anew."""
    return hashlib.sha256(f"{FORMAT}:{by.role}".encode()).hexdigest()[:16]


def _signer() -> signing.Signer:
    return signing.Signer(salt=SIGNER_SALT)


def _sign(by: Caller, epoch: str, version: int, tag: str) -> str:
    return _signer().sign(":".join([FORMAT, str(by.organization_id), epoch, str(version), tag]))


def _read(by: Caller, cursor: str | None) -> tuple[str, int, str] | None:
    """Epoch, version and scope of a cursor that this server signed for this organization; None for anything else."""
    if cursor is None:
        return None
    try:
        form, organization, epoch, version, tag = _signer().unsign(cursor).split(":")
        if form != FORMAT or int(organization) != by.organization_id:
            return None
        return epoch, int(version), tag
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
