"""Sessions that no timetable planned, made on the spot by a tablet, and what else the batch says of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from omnipresence.base.clock import from_milliseconds
from omnipresence.presence.rules import Outcome, backdating
from omnipresence.schedule.selectors import Planned, planned_between
from omnipresence.schedule.services import OnTheSpot, add_sessions, take_back_sessions
from omnipresence.sync.operations import UNDO, Operation
from omnipresence.sync.rules import Plan, correct_plan
from omnipresence.sync.services.batch import Item
from omnipresence.sync.services.kinds import Open, Turn
from omnipresence.sync.services.ledger import Known, Result
from omnipresence.sync.services.references import SessionRef, refusal_of_session

# Of one tablet; a desk that opens one every quarter of an hour stays below.
MOST_A_DAY = 50
DAY = timedelta(days=1)
# What such a session keeps of its origin, in extra_data.
ORIGIN = "on_the_spot"

# Why a session stays that its maker takes back.
IN_USE = "session_in_use"

Wish = tuple[Item, Operation, Plan]


def make_sessions(turn: Turn, creates: Open, may_be_old: Collection[int]) -> None:
    """Make the sessions; marks and times of the same batch may name them from then on."""
    wishes = []
    for item, operation in creates:
        plan = _plan(turn, operation)
        old = turn.batch.rescue or operation.marked_by in may_be_old
        reason = refusal_of_session(operation, turn.references, plan.start, at=turn.at, may_be_old=old)
        if reason is not None:
            turn.results[item.op_id] = item.ends(Outcome.REJECTED, reason)
        else:
            wishes.append((item, operation, plan))
    if wishes:
        _make(turn, wishes)


def placed(turn: Turn, item: Item) -> Item:
    """The item with the number of the session that it names by a session_create. It has its result where there is no
    such session, now or ever: nothing is written about a session that is not there."""
    operation = item.operation
    if operation is None or operation.session_ref is None:
        return item
    here, before = turn.results.get(operation.session_ref), turn.references.ends.get(operation.session_ref)
    made = (here and here.session) or (before and before.session_id)
    undone = operation.kind == UNDO and operation.prev_op == operation.session_ref
    if made and undone and made not in turn.references.sessions:
        # It is gone already, as was wished.
        turn.results.setdefault(item.op_id, Result(item.op_id, Outcome.SAME))
    elif not made:
        end = here.outcome if here else before.outcome if before else Outcome.RETRY
        nothing = undone and end is Outcome.REJECTED
        turn.results.setdefault(item.op_id, Result(item.op_id, Outcome.SAME) if nothing else _unmet(item, end))
    return replace(item, operation=replace(operation, session=made or 0))


def take_back(turn: Turn, undos: Open) -> None:
    """Take back sessions that were begun by mistake: after the marks, since one with marks stays."""
    wishes: dict[int, list[Item]] = {}
    authors: dict[int, int] = {}
    for item, operation in undos:
        wishes.setdefault(operation.session, []).append(item)
        # One word is enough; only that of who made it counts.
        authors[operation.session] = operation.marked_by
    graves = take_back_sessions(turn.batch.by, turn.versions, authors)
    for session, items in wishes.items():
        for n, item in enumerate(items):
            if session not in graves:
                turn.results[item.op_id] = item.ends(Outcome.REJECTED, IN_USE)
            else:
                turn.results[item.op_id] = Result(item.op_id, Outcome.SAME if n else Outcome.APPLIED, graves[session])
    turn.doubled[:] = [session for session in turn.doubled if session not in graves]


def made_here(turn: Turn, operation: Operation, known: Mapping[str, Known]) -> bool:
    """Whether what this session_undo takes back is the making of its session, by this tablet. `known`: the ledger's."""
    before = known.get(operation.prev_op or "")
    if before is not None and before.device_id == turn.batch.device.pk:
        return before.result.session == operation.session
    here = turn.results.get(operation.prev_op or "")
    return here is not None and here.session == operation.session


def _unmet(item: Item, end: Outcome) -> Result:
    if end is Outcome.REJECTED:
        return item.ends(Outcome.REJECTED, "session_refused")
    if end is Outcome.QUARANTINED:
        # Kept beside what would have made it, for whoever looks into the tray.
        return item.ends(Outcome.QUARANTINED, "missing_ref")
    return item.ends(Outcome.RETRY, "missing_ref")


def _plan(turn: Turn, operation: Operation) -> Plan:
    times = [from_milliseconds(ms) for ms in (operation.starts_at, operation.ends_at, operation.marked_at)]
    group = turn.references.groups.get(operation.group)
    return correct_plan(
        Plan(times[0], times[1], "ok"),
        times[2],
        turn.batch.skew,
        turn.at,
        doubtful=turn.batch.clock_was_set(operation.clock_era),
        oldest=turn.at - backdating(group.settings if group else {}),
    )


def _make(turn: Turn, wishes: Sequence[Wish]) -> None:
    starts = [plan.start for _, _, plan in wishes]
    near = planned_between(turn.batch.by.organization_id, min(starts) - DAY, max(starts) + DAY)
    tablet = turn.batch.by.device
    taken: list[tuple[Item, OnTheSpot, bool]] = []
    for item, operation, plan in wishes:
        if not turn.batch.rescue and _made_by(tablet, near, plan) >= MOST_A_DAY:
            turn.results[item.op_id] = item.ends(Outcome.REJECTED, "too_many_sessions")
            continue
        origin = {ORIGIN: {"op": operation.op_id, "device": tablet, "clock": plan.clock}}
        made = OnTheSpot(operation.group, operation.name, plan.start, plan.end, operation.marked_by, origin)
        taken.append((item, made, _is_double(near, made)))
        near.append(Planned(made.group_id, made.start, made.end, origin))
    rows = add_sessions(turn.batch.by, turn.versions, [made for _, made, _ in taken])
    for (item, made, double), row in zip(taken, rows, strict=True):
        group = turn.references.groups[made.group_id]
        turn.references.sessions[row.pk] = SessionRef(made.group_id, made.start, group.is_active, group.settings)
        turn.results[item.op_id] = Result(item.op_id, Outcome.APPLIED, row.version, session=row.pk)
        if double:
            turn.doubled.append(row.pk)


def _made_by(tablet: str, near: Sequence[Planned], plan: Plan) -> int:
    """How many sessions this tablet has made within the day around the plan."""
    return sum(
        abs(one.start - plan.start) < DAY / 2
        and isinstance(origin := one.extra_data.get(ORIGIN), dict)
        and origin.get("device") == tablet
        for one in near
    )


def _is_double(near: Sequence[Planned], made: OnTheSpot) -> bool:
    return any(one.group_id == made.group_id and one.start < made.end and made.start < one.end for one in near)
