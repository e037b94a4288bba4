"""Writes of sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import ProtectedError

from omnipresence.audit import synced
from omnipresence.audit.selectors import audit_logs
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.writes import Versions, write
from omnipresence.roster.selectors import groups
from omnipresence.schedule import rules, selectors
from omnipresence.schedule.models import Session
from omnipresence.schedule.problems import SessionHasPresence, SessionNotStarted

TIMES = ("scheduled_start_at", "scheduled_end_at", "actual_start_at", "actual_end_at")


def create_session(by: Caller, *, group: int, values: Mapping[str, Any]) -> Session:
    """Plan a session of a group; raises InvalidInput for an unknown group or impossible times."""

    def work(versions: Versions) -> Session:
        if not groups(by.organization_id).filter(pk=group).exists():
            raise InvalidInput(errors=[FieldError("/group", "unknown", "There is no such group.")])
        row = _new(by, group, **values)
        _check_times(row, values)
        return synced.insert(by, versions, row)

    return write(by.organization_id, work)


def create_sessions(by: Caller, *, planned: Sequence[Mapping[str, Any]]) -> list[Session]:
    """Plan many sessions, all or none; raises InvalidInput with pointers such as /3/group."""

    def work(versions: Versions) -> list[Session]:
        wanted = {values["group"] for values in planned}
        known = set(groups(by.organization_id).filter(pk__in=wanted).values_list("pk", flat=True))
        errors = []
        for place, values in enumerate(planned):
            if values["group"] not in known:
                errors.append(FieldError(f"/{place}/group", "unknown", "There is no such group."))
            faults = rules.time_faults({name: values.get(name) for name in TIMES})
            errors += [FieldError(f"/{place}/{name}", "order", fault) for name, fault in faults.items()]
        if errors:
            raise InvalidInput(errors=errors)
        rows = [
            Session(
                organization_id=by.organization_id, **{"group_id" if n == "group" else n: v for n, v in one.items()}
            )
            for one in planned
        ]
        return synced.insert_many(by, versions, rows)

    return write(by.organization_id, work, count=len(planned))


def update_session(by: Caller, session_id: int, *, values: Mapping[str, Any], expected: int | None = None) -> Session:
    """Change some fields; raises NotFound, VersionChanged, or InvalidInput for impossible times."""

    def work(versions: Versions) -> Session:
        row = selectors.get_session(by.organization_id, session_id)
        synced.expect(row, expected)
        _check_times(row, values)
        return synced.update(by, versions, row, values)

    return write(by.organization_id, work)


def start_session(by: Caller, session_id: int) -> Session:
    """Start a session now, unless it has started already; raises NotFound."""

    def work(versions: Versions) -> Session:
        row = selectors.get_session(by.organization_id, session_id)
        if row.actual_start_at is not None:
            return row
        return synced.update(by, versions, row, {"actual_start_at": clock.now()})

    return write(by.organization_id, work)


def end_session(by: Caller, session_id: int) -> Session:
    """End a session now, unless it has ended already; raises NotFound or SessionNotStarted."""

    def work(versions: Versions) -> Session:
        row = selectors.get_session(by.organization_id, session_id)
        if row.actual_start_at is None:
            raise SessionNotStarted
        if row.actual_end_at is not None:
            return row
        # Two clocks may disagree; an end before the start helps nobody.
        return synced.update(by, versions, row, {"actual_end_at": max(clock.now(), row.actual_start_at)})

    return write(by.organization_id, work)


@dataclass(frozen=True, slots=True)
class OnTheSpot:
    """A session of this organization that no timetable planned; `by` is who made it. Its times are in order."""

    group_id: int
    name: str
    start: datetime
    end: datetime
    by: int
    extra_data: Mapping[str, Any]


def add_sessions(by: Caller, versions: Versions, made: Sequence[OnTheSpot]) -> list[Session]:
    """Make them, inside base.writes.write."""
    rows = [
        Session(
            organization_id=by.organization_id,
            group_id=one.group_id,
            name=one.name,
            scheduled_start_at=one.start,
            scheduled_end_at=one.end,
            extra_data=dict(one.extra_data),
        )
        for one in made
    ]
    return synced.insert_many(by, versions, rows, [one.by for one in made])


@dataclass(frozen=True, slots=True)
class Written:
    """A strike of an earlier request, by the version at which it left its session."""

    version: int


@dataclass(frozen=True, slots=True)
class Strike:
    """Somebody started or ended ("start", "end") a session of this organization at `at`, perhaps long ago; or took that
    back ("undo"): `of` says what, as its place in the same list or as it was written."""

    session_id: int
    kind: Literal["start", "end", "undo"]
    at: datetime
    by: int
    of: int | Written | None = None


@dataclass(frozen=True, slots=True)
class Struck:
    """Whether a strike changed the session, and the session's version after it. `stale`: it would take back what
    somebody has changed since."""

    applied: bool
    version: int
    stale: bool = False


def strike_sessions(by: Caller, versions: Versions, strikes: Sequence[Strike]) -> list[Struck]:
    """Take the strikes in order, inside base.writes.write; what was known already stays. One result for each."""
    if not strikes:
        return []
    named = selectors.sessions(by.organization_id).filter(pk__in={strike.session_id for strike in strikes})
    rows = {row.pk: row for row in named}
    times = {pk: (row.actual_start_at, row.actual_end_at) for pk, row in rows.items()}
    written = _times_written(by, rows, [strike for strike in strikes if isinstance(strike.of, Written)])
    steps: list[tuple[rules.Times, rules.Times]] = []
    updates: list[synced.Update | None] = []
    stale: set[int] = set()
    # What this list itself has taken back, by its session: only once, also where the times look the same again.
    gone: set[tuple[int, int | Written | None]] = set()
    for place, strike in enumerate(strikes):
        row, before = rows[strike.session_id], times[strike.session_id]
        if strike.kind == "undo" and (row.pk, strike.of) in gone:
            after = before
        elif strike.kind == "undo":
            step = written.get((row.pk, strike.of.version)) if isinstance(strike.of, Written) else steps[strike.of or 0]
            back = rules.take_back(before, *step) if step else None
            if back is None:
                stale.add(place)
            else:
                gone.add((row.pk, strike.of))
            after = back or before
        else:
            after = rules.strike(strike.kind, row.scheduled_start_at, before, strike.at)
        steps.append((before, after))
        times[row.pk] = after
        values = {"actual_start_at": after[0], "actual_end_at": after[1]}
        updates.append(synced.Update(row, values, strike.by) if after != before else None)
    standing = {pk: row.version for pk, row in rows.items()}
    versions_of = iter(synced.update_many(by, versions, [update for update in updates if update is not None]))
    struck = []
    for place, (strike, update) in enumerate(zip(strikes, updates, strict=True)):
        if update is not None:
            standing[strike.session_id] = next(versions_of)
        struck.append(Struck(update is not None, standing[strike.session_id], place in stale))
    return struck


def _times_written(
    by: Caller, rows: Mapping[int, Session], undos: Sequence[Strike]
) -> dict[tuple[int, int], tuple[rules.Times, rules.Times]]:
    """The actual times before and after what is taken back, by session and version, as the audit log has them."""
    if not undos:
        return {}
    wanted = {strike.of.version for strike in undos if isinstance(strike.of, Written)}
    named = {strike.session_id for strike in undos}
    logs = audit_logs(by.organization_id).filter(table_name="sessions", record_id__in=named, action="update")
    return {
        (log.record_id, log.new_values["version"]): (
            _times(rows[log.record_id], log.old_values or {}),
            _times(rows[log.record_id], log.new_values),
        )
        for log in logs
        if log.new_values and log.new_values.get("version") in wanted
    }


def _times(row: Session, logged: Mapping[str, Any]) -> rules.Times:
    """The row's actual times, but for those that the log names."""
    start, end = (
        (datetime.fromisoformat(text) if (text := logged[name]) else None) if name in logged else getattr(row, name)
        for name in ("actual_start_at", "actual_end_at")
    )
    return start, end


def take_back_sessions(by: Caller, versions: Versions, wishes: Mapping[int, int]) -> dict[int, int]:
    """Delete sessions that were made on the spot by mistake, inside base.writes.write: `wishes` says who wants that of
    each. Returns the version of the grave of those that went.

    One stays on which anything hangs, that has ended, or that anybody else, or another device, has written since: the
    audit log knows. With a fixed number of statements.
    """
    if not wishes:
        return {}
    held = selectors.referred_to(by.organization_id, wishes)
    touched = {
        log.record_id
        for log in audit_logs(by.organization_id).filter(table_name="sessions", record_id__in=list(wishes))
        if (log.source_device, log.changed_by_id) != (by.device, wishes[log.record_id])
    }
    named = selectors.sessions(by.organization_id).filter(pk__in=wishes.keys() - held - touched, actual_end_at=None)
    ids = [row.pk for row in named]
    graves = synced.delete(by, versions, list(named), selectors.SESSION, [wishes[pk] for pk in ids])
    return dict(zip(ids, graves, strict=True))


def delete_session(by: Caller, session_id: int, *, expected: int | None = None) -> None:
    """Delete a session; raises NotFound, VersionChanged or SessionHasPresence."""

    def work(versions: Versions) -> None:
        row = selectors.get_session(by.organization_id, session_id)
        synced.expect(row, expected)
        try:
            synced.delete(by, versions, [row], selectors.SESSION)
        except ProtectedError as error:
            raise SessionHasPresence from error

    write(by.organization_id, work)


def _new(by: Caller, group: int, **values: Any) -> Session:
    return Session(organization_id=by.organization_id, group_id=group, **values)


def _check_times(row: Session, values: Mapping[str, Any]) -> None:
    times = {name: values.get(name, getattr(row, name)) for name in TIMES}
    faults = rules.time_faults(times)
    if faults:
        raise InvalidInput(errors=[FieldError(f"/{name}", "order", fault) for name, fault in faults.items()])
