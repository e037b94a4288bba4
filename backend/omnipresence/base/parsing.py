"""Bodies as JSON, strictly. Apart from base/http.py, because the REST framework loads its parsers before its views."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any, NoReturn

import orjson
from django.conf import settings
from rest_framework.parsers import BaseParser

from omnipresence.base import problems
from omnipresence.base.values import is_storable

MAX_DEPTH = 32
# A text that nobody closes reaches to the end, and no quantifier gives back what it took: each byte is looked at once.
# With a way to fail, a body of nothing but \" would be searched anew from every quote, for minutes.
STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
MAX_DIGITS = 64
NESTED = frozenset({dict, list})


class StrictJSONParser(BaseParser):
    """JSON as RFC 8259 has it: no NaN, no duplicate keys, bounded depth, UTF-8 without lone surrogates or NUL."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        # The REST framework reads past Django's own limit.
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise problems.PayloadTooLarge
        return parse_json(body)


def parse_json(body: bytes, *, storable: bool = True) -> Any:
    """Parse strictly; raises MalformedRequest with the reason in words.

    `storable` also refuses what no database can keep; /sync judges that for each operation alone.
    """
    try:
        value = _read_back(body)
        if value is None:
            _bound_depth(body)
            value = json.loads(
                body.decode("utf-8"),
                object_pairs_hook=_object,
                parse_constant=_no_constant,
                parse_int=_integer,
                parse_float=_fraction,
            )
        # Only an escape can spell what UTF-8 cannot hold.
        if storable and b"\\u" in body and not is_storable(value):
            raise ValueError("A text holds NUL or half of a surrogate pair.")
        return value
    except UnicodeDecodeError as error:
        raise problems.MalformedRequest("The body is not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise problems.MalformedRequest(str(error)) from error


def _read_back(body: bytes) -> Any:
    """The value of a body that is just what the value is written as, or None: then each rule is looked at in turn.

    Such a body, and machines write no other, has no key twice, no NaN and no number that was rounded; and it is read
    in a tenth of the time.
    """
    try:
        value = orjson.loads(body)
        return value if orjson.dumps(value) == body and _is_shallow(value, MAX_DEPTH) else None
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return None


def _is_shallow(value: Any, depth: int) -> bool:
    if type(value) not in NESTED:
        return True
    for inner in value.values() if type(value) is dict else value:
        if type(inner) in NESTED and (depth == 1 or not _is_shallow(inner, depth - 1)):
            return False
    return True


def _bound_depth(body: bytes) -> None:
    # Before parsing: the parser itself is recursive. Brackets inside strings count too, but only in strings.
    if body.count(b"[") + body.count(b"{") <= MAX_DEPTH:
        return
    depth = 0
    # Texts out, then all but the brackets: two passes in C, so that only the brackets are left to walk in Python.
    for bracket in STRINGS.sub(b"", body).translate(None, NO_BRACKETS):
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_DEPTH:
            raise problems.MalformedRequest("The body is nested too deeply.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("A key appears twice in one object.")
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number.")


def _integer(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError("A number has too many digits.")
    return int(text)


def _fraction(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("A number is too large.")
    return number
