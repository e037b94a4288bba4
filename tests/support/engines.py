"""Tablets as they are: the PWA's own store and engine, each in a Node process with an IndexedDB in memory."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from support.cast import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "var" / "convergence" / "tablet.js"

Json = dict[str, Any]


def build() -> Path:
    """Bundle the engine as it is now; a fraction of a second."""
    vite = ROOT / "pwa" / "node_modules" / ".bin" / "vite"
    command = [str(vite), "build", "--config", "build/tablet.config.ts", "--logLevel", "error"]
    subprocess.run(command, cwd=ROOT / "pwa", check=True, capture_output=True, text=True)
    return BUNDLE


class Engine:
    """One tablet. Every method is a line to the process and the line it answers."""

    def __init__(self, address: str, email: str, name: str, seed: int | None = None) -> None:
        node = shutil.which("node") or "node"
        self.name = name
        seeded = [] if seed is None else [str(seed)]
        self._process = subprocess.Popen(
            [node, str(BUNDLE), address, *seeded], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.profile: Json = self.do("signin", organization="school", email=email, password=PASSWORD, name=name)

    def do(self, command: str, **given: Any) -> Any:
        """Send one command; raises when the tablet reports an error or has died."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the tablet has no pipes")
        self._process.stdin.write(json.dumps({"do": command, **given}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(f"{self.name}, {command}: {answer['error']}")
        return answer["ok"]

    def mark(self, session: int, state: str | None, *participants: int, note: str = "") -> list[str]:
        """Mark (None: clear) these people in one transaction; the ids of the operations that say so."""
        marks = [{"session": session, "participant": one, "state": state, "note": note} for one in participants]
        return list(self.do("mark", marks=marks))

    def begin(self, group: int, title: str) -> int:
        """A session that no timetable planned begins; its id on this tablet, which marks take from then on."""
        return int(self.do("begin", group=group, title=title))

    def sessions(self) -> list[int]:
        """The sessions that it offers, as it calls them: below zero where the server has given no number yet."""
        return list(self.do("sessions"))

    def sync(self) -> Json:
        """Try once, now; what the status line says afterwards."""
        return dict(self.do("sync"))

    def start(self) -> None:
        """Let the engine sync by its own timers, in virtual time (a tablet with a seed)."""
        self.do("start")

    def storm(self, percent: int) -> list[str]:
        """How many requests in a hundred meet trouble from now on; what those before met."""
        return list(self.do("weather", storm=percent))

    def passes(self, seconds: float, dies: int | None = None) -> Json:
        """Virtual time passes, and what it sets off happens; the status line afterwards.

        `dies`: after so many of its transactions the page dies, and another is opened.
        """
        return dict(self.do("pass", ms=round(seconds * 1000), dies=dies))

    def lose(self, *faults: str | None) -> None:
        """What happens to the next requests: "lose request", "lose response" or None."""
        self.do("fault", faults=list(faults))

    def state(self) -> Json:
        """All its tables."""
        return dict(self.do("state"))

    def records(self) -> dict[str, tuple[str, str, int]]:
        """What it believes to stand on the server: state, note and version by key."""
        rows = self.state()["records"]
        return {row["key"]: (row["presence_state"], row["note"], row["version"]) for row in rows}

    def row(self, session: int, participant: int) -> Json:
        """The line of the roster that the screen would show."""
        rows = self.do("roster", session=session)
        return next(dict(row) for row in rows if row["participant"]["id"] == participant)

    def close(self) -> None:
        """Let the process end."""
        self._process.kill()
        self._process.communicate()
