"""Compare and set, case by case."""

import pytest

from omnipresence.presence.rules import NOTHING, Head, Outcome, Prior, Value, decide

PRESENT, ABSENT = Value(1), Value(2)
NOTED = Value(1, "late bus")
STANDS = Head(7, PRESENT)
CLEARED = Head(9, None)
IN_QUESTION = Head(7, PRESENT, frozen=True)
APPLIED, SAME, CONFLICT, RETRY = Outcome.APPLIED, Outcome.SAME, Outcome.CONFLICT, Outcome.RETRY


@pytest.mark.parametrize(
    ("case", "wanted", "base", "head", "prior", "expected"),
    [
        ("the first mark", PRESENT, 0, NOTHING, None, APPLIED),
        ("a change of what was seen", ABSENT, 7, STANDS, None, APPLIED),
        ("a note is a change too", NOTED, 7, STANDS, None, APPLIED),
        ("a clear of what was seen", None, 7, STANDS, None, APPLIED),
        ("a mark after a clear that was seen", ABSENT, 9, CLEARED, None, APPLIED),
        ("a mark where nothing was seen and nothing is", ABSENT, 0, CLEARED, None, APPLIED),
        ("a change of what nobody saw", ABSENT, 0, STANDS, None, CONFLICT),
        ("a change of an older version", ABSENT, 5, STANDS, None, CONFLICT),
        ("a change of a version that never was", ABSENT, 99, STANDS, None, CONFLICT),
        ("a clear of an older version", None, 5, STANDS, None, CONFLICT),
        ("a change of what was cleared meanwhile", ABSENT, 7, CLEARED, None, CONFLICT),
        ("the same, unseen", PRESENT, 0, STANDS, None, SAME),
        ("the same, seen", PRESENT, 7, STANDS, None, SAME),
        ("clear meets clear", None, 7, CLEARED, None, SAME),
        ("clear meets nothing", None, 0, NOTHING, None, SAME),
        ("the same state with another note", NOTED, 0, STANDS, None, CONFLICT),
        ("in question, another value", ABSENT, 7, IN_QUESTION, None, CONFLICT),
        ("in question, a clear", None, 7, IN_QUESTION, None, CONFLICT),
        ("in question, the same value", PRESENT, 0, IN_QUESTION, None, SAME),
        ("in question, a correction by REST", ABSENT, None, IN_QUESTION, None, CONFLICT),
        ("whatever stands, by REST", ABSENT, None, STANDS, None, APPLIED),
        ("the own predecessor stands", ABSENT, 0, STANDS, Prior(APPLIED, 7), APPLIED),
        ("the own predecessor found it so", ABSENT, 0, STANDS, Prior(SAME, 7), APPLIED),
        ("the own predecessor was overtaken", ABSENT, 0, STANDS, Prior(APPLIED, 6), CONFLICT),
        ("the own predecessor is in question", ABSENT, 0, STANDS, Prior(CONFLICT, 7), CONFLICT),
        ("the own predecessor is in question, base fits", ABSENT, 7, STANDS, Prior(CONFLICT, 7), CONFLICT),
        ("the own predecessor was refused, base fits", ABSENT, 7, STANDS, Prior(Outcome.REJECTED, 0), APPLIED),
        ("the own predecessor was refused, base is old", ABSENT, 5, STANDS, Prior(Outcome.REJECTED, 0), CONFLICT),
        ("the own predecessor is not here yet", ABSENT, 0, NOTHING, Prior(None), RETRY),
        ("not here yet, though the base fits", ABSENT, 7, STANDS, Prior(None), RETRY),
        ("not here yet, but the same", PRESENT, 0, STANDS, Prior(None), SAME),
    ],
)
def test_a_mark_meets_what_stands(
    case: str, wanted: Value | None, base: int | None, head: Head, prior: Prior | None, expected: Outcome
) -> None:
    assert decide(wanted, base, head, prior) is expected, case
