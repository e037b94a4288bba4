"""Imports that take a while: their statements do not grow, and what interrupts them costs nothing."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnipresence.audit.models import AuditLog
from omnipresence.base import jobs
from omnipresence.imports.models import Import, ImportRow
from omnipresence.imports.services import check, commit
from omnipresence.imports.services.judge import Judge, Verdict
from omnipresence.roster.models import GroupMembership, Participant
from support.api import Api
from support.cast import School
from support.imports import checked, csv_of, fates, imported, work
from support.jobs import WorkerProcess
from support.mariadb import PrivateMariaDB
from support.server import url_of_test_database

PATIENCE = 60.0


def pupils(count: int, letter: str = "L") -> bytes:
    return csv_of(*(f"{letter}{number};First{number};Last;;1A" for number in range(count)))


def imported_people(school: School, letter: str = "L") -> int:
    rows = Participant.objects.for_organization(school.organization.pk)
    return rows.filter(identifier__startswith=letter).count()


@pytest.fixture
def asked_to_stop(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """What the worker is told between two pieces of work, once each; afterwards to go on."""
    answers: list[bool] = []
    monkeypatch.setattr(jobs, "stopping", lambda: bool(answers) and answers.pop(0))
    yield answers


def test_the_statements_do_not_grow_with_the_rows(olga: Api, school: School) -> None:
    counts = []
    for letter, size in (("A", 20), ("B", 200)):
        path = checked(olga, pupils(size, letter))
        olga.post(f"{path}/commit", {"mode": "all"})
        with CaptureQueriesContext(
            connection,
        ) as queries:
            work()
        counts.append(len(queries))
        assert imported_people(school, letter) == size
    assert counts[0] == counts[1]


def test_a_stop_between_pieces_goes_on_with_the_first_row_that_is_not_done(
    olga: Api, school: School, monkeypatch: pytest.MonkeyPatch, asked_to_stop: list[bool]
) -> None:
    path = checked(olga, pupils(10))
    monkeypatch.setattr(commit, "CHUNK", 4)
    olga.post(f"{path}/commit", {"mode": "valid"})
    asked_to_stop.append(True)
    _one_step()
    assert (imported_people(school), olga.get(path).json()["done"]) == (4, 4)
    work()
    assert (imported_people(school), olga.get(path).json()["status"]) == (10, "done")


def test_a_stop_within_all_or_nothing_leaves_nothing_until_it_is_done_anew(
    olga: Api, school: School, monkeypatch: pytest.MonkeyPatch, asked_to_stop: list[bool]
) -> None:
    path = checked(olga, pupils(10))
    monkeypatch.setattr(commit, "CHUNK", 4)
    olga.post(f"{path}/commit", {"mode": "all"})
    asked_to_stop.append(True)
    _one_step()
    assert (imported_people(school), olga.get(path).json()["status"]) == (0, "committing")
    work()
    assert (imported_people(school), olga.get(path).json()["status"]) == (10, "done")


def test_a_dry_run_that_was_stopped_goes_on_behind_the_rows_that_it_has_judged(
    olga: Api, monkeypatch: pytest.MonkeyPatch, asked_to_stop: list[bool]
) -> None:
    odd = b"\r\nL1;Twice;Last;;1A\r\n;Nobody;Last;;1A\r\n"
    path = imported(olga, pupils(6) + odd + pupils(3, "M").partition(b"\n")[2])
    monkeypatch.setattr(check, "CHUNK", 4)
    judged: list[int] = []
    real = Judge.judge

    def judge(self: Judge, rows: Sequence[ImportRow], seen: dict[str, int] | None = None) -> list[Verdict]:
        judged.extend(row.number for row in rows)
        return real(self, rows, seen)

    monkeypatch.setattr(Judge, "judge", judge)
    olga.post(f"{path}/dry-run")
    asked_to_stop += [False, True]
    _one_step()
    assert (len(judged), olga.get(path).json()["done"]) == (4, 4)
    work()
    # Each was judged once, and the second row with an identifier of before the stop is known.
    assert len(judged) == len(set(judged)) == 11
    assert olga.get(path).json()["counts"] == {"create": 9, "update": 0, "unchanged": 0, "error": 2}
    assert [codes for _, fate, codes in fates(olga, path) if fate == "error"] == [["duplicate_in_file"], ["blank"]]


def test_cancelling_between_pieces_keeps_what_is_done_and_says_so(
    olga: Api, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = checked(olga, pupils(10))
    monkeypatch.setattr(commit, "CHUNK", 4)
    olga.post(f"{path}/commit", {"mode": "valid"})

    def cancel() -> bool:
        olga.post(f"{path}/cancel")
        return False

    monkeypatch.setattr(jobs, "stopping", cancel)
    _one_step()
    found = olga.get(path).json()
    assert (imported_people(school), found["done"], found["status"]) == (4, 4, "cancelled")
    monkeypatch.undo()
    # Another dry run knows what stands already.
    olga.post(f"{path}/dry-run")
    work()
    assert olga.get(path).json()["counts"] == {"create": 6, "update": 0, "unchanged": 4, "error": 0}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mode", ["valid", "all"])
def test_a_killed_worker_leaves_a_whole_import_to_the_next(
    database_server: PrivateMariaDB | None, tmp_path: Path, mode: str
) -> None:
    school = School()
    olga = Api(school.olga)
    path = checked(olga, pupils(1100))
    olga.post(f"{path}/commit", {"mode": mode})
    worker = WorkerProcess(url_of_test_database(database_server), tmp_path / "worker.log").start()
    _wait(school, 500 if mode == "valid" else 0)
    worker.kill()
    stands = imported_people(school)
    assert stands % 500 == 0 and (mode == "valid" or stands in {0, 1100})
    worker.start()
    _wait(school, 1100)
    worker.stop()
    assert Import.objects.for_organization(school.organization.pk).get().status == "done"
    people = Participant.objects.for_organization(school.organization.pk).filter(identifier__startswith="L")
    log = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="participants", action="create")
    assert sorted(people.values_list("pk", flat=True)) == sorted(log.values_list("record_id", flat=True))
    members = GroupMembership.objects.for_organization(school.organization.pk).filter(participant__in=people)
    assert members.count() == 1100


def _one_step() -> None:
    from omnipresence.base.job_runner import Runner

    runner = Runner()
    runner.take_up_lost_jobs()
    row = runner._claim()
    assert row is not None
    runner._do(row)


def _wait(school: School, people: int) -> None:
    """Until so many rows are done (0: until the worker has begun)."""
    from django_tasks_db.models import DBTaskResult

    end = time.monotonic() + PATIENCE
    while True:
        row = Import.objects.for_organization(school.organization.pk).get()
        begun = not DBTaskResult.objects.filter(task_path__endswith="commit_import", status="READY").exists()
        if row.done >= people and begun and (people < 1100 or row.status == "done"):
            return
        if time.monotonic() > end:
            raise TimeoutError(f"{row.status}, {row.done} done")
        time.sleep(0.01)
