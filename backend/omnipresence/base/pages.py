"""Lists by cursor: each page begins behind the last row of the one before, however many rows came or went since.

The cursor holds the ordering and the place of one row in it. It gives access to nothing, since every list is one of
the caller's organization before the cursor is looked at; a made-up one is at worst a strange place to begin.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from omnipresence.base import values
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.values import BadValue

LIMIT_DEFAULT = 100
LIMIT_MAX = 500
MAX_CURSOR = 2000


@dataclass(frozen=True, slots=True)
class Cursor:
    """Behind (or, backwards, before) the row with this value and id, in this ordering. The id settles ties."""

    ordering: str
    backwards: bool
    value: Any
    row_id: int | bytes

    def text(self) -> str:
        moment = isinstance(self.value, datetime)
        value = self.value.isoformat() if moment else self.value
        row_id = self.row_id.hex() if isinstance(self.row_id, bytes) else self.row_id
        packed = json.dumps([self.ordering, int(self.backwards), value, row_id], separators=(",", ":"))
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def page(
    request: Request,
    rows: QuerySet[Any],
    shape: Callable[[Any], dict[str, Any]],
    orderings: Sequence[str],
    tie: str = "id",
) -> dict[str, Any]:
    """One page of `rows` as the body of an answer. The first of `orderings` is used unless the query names another.

    Orderings name columns that are never null, with `-` for descending; the id settles ties, or
    `tie`, a column of unique bytes.
    """
    query = request.query_params
    limit = _limit(query.get("limit"))
    count = _flag(query.get("count"))
    cursor = _cursor(query.get("cursor"), rows, orderings, tie)
    asked = query.get("ordering")
    if asked is not None and asked not in orderings:
        raise _refusal("ordering", "choice", f"This must be one of: {', '.join(orderings)}.")
    ordering = cursor.ordering if cursor else asked or orderings[0]
    found, more = _read(rows, ordering, cursor, limit, tie)
    backwards = cursor is not None and cursor.backwards
    body: dict[str, Any] = {
        "results": [shape(row) for row in found],
        "next": _link(request, ordering, found[-1:], tie, backwards=False) if more or backwards else None,
        "previous": _link(request, ordering, found[:1], tie, backwards=True)
        if (more if backwards else cursor)
        else None,
    }
    if count:
        body["count"] = rows.count()
    return body


def _read(rows: QuerySet[Any], ordering: str, cursor: Cursor | None, limit: int, tie: str) -> tuple[list[Any], bool]:
    descending = ordering.startswith("-")
    column = ordering.removeprefix("-")
    backwards = cursor is not None and cursor.backwards
    down = descending != backwards
    if cursor is not None:
        beyond = "lt" if down else "gt"
        behind = Q(**{f"{column}__{beyond}": cursor.value})
        if column != tie:
            behind |= Q(**{column: cursor.value, f"{tie}__{beyond}": cursor.row_id})
        rows = rows.filter(behind)
    sign = "-" if down else ""
    found = list(rows.order_by(f"{sign}{column}", f"{sign}{tie}")[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    return (found[::-1] if backwards else found), more


def _link(request: Request, ordering: str, edge: list[Any], tie: str, *, backwards: bool) -> str | None:
    if not edge:
        return None
    value = getattr(edge[0], ordering.removeprefix("-"))
    cursor = Cursor(ordering, backwards, value, getattr(edge[0], tie))
    return replace_query_param(request.build_absolute_uri(), "cursor", cursor.text())


def _limit(text: str | None) -> int:
    if text is None:
        return LIMIT_DEFAULT
    try:
        limit = values.read_id_text(text)
    except BadValue:
        limit = 0
    if not 1 <= limit <= LIMIT_MAX:
        raise _refusal("limit", "range", f"This must be between 1 and {LIMIT_MAX}.")
    return limit


def _flag(text: str | None) -> bool:
    if text not in {None, "true", "false"}:
        raise _refusal("count", "type", "This must be true or false.")
    return text == "true"


def _cursor(text: str | None, rows: QuerySet[Any], orderings: Sequence[str], tie: str) -> Cursor | None:
    if text is None:
        return None
    try:
        if len(text) > MAX_CURSOR:
            raise ValueError
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        ordering, backwards, value, row_id = json.loads(packed)
        if ordering not in orderings or backwards not in (0, 1):
            raise ValueError
        tied = values.read_id(row_id) if tie == "id" else bytes.fromhex(row_id)
        return Cursor(ordering, bool(backwards), _value_of(rows, ordering, value), tied)
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise _refusal("cursor", "cursor", "Take cursors from `next` and `previous`, unchanged.") from error


def _value_of(rows: QuerySet[Any], ordering: str, value: Any) -> Any:
    kind = rows.model._meta.get_field(ordering.removeprefix("-")).get_internal_type()
    if kind == "DateTimeField":
        return values.read_moment(value)
    if kind == "CharField":
        return values.read_text(value, max_length=MAX_CURSOR, blank=True)
    if isinstance(value, int) and abs(value) <= values.MAX_ID:
        return value
    raise ValueError


def _refusal(name: str, code: str, detail: str) -> InvalidInput:
    return InvalidInput(errors=[FieldError(f"/{name}", code, detail)])
