"""`make mutants`: breaks the product in named ways, one at a time in a copy of the tree; a test must see each.

The ways are data in tests/mutants/*.toml. A mutant that no test turns red fails the run; so does one whose text is no
longer in the code, because nobody would notice what stopped being tested.
"""

import os
import re
import shutil
import subprocess
import time
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tooling import places, processes, setup

LISTS = places.ROOT / "tests" / "mutants"
COPY = places.VAR / "mutants"
PATIENCE = 300
TEST_FAILED = 1


@dataclass(frozen=True, slots=True)
class Mutant:
    """One way to break the product: in `file`, `find` (there exactly once) becomes `replace`.

    `tests` are pytest or Vitest files, `select` the part of their tests' names that is meant to see it.
    """

    name: str
    invariant: str
    file: str
    find: str
    replace: str
    tests: tuple[str, ...]
    select: str = ""
    database: str = "sqlite"


def read_all() -> list[Mutant]:
    """All mutants, in the order of their files."""
    found = []
    for file in sorted(LISTS.glob("*.toml")):
        for one in tomllib.loads(file.read_text())["mutant"]:
            found.append(Mutant(**{**one, "tests": tuple(one["tests"])}))
    return found


def run() -> int:
    """Break, test, mend; then the table."""
    setup.development()
    setup.mysql_driver()
    setup.node_modules()
    wanted = os.environ.get("MUTANT", "")
    mutants = [mutant for mutant in read_all() if wanted in f"{mutant.invariant} {mutant.name}"]
    _copy_tree()
    if not _sound(mutants):
        return 1
    survivors = 0
    for mutant in mutants:
        started = time.monotonic()
        verdict = try_out(mutant, COPY)
        survivors += verdict != "killed"
        took = time.monotonic() - started
        processes.say(f"{verdict:9} {mutant.invariant:12} {mutant.name}  ({took:.0f} s)")
    processes.say(f"{len(mutants) - survivors} of {len(mutants)} mutants killed")
    return 1 if survivors or not mutants else 0


def try_out(mutant: Mutant, tree: Path) -> str:
    """killed, survived, or missing (its text is not there, or not once); the tree is as before afterwards."""
    file = tree / mutant.file
    text = file.read_text() if file.exists() else ""
    if text.count(mutant.find) != 1 or mutant.find == mutant.replace:
        return "missing"
    file.write_text(text.replace(mutant.find, mutant.replace))
    try:
        return "survived" if _green(mutant.tests, mutant.select, mutant.database, tree) else "killed"
    finally:
        file.write_text(text)


def _sound(mutants: Sequence[Mutant]) -> bool:
    """Whether the tests pass as long as nothing is broken: a test that is red anyway kills nothing."""
    processes.say("first all of these tests without any mutant")
    for tests, select, database in sorted({(mutant.tests, mutant.select, mutant.database) for mutant in mutants}):
        if not _green(tests, select, database, COPY):
            processes.say(f"red without any mutant: {' '.join(tests)} {select} on {database}")
            return False
    return True


def _green(tests: Iterable[str], select: str, database: str, tree: Path) -> bool:
    """Whether these tests pass. Broken beyond testing (no tests found) is neither: that ends the run."""
    typescript = next(iter(tests)).endswith(".ts")
    command, cwd = _vitest(tests, select, tree) if typescript else _pytest(tests, select, tree)
    extra = {"OMNI_TEST_DB": database, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=processes.environment(extra),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        # A test that never ends is a test that fails.
        return False
    if done.returncode not in {0, TEST_FAILED} or not _some_ran(done.stdout):
        raise SystemExit(f"{' '.join(map(str, command))} ran no test:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.returncode == 0


def _pytest(tests: Iterable[str], select: str, tree: Path) -> tuple[list[str | Path], Path]:
    options = ["-c", "backend/pyproject.toml", "--rootdir", ".", "--quiet", "-x", "-p", "no:cacheprovider"]
    return [places.PYTHON, "-m", "pytest", *options, *tests, *(["-k", select] if select else [])], tree


def _vitest(tests: Iterable[str], select: str, tree: Path) -> tuple[list[str | Path], Path]:
    chosen = ["-t", select] if select else []
    return ["npx", "--no-install", "vitest", "run", "--bail=1", "--no-color", *tests, *chosen], tree / "pwa"


def _some_ran(output: str) -> bool:
    return bool(re.search(r"\b\d+ (passed|failed|error)", output))


def _copy_tree() -> None:
    """What git knows, as it is now; the installed packages are shared."""
    shutil.rmtree(COPY, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=places.ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (places.ROOT / name).is_file():
            (COPY / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(places.ROOT / name, COPY / name)
    (COPY / "pwa" / "node_modules").symlink_to(places.PWA / "node_modules")
