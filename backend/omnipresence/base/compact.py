"""JSON as text for the database and the wire: compact, UTF-8, moments as the API writes them.

A batch of marks makes several such texts for each mark, which is why orjson makes them (docs/decisions/0006).
"""

import json
from datetime import datetime
from typing import Any

import orjson

from omnipresence.base.clock import rfc3339

# Moments end in Z and keep their microseconds, like base.clock.rfc3339.
_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC


def compact(value: Any) -> str:
    """The shortest JSON text of a value that was checked to be storable."""
    try:
        return orjson.dumps(value, option=_OPTIONS, default=str).decode()
    except TypeError:
        # A number beyond 64 bits, in data of an organization's own making: the standard library spells it.
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_word)


def canonical(value: Any) -> str:
    """One text for equal JSON values, whatever the order of their keys, also for what no database could store."""
    try:
        return orjson.dumps(value, option=_OPTIONS | orjson.OPT_SORT_KEYS).decode()
    except (TypeError, orjson.JSONEncodeError):
        # Half of a surrogate pair, or a number beyond 64 bits: the standard library escapes the one, spells the other.
        return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _word(value: Any) -> str:
    return rfc3339(value) or "" if isinstance(value, datetime) else str(value)
