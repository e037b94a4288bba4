"""The feed: what changed in an organization between two numbers of its counter, kind by kind in one order.

A room says with a `Feed` which of its tables devices hold a copy of, and how a row looks in JSON; /sync asks for
pages of them. Deletions leave a tombstone, which travels in the same feed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.db import connection, models

from omnipresence.base import clock
from omnipresence.base.models import SyncTombstone
from omnipresence.base.sql import IN_LIST, chunked, insert_rows, select
from omnipresence.base.writes import restore_counter

TOMBSTONE = "tombstone"


@dataclass(frozen=True, slots=True)
class Feed:
    """One synced table. `kind` is the singular of its name; `shape` gives the JSON of a row, the same as in REST.

    `key` names the row towards devices. `fields` lets the rows come as tuples of these columns instead of model
    instances; it must hold id and version. `read` gives the changes of the rows with these ids, up to a version, all by
    itself: for the one kind of which there are many.
    """

    kind: str
    model: type[models.Model]
    shape: Callable[[Any], dict[str, Any]]
    key: Callable[[Any], str] = lambda row: str(row.pk)
    fields: tuple[str, ...] = ()
    read: Callable[[int, Sequence[int], int], list["Change"]] | None = None


@dataclass(slots=True)
class Change:
    """The newest version of one row, or its end (`data` is None)."""

    kind: str
    key: str
    version: int
    data: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Position:
    """Where an organization's counter stands."""

    version: int
    epoch: str
    horizon: int


def position(organization_id: int) -> Position:
    """The counter as committed. Everything up to `version` is visible to reads that begin after this one."""
    statement = "SELECT version, epoch, horizon FROM sync_counters WHERE organization_id = %s"
    rows = select(statement, [organization_id])
    if not rows:
        # Lost in a restore by hand, perhaps: whoever comes first makes it, also who only reads.
        restore_counter(organization_id)
        rows = select(statement, [organization_id])
    return Position(*rows[0])


@dataclass(frozen=True, slots=True)
class Grave:
    """A deleted row, for its tombstone; `version` is the number that its deletion took."""

    version: int
    kind: str
    record_id: int
    key: str


def bury(organization_id: int, graves: Sequence[Grave]) -> None:
    """Leave tombstones, with one statement, in the transaction that deletes the rows."""
    at = clock.now()
    insert_rows(
        "sync_tombstones",
        ("organization_id", "version", "kind", "record_id", "key", "buried_at"),
        [(organization_id, grave.version, grave.kind, grave.record_id, grave.key, at) for grave in graves],
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which part of the feed is asked for: `after < version <= upto`, at most `limit` rows.

    `within` narrows some kinds by a condition on their columns, with its parameters. `sweep` says that most of the
    stretch is not wanted, so that it is found by those conditions and not by walking all versions.
    """

    after: int
    upto: int
    limit: int
    within: Mapping[str, tuple[str, Sequence[Any]]] = field(default_factory=dict)
    sweep: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A page in the order of versions, up to which version it is complete, and whether there is more."""

    changes: list[Change]
    end: int
    more: bool


def changes(
    feeds: Sequence[Feed], organization_id: int, stretch: Stretch, at_hand: Mapping[int, Change] = MappingProxyType({})
) -> Found:
    """The changes of a stretch. `at_hand` are some by their versions, which need not be read again.

    One statement finds which rows changed, then one per kind that really occurs reads them. A row that changes in
    between has moved beyond `upto`; it is left out here and met again by the next page.
    """
    if not stretch.within and _is_at_hand(stretch, at_hand):
        # A number is given once: where each one's row is known, there is no other.
        whole = [at_hand[version] for version in range(stretch.after + 1, stretch.upto + 1)]
        return Found(in_order(whole), stretch.upto, more=False)
    found = _changed_rows(feeds, organization_id, stretch) if stretch.after < stretch.upto else []
    # Counted here: what moved on since then must not make a full page look like the last one.
    more, found = len(found) > stretch.limit, found[: stretch.limit]
    by_kind = {feed.kind: feed for feed in feeds}
    wanted: dict[str, list[int]] = {}
    page = []
    for kind, row_id, version in found:
        if version in at_hand:
            # A number is given once: what has it still is what it was when it was written.
            page.append(at_hand[version])
        else:
            wanted.setdefault(kind, []).append(row_id)
    upto = stretch.upto
    for kind, ids in wanted.items():
        for some in chunked(ids, IN_LIST):
            page += _graves(some) if kind == TOMBSTONE else rows_of(by_kind[kind], organization_id, some, upto)
    return Found(in_order(page), found[-1][2] if more else upto, more)


def _is_at_hand(stretch: Stretch, at_hand: Mapping[int, Change]) -> bool:
    """Whether every number of the stretch is at hand, and there are no more than a page holds."""
    count = stretch.upto - stretch.after
    return 0 <= count <= min(stretch.limit, len(at_hand)) and all(
        version in at_hand for version in range(stretch.after + 1, stretch.upto + 1)
    )


def in_order(page: Iterable[Change]) -> list[Change]:
    """By their versions, each row once."""
    by_row = {(change.kind, change.key): change for change in sorted(page, key=lambda change: change.version)}
    return sorted(by_row.values(), key=lambda change: change.version)


def _changed_rows(feeds: Sequence[Feed], organization_id: int, stretch: Stretch) -> list[tuple[str, int, int]]:
    # Each part is a range of its table's unique (organization_id, version), cut at the page's size.
    quote = connection.ops.quote_name
    tables = [(feed.kind, feed.model._meta.db_table) for feed in feeds]
    tables.append((TOMBSTONE, SyncTombstone._meta.db_table))
    parts, parameters = [], []
    for kind, table in tables:
        condition, values = stretch.within.get(kind, ("", ()))
        # An expression cannot be read off the index of versions, so the condition's own index is taken.
        version = "version + 0" if stretch.sweep and condition else "version"
        parts.append(
            f"SELECT * FROM (SELECT '{kind}' AS kind, id, version FROM {quote(table)} "  # noqa: S608 - names of models
            f"WHERE organization_id = %s AND {version} > %s AND {version} <= %s {condition and f'AND {condition}'} "
            f"ORDER BY {version} LIMIT %s) AS {quote(kind)}"
        )
        parameters += [organization_id, stretch.after, stretch.upto, *values, stretch.limit + 1]
    return select(" UNION ALL ".join(parts) + " ORDER BY version LIMIT %s", [*parameters, stretch.limit + 1])


def rows_of(feed: Feed, organization_id: int, ids: Sequence[int], upto: int) -> list[Change]:
    """These rows of one kind as they stand, but for those that have moved beyond `upto`."""
    if feed.read is not None:
        return feed.read(organization_id, ids, upto)
    manager: Any = feed.model._default_manager
    rows = manager.for_organization(organization_id).filter(pk__in=ids, version__lte=upto)
    if feed.fields:
        rows = rows.values_list(*feed.fields, named=True)
    return [Change(feed.kind, feed.key(row), row.version, feed.shape(row)) for row in rows]


def _graves(ids: Sequence[int]) -> list[Change]:
    return [Change(grave.kind, grave.key, grave.version, None) for grave in SyncTombstone.objects.filter(pk__in=ids)]
