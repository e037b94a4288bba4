"""`make audit`: known vulnerabilities of the locked packages, as far as anybody here answers that question.

A vulnerability fails. A registry that does not serve such queries, as a mirror or a machine without network does not,
is named in one line and fails nothing: what was not asked is said, never counted as sound.
"""

import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tooling import places, processes, setup

LOCKS = tuple(places.BACKEND / f"requirements{part}.txt" for part in ("", "-mysql", "-dev", "-node"))
# Longer than any registry that answers at all; one that swallows packets must not hold up a check.
SECONDS = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """What was learned of one set of packages. `reason` says why some or all of it was not answered."""

    asked: int = 0
    vulnerable: list[str] = field(default_factory=list)
    reason: str = ""


def run() -> int:
    """Ask about both ecosystems; 1 if something vulnerable is locked."""
    setup.development()
    setup.node_modules()
    return report({"Python": python, "npm": npm})


def report(ecosystems: dict[str, Callable[[], Finding]]) -> int:
    found = {name: ask() for name, ask in ecosystems.items()}
    for name, finding in found.items():
        processes.say(_line(name, finding))
        for one in finding.vulnerable:
            processes.say(f"  {one}")
    return 1 if any(finding.vulnerable for finding in found.values()) else 0


def _line(name: str, finding: Finding) -> str:
    if finding.vulnerable:
        return f"{name}: {len(finding.vulnerable)} known vulnerabilities"
    if finding.reason:
        return f"{name}: not audited, since {finding.reason}"
    return f"{name}: {finding.asked} packages, no known vulnerability"


def python(locks: Sequence[Path] = LOCKS) -> Finding:
    """By pip-audit, of what is locked and not of what happens to be installed."""
    options = ["--format", "json", "--progress-spinner", "off", "--timeout", "10", "--disable-pip", "--require-hashes"]
    command: list[str | Path] = [places.BIN / "pip-audit", *options]
    for lock in locks:
        command += ["-r", lock]
    told = _answer(command, places.ROOT)
    packages = told.get("dependencies")
    if packages is None:
        return Finding(reason=f"no answer came: {told['problem']}")
    # pip-audit calls what its service does not know skipped, and ends with success: a registry without such data
    # would pass for a clean one.
    answered = [one for one in packages if "vulns" in one]
    vulnerable = [
        f"{one['name']} {one['version']}: {vuln['id']}, fixed in {', '.join(vuln['fix_versions']) or 'no version yet'}"
        for one in answered
        for vuln in one["vulns"]
    ]
    skipped = len(packages) - len(answered)
    reason = f"the registry knows nothing of {skipped} of {len(packages)} packages" if skipped else ""
    return Finding(len(packages), sorted(set(vulnerable)), reason)


def npm(folder: Path = places.PWA) -> Finding:
    """By npm audit, of package-lock.json."""
    told = _answer(["npm", "audit", "--json"], folder)
    if "vulnerabilities" not in told:
        # What npm says of a refusal begins with the status; the address behind it helps nobody.
        reason = str(told.get("message") or told.get("problem") or "the answer is none").partition(" - ")[0]
        return Finding(reason=f"no answer came: {reason}")
    vulnerable = [f"{name}: {one['severity']}, {one['range']}" for name, one in told["vulnerabilities"].items()]
    return Finding(told["metadata"]["dependencies"]["total"], sorted(vulnerable))


def _answer(command: processes.Command, cwd: Path) -> dict[str, Any]:
    """The JSON that a command prints, or its last line as `problem`."""
    try:
        done = subprocess.run(
            list(command), cwd=cwd, env=processes.environment(), capture_output=True, text=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return {"problem": f"none within {SECONDS} s"}
    try:
        told = json.loads(done.stdout)
        return told if isinstance(told, dict) else {"problem": "the answer is none"}
    except ValueError:
        said = (done.stderr or done.stdout).strip().splitlines() or [f"exit code {done.returncode}"]
        # The kind of the error; the rest of the line is an address.
        return {"problem": said[-1].partition(":")[0][:200]}
