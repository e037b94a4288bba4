"""What a device holds a copy of: the sessions of some groups in some days, and all that belongs to them.

The scope has a tag; a device whose cursor has another one begins anew. What enters the scope in between comes along
with the change that let it in, although its own version is old; a session that leaves it is told as deleted.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.feed import Change, Feed, in_order, rows_of
from omnipresence.base.sql import select
from omnipresence.presence.selectors import PRESENCE_RECORD, SYNC_CONFLICT, presence_records, sync_conflicts
from omnipresence.roster.selectors import GROUP, GROUP_MEMBERSHIP, PARTICIPANT, group_parents
from omnipresence.schedule.selectors import SESSION, sessions
from omnipresence.sync.envelope import Subscription

FORMAT = "2"
Condition = tuple[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Scope:
    """A subscription as it stands now. `groups` None are all; `window` None is all time."""

    organization_id: int
    tag: str
    groups: frozenset[int] | None = None
    above: frozenset[int] = frozenset()
    window: tuple[datetime, datetime] | None = None

    @property
    def is_everything(self) -> bool:
        return self.window is None

    def conditions(self, *, sweep: bool) -> Mapping[str, Condition]:
        """What narrows each kind of the feed. Later than the sweep, sessions come whole: some have left the scope."""
        if self.window is None:
            return {}
        chosen, values = self._of_sessions()
        of_sessions = f"session_id IN (SELECT id FROM sessions WHERE organization_id = %s AND {chosen})"
        found: dict[str, Condition] = {
            PRESENCE_RECORD: (of_sessions, [self.organization_id, *values]),
            SYNC_CONFLICT: (of_sessions, [self.organization_id, *values]),
        }
        if sweep:
            found[SESSION] = (chosen, values)
        if self.groups is not None:
            found[GROUP] = _listed("id", self.groups | self.above)
            found[GROUP_MEMBERSHIP] = members, named = _listed("group_id", self.groups)
            people = f"id IN (SELECT participant_id FROM group_memberships WHERE organization_id = %s AND {members})"
            found[PARTICIPANT] = (people, [self.organization_id, *named])
        return found

    def completed(self, feeds: Sequence[Feed], page: Sequence[Change], upto: int) -> list[Change]:
        """The page with what it let in, and with the end of what it let go."""
        by_kind = {feed.kind: feed for feed in feeds}
        changed = [int(change.key) for change in page if change.kind == SESSION and change.data]
        inside = self._inside(changed)
        kept = [
            Change(SESSION, change.key, change.version, None)
            if change.kind == SESSION and int(change.key) not in inside
            else change
            for change in page
        ]
        joined = {change.data["participant"] for change in page if change.kind == GROUP_MEMBERSHIP and change.data}
        if joined:
            kept += rows_of(by_kind[PARTICIPANT], self.organization_id, list(joined), upto)
        if inside:
            for kind, rows in ((PRESENCE_RECORD, presence_records), (SYNC_CONFLICT, sync_conflicts)):
                ids = rows(self.organization_id).filter(session_id__in=inside).values_list("pk", flat=True)
                kept += rows_of(by_kind[kind], self.organization_id, list(ids), upto)
        return in_order(kept)

    def _of_sessions(self) -> Condition:
        if self.window is None:
            raise AssertionError("everything has no condition")
        # Naive UTC, as both databases hold it.
        start, end = (moment.astimezone(UTC).replace(tzinfo=None) for moment in self.window)
        text, values = "scheduled_start_at >= %s AND scheduled_start_at < %s", [str(start), str(end)]
        if self.groups is None:
            return text, values
        listed, named = _listed("group_id", self.groups)
        return f"{text} AND {listed}", [*values, *named]

    def _inside(self, session_ids: Collection[int]) -> set[int]:
        if not session_ids or self.window is None:
            return set()
        start, end = self.window
        rows = sessions(self.organization_id).filter(
            pk__in=session_ids, scheduled_start_at__gte=start, scheduled_start_at__lt=end
        )
        rows = rows if self.groups is None else rows.filter(group_id__in=self.groups)
        return set(rows.values_list("pk", flat=True))


def scope_of(by: Caller, subscription: Subscription | None) -> Scope:
    """What this caller's device holds, with two statements at most."""
    if subscription is None:
        return Scope(by.organization_id, _tag(by.role))
    ((time_zone,),) = select("SELECT time_zone FROM organizations WHERE id = %s", [by.organization_id])
    zone = ZoneInfo(time_zone)
    midnight = clock.now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    days = (-subscription.days_back, subscription.days_ahead + 1)
    start, end = ((midnight + timedelta(days=number)).replace(tzinfo=zone) for number in days)
    groups, above = None, frozenset[int]()
    if subscription.groups is not None:
        parents = group_parents(by.organization_id)
        # Another organization's group is like one that never was.
        groups = frozenset(subscription.groups & parents.keys())
        above = _above(parents, groups)
    tag = _tag(by.role, start.isoformat(), end.isoformat(), _text(groups), _text(above))
    return Scope(by.organization_id, tag, groups, above, (start, end))


def _above(parents: Mapping[int, int | None], groups: Collection[int]) -> frozenset[int]:
    found: set[int] = set()
    for group in groups:
        parent = parents[group]
        while parent is not None and parent not in found:
            found.add(parent)
            parent = parents.get(parent)
    return frozenset(found)


def _listed(column: str, ids: Collection[int]) -> Condition:
    if not ids:
        return "1 = 0", []
    return f"{column} IN ({', '.join(['%s'] * len(ids))})", sorted(ids)


def _text(ids: Collection[int] | None) -> str:
    return "all" if ids is None else ",".join(map(str, sorted(ids)))


def _tag(*parts: str) -> str:
    """Names what the caller holds; another tag means that the device must begin anew."""
    return hashlib.sha256(":".join((FORMAT, *parts)).encode()).hexdigest()[:16]
