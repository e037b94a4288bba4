"""How many requests somebody may make: told in every answer, counted across processes."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from omnipresence.base import clock
from omnipresence.base.tallies import SharedCache, SharedFile, Tallies
from support.api import Api, refusal
from support.cast import School
from support.keys import key_of, keyed
from support.tablets import Tablet

PLENTY = {"address": 1000, "user": 1000, "key": 1000, "organization": 1000}
COUNTING = """
import sys
from django.conf import settings
settings.configure(SECRET_KEY="the same in every process")
from omnipresence.base.tallies import SharedFile
table = SharedFile(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
print(max(table.count("name", 3600).count for number in range(3000)))
"""


@pytest.fixture(params=["file", "cache"])
def tallies(request: Any, tmp_path: Path) -> Tallies:
    if request.param == "file":
        return SharedFile(str(tmp_path / "tallies"))
    shared = SharedCache()
    shared.forget()
    return shared


def test_several_processes_count_together_and_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", COUNTING, str(tmp_path / "tallies")]
    backend = Path(__file__).parents[3] / "backend"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    running = [subprocess.Popen(command, cwd=backend, text=True, **pipes) for _ in range(4)]
    # All begin together, when each has loaded what it needs.
    assert [one.stdout.readline() for one in running if one.stdout] == ["ready\n"] * 4
    for one in running:
        one.stdin.write("\n")
        one.stdin.flush()
    counts = [int(one.communicate(timeout=60)[0]) for one in running]
    # Counted 3000 times by each of four processes: somebody saw the last of them.
    assert max(counts) == 12_000


def test_looking_counts_nothing(tallies: Tallies) -> None:
    assert tallies.look("a", 60).count == 0
    counted = [tallies.count("a", 60).count for _ in range(2)][-1]
    looked = tallies.look("a", 60)
    # A window of the clock may end in between.
    assert looked.count in {counted, 0} and 0 < looked.seconds_left <= 60
    assert tallies.look("b", 60).count == 0


def test_a_window_ends_and_another_begins(tallies: Tallies, monkeypatch: pytest.MonkeyPatch) -> None:
    began = clock.now()
    assert [tallies.count("a", 60).count for _ in range(3)][0] == 1
    assert 0 < tallies.count("a", 60).seconds_left <= 60
    assert tallies.count("b", 60).count == 1
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(seconds=61))
    assert tallies.count("a", 60).count == 1
    # A clock that is set back by years does not leave a limit standing for years.
    monkeypatch.setattr(clock, "now", lambda: began - timedelta(days=800))
    assert tallies.count("a", 60).seconds_left <= 60


def test_in_a_full_table_those_who_tried_most_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SharedFile, "BUCKETS", 1)
    table = SharedFile(str(tmp_path / "tallies"))
    for _ in range(10):
        table.count("the one that is guessed", 60)
    for number in range(100):
        table.count(f"another {number}", 60)
    assert table.count("the one that is guessed", 60).count == 11


def test_every_answer_says_what_remains(school: School, settings: Any) -> None:
    settings.RATE_LIMITS = {**PLENTY, "user": 2}
    api = Api(school.mina)
    first = api.get("me")
    assert first.headers["RateLimit-Policy"] == '"user";q=2;w=60, "organization";q=1000;w=60'
    assert first.headers["RateLimit"].startswith('"user";r=1;t=')
    assert api.get("participants/9").headers["RateLimit"].startswith('"user";r=0;t=')
    refused = api.get("me")
    assert refusal(refused) == (429, "throttled")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit-Policy"] == '"user";q=2;w=60'
    assert Api(school.tariq).get("me").status_code == 200


@pytest.mark.parametrize("name", ["user", "key", "organization", "address"])
def test_each_limit_holds_by_itself_on_sync_too(school: School, strangers: School, settings: Any, name: str) -> None:
    settings.RATE_LIMITS = {**PLENTY, name: 3}
    tablet = Tablet(school, school.mina, key=key_of(school.mina, "sync", "read") if name == "key" else "")
    assert [tablet.send().status_code for _ in range(4)] == [200, 200, 200, 429]
    same_organization = Api(school.tariq).get("me").status_code
    assert same_organization == (429 if name in {"organization", "address"} else 200)
    assert Api(strangers.mina).get("me").status_code == (429 if name == "address" else 200)


def test_guessed_tokens_count_by_address_and_other_addresses_go_on(school: School, settings: Any) -> None:
    settings.RATE_LIMITS = {**PLENTY, "address": 3}
    guessing = keyed("omni_0000000000000000_" + "x" * 43)
    assert [guessing.get("me").status_code for _ in range(4)] == [401, 401, 401, 429]
    assert Api(school.mina).client.get("/api/v1/me", REMOTE_ADDR="198.51.100.7").status_code == 200


def test_what_others_behind_the_same_address_do_is_not_told(school: School) -> None:
    """Counts of an address are those of all organizations behind it."""
    assert "address" not in Api(school.mina).get("me").headers["RateLimit"]


def test_a_limit_of_nothing_is_no_limit(school: School, settings: Any) -> None:
    settings.RATE_LIMITS = dict.fromkeys(PLENTY, 0)
    answer = Api(school.mina).get("me")
    assert (answer.status_code, "RateLimit" in answer.headers) == (200, False)
