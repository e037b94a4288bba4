"""Lighthouse's points for the app as it is served, each category out of 100: `make lighthouse`, or by pytest with -s.

Lighthouse looks at the page as a middling phone on a slow line would (its own simulation). Not collected by `make
test`: a shared machine would make the performance a coin toss. The sign-in comes without anything stored, Today and a
roster of 30 as the signed-in person gets them.
"""

import json
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from support.browser import Tablet
from support.cast import School
from support.rosters import add_roster, people
from support.server import Server, free_port
from tooling import places

PROGRAM = places.ROOT / "tests" / "benchmarks" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
REPORTS = places.VAR / "lighthouse"
AT_LEAST = 95


def points(port: int, address: str, name: str) -> dict[str, int]:
    """Of each category that has any for this page."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{name}.json"
    options = ["--output=json", f"--output-path={report}", f"--port={port}", "--disable-storage-reset", "--quiet"]
    command = [str(PROGRAM), address, *options, "--no-enable-error-reporting"]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, timeout=300)
    found = json.loads(report.read_text())
    for audit in found["audits"].values():
        if audit["score"] is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] != "informative":
            print(f"   {name}: {audit['id']}: {audit['score']} {audit.get('displayValue', '')}")
    return {category: round(100 * one["score"]) for category, one in found["categories"].items() if one["score"]}


@pytest.mark.skipif(not PROGRAM.exists(), reason="`make lighthouse` installs it")
def test_points_of_lighthouse(school: School, server: Server, playwright: Playwright, tmp_path: Path) -> None:
    session = add_roster(school, "Register", people(30)).session
    port = free_port()
    tablet = Tablet(playwright, tmp_path / "mina", server.address, flags=(f"--remote-debugging-port={port}",))
    tablet.open()
    print()
    found = {"sign-in": points(port, server.address + "/", "sign-in")}
    tablet.sign_in("school", "mina@example.com").is_ready_for_offline_use()
    found["today"] = points(port, server.address + "/", "today")
    found["roster"] = points(port, f"{server.address}/sessions/{session.pk}", "roster")
    tablet.close()
    for page, scores in found.items():
        print(f"{page:10}", ", ".join(f"{category} {score}" for category, score in scores.items()))
    low = {page: scores for page, scores in found.items() if min(scores.values()) < AT_LEAST}
    assert low == {}
