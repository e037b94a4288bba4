"""How far random walks go: a little in `make test`, far in `make test-long`, and as far as OMNI_WALKS says."""

import os

LONG = bool(os.environ.get("OMNI_LONG"))


def walks(short: int, long: int) -> int:
    """How many walks to take; OMNI_WALKS=n bounds those of a long run."""
    return min(long, int(os.environ.get("OMNI_WALKS", long))) if LONG else short
