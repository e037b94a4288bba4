"""What a transaction does that the database refuses: again, unless nobody knows whether it was kept."""

import pytest
from django.db import OperationalError, close_old_connections

from omnipresence.base import writes
from omnipresence.base.writes import Busy, Versions, write
from support.cast import School
from support.faults import failing_commits


@pytest.fixture
def school(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> School:
    monkeypatch.setattr(writes, "JITTER_SECONDS", (0.0, 0.0))
    return School()


class Work:
    """Counts how often it ran."""

    def __init__(self) -> None:
        self.versions: list[int] = []

    def __call__(self, versions: Versions) -> int:
        self.versions.append(versions.take())
        return self.versions[-1]


def test_a_refused_try_gives_its_numbers_back(school: School) -> None:
    work = Work()
    with failing_commits("deadlock victim", kept=False, times=2):
        number = write(school.organization.pk, work)
    assert work.versions == [number] * 3


def test_tries_end(school: School) -> None:
    work = Work()
    with failing_commits("deadlock victim", kept=False, times=10**6), pytest.raises(Busy):
        write(school.organization.pk, work)
    assert len(work.versions) == writes.TRIES


@pytest.mark.mariadb
def test_a_commit_without_an_answer_is_repeated_only_by_those_who_can_tell(school: School) -> None:
    once, again = Work(), Work()
    with failing_commits("connection lost", kept=True, times=1), pytest.raises(OperationalError):
        write(school.organization.pk, once)
    close_old_connections()
    with failing_commits("connection lost", kept=True, times=1):
        write(school.organization.pk, again, repeatable=True)
    assert (len(once.versions), len(again.versions)) == (1, 2)
