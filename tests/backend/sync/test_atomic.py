"""I12: whatever kills the server, for each operation ledger, record and audit exist together or not at all."""

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from omnipresence.audit.models import AuditLog
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.sync.models import SyncOperation
from support.cast import School
from support.tablets import Json, Tablet

TOO_MANY_STATEMENTS = 60


def run_and_die_at(statement: int, work: Callable[[], Any]) -> bool:
    """Run `work` in a process of its own that kills itself with SIGKILL before its n-th statement.

    Returns whether it was killed; False when it finished first.
    """
    connections.close_all()
    child = os.fork()
    if child == 0:
        seen = 0

        def count(execute: Any, *args: Any) -> Any:
            nonlocal seen
            seen += 1
            if seen == statement:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*args)

        try:
            with connection.execute_wrapper(count):
                work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.django_db(transaction=True)
def test_i12_a_server_killed_before_any_statement_leaves_all_or_nothing_and_the_repeat_heals() -> None:
    school = School(people=3)
    one, two, three = school.participants
    before = Tablet(school, school.tariq)
    before.results(before.op(three, "present"))
    tablet = Tablet(school, school.mina)
    tablet.sync()
    killed_at: list[int] = []
    states = ["present", "absent"]
    for statement in range(1, TOO_MANY_STATEMENTS):
        # Another pair of values each time, so that every round has something to write.
        state = states[statement % 2]
        ops = [
            tablet.op(one, state, base_version=version(school, one.pk)),
            tablet.op(two, state, base_version=version(school, two.pk)),
            tablet.op(three, "late", note="contradicts"),
        ]
        killed = run_and_die_at(statement, lambda ops=ops: tablet.send(*ops))
        if killed:
            killed_at.append(statement)
        found = [entered(school, op) for op in ops]
        assert len(set(found)) == 1, f"part of a batch survived a kill before statement {statement}"
        consistent(school)
        first = tablet.results(*ops)
        assert [entered(school, op) for op in ops] == [True, True, True]
        assert tablet.results(*ops) == first
        consistent(school)
        if not killed:
            break
    assert len(killed_at) > 10
    assert killed_at == list(range(1, len(killed_at) + 1)), "every statement of the request was a place to die"


def version(school: School, participant_id: int) -> int:
    rows = PresenceRecord.objects.for_organization(school.organization.pk).filter(participant_id=participant_id)
    return rows.values_list("version", flat=True).first() or 0


def entered(school: School, op: Json) -> bool:
    ids = SyncOperation.objects.filter(organization_id=school.organization.pk).values_list("op_id", flat=True)
    return str(op["op_id"]).replace("-", "") in {bytes(op_id).hex() for op_id in ids}


def consistent(school: School) -> None:
    """Each applied operation has its version step and audit row; each conflicting one its conflict and audit row."""
    organization = school.organization.pk
    ledger = list(SyncOperation.objects.filter(organization_id=organization))
    audits = list(AuditLog.objects.for_organization(organization))
    audited = {row.new_values["version"] for row in audits if row.new_values and "version" in row.new_values}
    applied = [row for row in ledger if row.outcome == "applied"]
    assert {row.result_version for row in applied} <= audited
    record_audits = [row for row in audits if row.table_name == "presence_records"]
    assert len(record_audits) == len(applied)
    conflicts = {row.conflict_id for row in ledger if row.outcome == "conflict"}
    stored = set(SyncConflict.objects.for_organization(organization).values_list("pk", flat=True))
    assert conflicts == stored
    heads = PresenceRecord.objects.for_organization(organization).values_list("participant_id", "version")
    last = {row.participant_id: row.result_version for row in sorted(applied, key=lambda row: row.result_version)}
    assert dict(heads) == last
