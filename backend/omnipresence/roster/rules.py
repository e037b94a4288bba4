"""Decisions on groups and identifiers, on plain values."""

import unicodedata
from collections.abc import Mapping


def closes_cycle(parents: Mapping[int, int | None], group_id: int, parent_id: int | None) -> bool:
    """Whether `group_id` would become its own ancestor under `parent_id`. `parents` is the tree as it stands."""
    above = parent_id
    seen = set()
    while above is not None and above not in seen:
        if above == group_id:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


def comparable(text: str) -> str:
    """Equal for what MariaDB's unique key takes for equal: case, accents and spaces at the end do not tell apart."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if not unicodedata.combining(character)).rstrip()
