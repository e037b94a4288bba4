"""Decisions on groups, on plain values."""

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
