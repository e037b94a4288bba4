"""Pure decisions of sync: when a mark really happened, given a device whose clock may be wrong."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from omnipresence.presence.rules import Outcome

# Below this, the difference is the network's: correcting by it would only add noise.
UNNOTICED = timedelta(seconds=2)
# Beyond this, the correction itself is in doubt and the mark says so.
SUSPECT = timedelta(minutes=5)
AHEAD = timedelta(minutes=2)
BEFORE_SESSION = timedelta(days=1)
# People plan in minutes.
UNPLANNED = timedelta(minutes=1)
THE_BEGINNING = datetime(1970, 1, 2, tzinfo=UTC)


# How an operation may end that an administrator adopts; anything else leaves it in the tray.
ADOPTED = (Outcome.APPLIED, Outcome.SAME, Outcome.CONFLICT)


@dataclass(frozen=True, slots=True)
class MarkTime:
    """The time that is recorded, and how far it can be trusted: ok, corrected or suspect. It never decides a winner."""

    recorded_at: datetime
    clock: str


@dataclass(frozen=True, slots=True)
class Plan:
    """When a session that was made on the spot is planned to start and to end, and how far that can be trusted."""

    start: datetime
    end: datetime
    clock: str


def correct_plan(
    plan: Plan, made_at: datetime, skew: timedelta, now: datetime, *, doubtful: bool, oldest: datetime
) -> Plan:
    """The device's plan of a session, moved by as much as its time of making is (see correct_time).

    Where the clock was set in between, a time before `oldest` is taken for the clock's fault: the session is made now.
    """
    time = correct_time(made_at, skew, THE_BEGINNING, now, doubtful=doubtful)
    really = now if doubtful and time.recorded_at < oldest else time.recorded_at
    shift = really - made_at
    if abs(shift) < UNPLANNED:
        shift = timedelta()
    return Plan(plan.start + shift, plan.end + shift, time.clock)


def correct_time(
    marked_at: datetime, skew: timedelta, session_start: datetime, now: datetime, *, doubtful: bool = False
) -> MarkTime:
    """The device's time of a mark, put right by `skew` (server minus device) and kept within what is possible:
    from a day before the session to two minutes from now. `doubtful`: the clock was set in between."""
    clock = "ok" if abs(skew) <= UNNOTICED else "corrected" if abs(skew) <= SUSPECT else "suspect"
    earliest, latest = min(session_start - BEFORE_SESSION, now), now + AHEAD
    try:
        corrected = marked_at if clock == "ok" else marked_at + skew
    except OverflowError:
        # A clock so wrong that the sum leaves the calendar says nothing about the time.
        return MarkTime(now, "suspect")
    # A mark from before the window is moved to its edge, one from after it to the present; both are in doubt.
    clamped = min(max(corrected, earliest), latest)
    return MarkTime(clamped, clock if clamped == corrected and not doubtful else "suspect")
