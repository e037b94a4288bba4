"""The writing, through the roster's one write path, in one of two ways.

"valid" takes some hundred rows a transaction: marks of tablets get in between, and after a crash it goes on with the
first row that is not done, because a row is done in the very transaction that wrote it. "all" is one transaction
(decision 9): either all of it stands, or nothing, whatever happens.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import F

from omnipresence.accounts.models import Role
from omnipresence.accounts.selectors import get_user
from omnipresence.audit.services import record_change
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.values import BadValue
from omnipresence.base.writes import Versions, write, write_unversioned
from omnipresence.imports import selectors
from omnipresence.imports.models import Import, ImportRow
from omnipresence.imports.rules import Fate, Status
from omnipresence.imports.services.check import keep_verdicts
from omnipresence.imports.services.judge import Judge, Verdict
from omnipresence.imports.services.steps import Cancelled, advance, stop_if_asked
from omnipresence.roster.services.people import Person, add_group_paths, write_people

CHUNK = 500
WANTED = (Fate.CREATE, Fate.UPDATE)
# Of a row: itself, and a membership or two. More are taken one by one.
VERSIONS_A_ROW = 3


def commit_rows(row: Import) -> dict[str, Any]:
    """Write what the dry run found to be written, each row judged once more under the counter."""
    by = _caller(row)
    if row.mode == "all":
        count = VERSIONS_A_ROW * sum(row.counts.get(fate, 0) for fate in WANTED)
        write(row.organization_id, lambda versions: _write_all(by, row, versions), count=count, repeatable=True)
        return {}
    while write(
        row.organization_id,
        lambda versions: _write_some(by, row, versions, strict=False),
        count=VERSIONS_A_ROW * CHUNK,
        repeatable=True,
    ):
        stop_if_asked()
    write_unversioned(lambda: _end(by, row))
    return {}


def _write_all(by: Caller, row: Import, versions: Versions) -> None:
    while _write_some(by, row, versions, strict=True):
        stop_if_asked()
    _end(by, row)


def _write_some(by: Caller, row: Import, versions: Versions, *, strict: bool) -> int:
    """Write the next rows, under the counter; how many there were. `strict` demands that none became an error."""
    waiting = selectors.import_rows(row.organization_id, row.pk).filter(fate__in=WANTED, is_done=False)
    rows: list[ImportRow] = list(waiting.order_by("number")[:CHUNK])
    if not rows:
        return 0
    verdicts = Judge(row).judge(rows)
    if strict:
        _demand_no_errors(verdicts)
    good = [verdict for verdict in verdicts if verdict.fate in WANTED]
    paths = {path for verdict in good for path in verdict.paths}
    made = add_group_paths(by, versions, paths, str(row.options.get("group_type", "group"))) if paths else {}
    people = [
        Person(verdict.person, verdict.values, verdict.groups | {made[path] for path in verdict.paths})
        for verdict in good
    ]
    for verdict, participant_id in zip(good, write_people(by, versions, people), strict=True):
        verdict.row.participant_id = participant_id
    keep_verdicts(row, verdicts, done=True)
    # Last, and only where nobody cancelled: or else these rows are undone with their transaction.
    advance(row, done=F("done") + len(rows))
    return len(rows)


def _demand_no_errors(verdicts: Sequence[Verdict]) -> None:
    for verdict in verdicts:
        for error in verdict.errors:
            detail = f"Row {verdict.row.number} could be written at the dry run, and no more: {error.detail}"
            raise BadValue("changed-meanwhile", detail)


def _end(by: Caller, row: Import) -> None:
    counts = selectors.count_fates(row.organization_id, row.pk)
    values: dict[str, Any] = {"status": Status.DONE, "counts": {fate: counts.get(fate, 0) for fate in Fate}}
    advance(row, **values, finished_at=clock.now())
    record_change(by, "imports", row.pk, "update", {"status": row.status}, values)


def _caller(row: Import) -> Caller:
    if row.committed_by_id is None:
        raise Cancelled
    user = get_user(row.organization_id, row.committed_by_id)
    if not user.is_active or user.role != Role.ADMINISTRATOR:
        raise BadValue("forbidden", "Who started this is no administrator any more.")
    return Caller(row.organization_id, user.pk, user.role, user.name or user.email, row.source_device)
