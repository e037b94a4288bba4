"""What a domain must have, whoever defines it."""

from collections.abc import Mapping, Sequence
from typing import Any

# These two exist in every domain: everything that counts presence stands on them (R4.2).
PRESENT, ABSENT = "present", "absent"
ALWAYS = (PRESENT, ABSENT)


def state_faults(states: Sequence[Mapping[str, Any]]) -> list[str]:
    """What is wrong with the states of a definition, in sentences."""
    codes = [state["code"] for state in states]
    counts = {state["code"]: state["counts_as"] for state in states}
    faults = [f"The state {code} must be there, and count as {code}." for code in ALWAYS if counts.get(code) != code]
    faults += [f"The state {code} is there twice." for code in sorted(set(codes)) if codes.count(code) > 1]
    if sum(bool(state.get("is_default")) for state in states) > 1:
        faults.append("Only one state can be the default.")
    return faults
