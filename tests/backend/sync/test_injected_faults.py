"""I13: a database that fails anywhere leaves the same as one that does not. I14: what always fails stands alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DataError, close_old_connections, connection

from omnipresence.audit.models import AuditLog
from omnipresence.base import writes
from omnipresence.notifications.models import Notification
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.sync.models import SyncOperation, SyncQuarantine
from support.api import Api
from support.cast import School
from support.faults import FAULTS, LOST, MARIADB, failing, failing_commits
from support.tablets import Json, Tablet, raw_results

TOO_MANY_STATEMENTS = 60


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writes, "JITTER_SECONDS", (0.0, 0.0))


class Round:
    """Three fresh people; what is sent has an applied mark, a conflict, a chain of two and a refusal in it."""

    def __init__(self, school: School, number: int) -> None:
        self.school = school
        self.one, self.two, self.three = school.participants[3 * number : 3 * number + 3]
        before = Tablet(school, school.tariq)
        before.results(before.op(self.three, "present"), limit=1)
        # An unread message would take in what comes to light now.
        Notification.objects.for_organization(school.organization.pk).update(is_read=True)
        self.tablet = Tablet(school, school.mina)
        self.start = self.counted()
        edit = self.tablet.op(self.two, "late", note="bus")
        again = self.tablet.op(self.two, None, prev_op=edit["op_id"])
        marks = [self.tablet.op(self.one, "present"), self.tablet.op(self.three, "absent")]
        self.ops = [*marks, edit, again, self.tablet.op(self.one, "nonsense")]

    def register(self) -> None:
        """The tablet has been here before."""
        self.tablet.sync()
        self.start = self.counted()

    def send(self) -> Any:
        try:
            return self.tablet.send(*self.ops, limit=1)
        finally:
            # What a server does between two requests, and Django's test client does not.
            close_old_connections()

    def counted(self) -> tuple[int, ...]:
        organization = self.school.organization.pk
        tables = (AuditLog, Notification, SyncQuarantine, SyncConflict, PresenceRecord)
        ledger = SyncOperation.objects.filter(organization_id=organization).count()
        return (ledger, *(model.objects.for_organization(organization).count() for model in tables))

    def kept(self) -> tuple[int, ...]:
        """How many rows of each table came since the round began."""
        return tuple(now - then for now, then in zip(self.counted(), self.start, strict=True))

    def state(self) -> Json:
        """What stands, in words that are the same for every round."""
        organization = self.school.organization.pk
        people = {person.pk: n for n, person in enumerate((self.one, self.two, self.three))}
        records = PresenceRecord.objects.for_organization(organization).filter(participant_id__in=people)
        ids = [bytes.fromhex(op["op_id"].replace("-", "")) for op in self.ops]
        ledger = SyncOperation.objects.filter(organization_id=organization, op_id__in=ids).order_by("seq_no")
        lowest = min(row.version for row in records)
        return {
            "records": sorted(
                (people[row.participant_id], row.presence_state_id, row.extra_data.get("note"), row.version - lowest)
                for row in records
            ),
            "ledger": [(row.outcome, row.reason, max(0, row.result_version - lowest)) for row in ledger],
            "rows": self.kept(),
        }


def run(round_: Round) -> int:
    """Send until it is answered as a tablet does; the number of tries that it took."""
    for tries in range(1, 4):
        response = round_.send()
        if response.status_code == 200:
            first = raw_results(response)
            assert raw_results(round_.send()) == first
            return tries
        assert (response.status_code, response.json()["code"]) == (503, "busy")
        assert int(response.headers["Retry-After"]) > 0
    raise AssertionError("never answered")


def undisturbed(school: School, *, registered: bool = True) -> tuple[Json, list[str]]:
    """What a round comes to without any fault, and its statements."""
    round_ = Round(school, 0)
    if registered:
        round_.register()
    with failing("none", lambda _n, _sql: False) as seen:
        assert round_.send().status_code == 200
    return round_.state(), seen.statements


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", FAULTS)
def test_i13_a_fault_at_any_statement_changes_nothing_of_the_end(fault: str) -> None:
    school = School(people=3 * TOO_MANY_STATEMENTS)
    end, statements = undisturbed(school, registered=False)
    assert 10 < len(statements) < TOO_MANY_STATEMENTS
    for number in range(1, len(statements) + 1):
        round_ = Round(school, number)
        with failing(fault, lambda n, _sql, at=number: n == at) as seen:
            run(round_)
        assert seen.failed == 1
        assert round_.state() == end, f"{fault} at statement {number}: {statements[number - 1][:120]}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kept", [pytest.param(False, id="before it counts"), pytest.param(True, id="after it counts")])
@pytest.mark.parametrize("fault", FAULTS)
def test_i13_a_fault_at_commit_changes_nothing_of_the_end(fault: str, kept: bool) -> None:
    if kept and MARIADB.get(fault) not in LOST:
        kept = False
    school = School(people=6)
    end, _ = undisturbed(school)
    round_ = Round(school, 1)
    round_.register()
    with failing_commits(fault, kept=kept, times=1):
        run(round_)
    assert round_.state() == end


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("table", ["sync_counters", "presence_records", "sync_operations", "audit_logs"])
def test_i13_a_fault_that_stays_is_said_and_nothing_is_kept(fault: str, table: str) -> None:
    school = School(people=6)
    end, _ = undisturbed(school)
    round_ = Round(school, 1)
    round_.register()

    def write_to_table(_n: int, sql: str) -> bool:
        return sql.startswith(("INSERT", "UPDATE")) and table in sql

    with failing(fault, write_to_table) as seen:
        refused(round_)
    assert seen.failed == writes.TRIES
    run(round_)
    assert round_.state() == end


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", FAULTS)
def test_i13_commits_that_go_on_failing_are_said_and_nothing_is_kept(fault: str) -> None:
    school = School(people=6)
    end, _ = undisturbed(school)
    round_ = Round(school, 1)
    round_.register()
    with failing_commits(fault, kept=False, times=10**6):
        refused(round_)
    run(round_)
    assert round_.state() == end


def refused(round_: Round) -> None:
    response = round_.send()
    assert (response.status_code, response.json()["code"]) == (503, "busy")
    assert 2 <= int(response.headers["Retry-After"]) <= 10
    assert set(round_.kept()) == {0}


def poisoned(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Neither records nor their audit take a row with the word poison in it, and no repetition heals that."""
    if (
        "INTO" in sql
        and ("presence_records" in sql or "audit_logs" in sql)
        and any("poison" in str(value) for value in (sql, *(params or ())))
    ):
        raise DataError(1366, "this row is never taken")
    return execute(sql, params, many, context)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", range(7))
def test_i14_one_operation_that_always_fails_never_holds_back_the_others(place: int) -> None:
    school = School(people=7)
    tablet = Tablet(school, school.mina)
    ops = [
        tablet.op(person, "present", note="poison" if n == place else "")
        for n, person in enumerate(school.participants)
    ]
    with connection.execute_wrapper(poisoned):
        first = tablet.send(*ops)
    assert [result["outcome"] for result in first.json()["results"]] == [
        "quarantined" if n == place else "applied" for n in range(7)
    ]
    tray = SyncQuarantine.objects.for_organization(school.organization.pk).get()
    assert (tray.reason, "poison" in tray.payload) == ("failed", True)
    assert raw_results(tablet.send(*ops)) == raw_results(first), "healed or not, the answer stands"
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == 6


@pytest.mark.django_db(transaction=True)
def test_i14_poison_in_the_middle_of_a_chain_stops_the_chain_where_all_can_see_it() -> None:
    school = School(people=3)
    one, two, three = school.participants
    tablet = Tablet(school, school.mina)
    a = tablet.op(two, "present")
    b = tablet.op(two, "late", note="poison", prev_op=a["op_id"])
    c = tablet.op(two, "absent", prev_op=b["op_id"])
    with connection.execute_wrapper(poisoned):
        outcomes = tablet.outcomes(tablet.op(one), a, b, c, tablet.op(three))
    # Its predecessor is in the tray, so nobody can say that the last edit knew what stands: an administrator can.
    assert outcomes == ["applied", "applied", "quarantined", "conflict", "applied"]
    conflict = SyncConflict.objects.for_organization(school.organization.pk).get()
    assert (conflict.version_a_data["presence_state"], conflict.version_b_data["presence_state"]) == (
        "present",
        "absent",
    )


@pytest.mark.django_db(transaction=True)
def test_i14_poison_in_a_rescued_queue_stands_alone_with_an_idempotency_key_too() -> None:
    school = School(people=4)
    tablet = Tablet(school, school.mina)
    ops = [
        tablet.op(person, "present", note="poison" if n == 2 else "") for n, person in enumerate(school.participants)
    ]
    file = {"device_id": str(tablet.device_id), "exported_by": school.mina.pk, "ops": ops}
    with connection.execute_wrapper(poisoned):
        answer = Api(school.olga).post("sync/rescue", file, **{"Idempotency-Key": "one-file"})
    outcomes = [result["outcome"] for result in answer.json()["results"]]
    assert outcomes == ["applied", "applied", "quarantined", "applied"]
    assert AuditLog.objects.for_organization(school.organization.pk).filter(table_name="presence_records").count() == 3
