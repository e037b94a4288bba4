"""What the commands rely on: counts that hide nothing, stamps that notice a change, signals only for our own."""

import os
from pathlib import Path

import pytest

from support.mariadb import PrivateMariaDB
from tooling import places, setup, stamps, test

SUITE = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "ROOT", tmp_path)
    monkeypatch.setattr(places, "STAMPS", tmp_path / "stamps")
    monkeypatch.setattr(test, "REPORTS", tmp_path)
    return tmp_path


def test_a_step_is_repeated_when_a_file_below_it_changes(tree: Path) -> None:
    source = tree / "src" / "deep" / "one.ts"
    source.parent.mkdir(parents=True)
    source.write_text("1")
    before = stamps.fingerprint([tree / "src"])
    stamps.done("build", before)
    assert stamps.is_current("build", stamps.fingerprint([tree / "src"]))
    source.write_text("2")
    assert not stamps.is_current("build", stamps.fingerprint([tree / "src"]))
    source.write_text("1")
    source.rename(source.with_name("two.ts"))
    assert not stamps.is_current("build", stamps.fingerprint([tree / "src"]))


def test_counts_are_read_from_the_report(tree: Path) -> None:
    (tree / "one.xml").write_text(SUITE.format(10, 1, 2, 3))
    assert test._read(tree / "one.xml") == test.Count(passed=4, failed=3, skipped=3)


def test_a_suite_that_breaks_before_its_tests_is_a_failure(tree: Path) -> None:
    (tree / "broken.xml").write_text(SUITE.format(9, 0, 0, 0))
    count = test._suite("broken", ["false"], tree, None)
    assert count == test.Count(failed=1), "an old report must not count either"


def test_nothing_passed_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert test._report([test.Count()]) == 1
    assert test._report([test.Count(passed=2), test.Count(passed=1, skipped=1)]) == 0
    assert capsys.readouterr().out.splitlines() == ["0 passed, 0 failed", "3 passed, 0 failed, 1 skipped"]


def test_an_old_node_is_no_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tooling.processes.answer", lambda command: "v18.20.1")
    assert setup._node_version() < setup.NODE_AT_LEAST
    monkeypatch.setattr("tooling.processes.answer", lambda command: "v20.19.0")
    assert setup._node_version() >= setup.NODE_AT_LEAST


def test_a_process_that_is_not_ours_gets_no_signal(tmp_path: Path) -> None:
    folder = tmp_path / "omni-db-somebody"
    folder.mkdir()
    # A number left behind in a file now belongs to somebody else: to this very test.
    (folder / "pid").write_text(str(os.getpid()))
    PrivateMariaDB(folder).stop()
    assert not folder.exists()


def test_what_runs_beside_keeps_its_output_to_itself(tree: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log = tree / "beside.log"
    count = test._suite("loud", ["sh", "-c", "echo words; echo more >&2; false"], tree, None, log)
    assert count == test.Count(failed=1)
    assert log.read_text().splitlines()[:3] == ["== loud", "words", "more"]
    assert capfd.readouterr().out == ""
