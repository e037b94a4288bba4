"""`make check`: every tool that says what is allowed, all of them run, the failures named at the end."""

from collections.abc import Callable

from tooling import contract, places, processes, setup, test

Check = Callable[[], bool]


def run() -> int:
    setup.development()
    setup.node_modules()
    failed = [name for name, check in CHECKS.items() if not _passes(name, check)]
    processes.say(f"failed: {', '.join(failed)}" if failed else f"{len(CHECKS)} checks passed")
    return 1 if failed else 0


def _passes(name: str, check: Check) -> bool:
    processes.say(f"-- {name}")
    try:
        return check()
    except SystemExit as reason:
        # A step that the check needs could not be done: the other checks still say their part.
        processes.say(str(reason))
        return False


def _python(*command: str) -> Check:
    # A tool's own cwd decides which configuration it finds: backend/pyproject.toml.
    return lambda: processes.call([places.BIN / command[0], *command[1:]], cwd=places.BACKEND) == 0


def _npm(script: str) -> Check:
    return lambda: processes.call(["npm", "run", "--silent", script], cwd=places.PWA) == 0


def _contract_is_current() -> bool:
    stale = contract.differences()
    for file in stale:
        processes.say(f"{file} differs from the code: make openapi")
    return not stale


CONFIG = ("--config", "pyproject.toml")
CHECKS: dict[str, Check] = {
    "ruff": _python("ruff", "check", "--quiet", *CONFIG, ".", "../tests"),
    "ruff format": _python("ruff", "format", "--check", "--quiet", *CONFIG, ".", "../tests"),
    "mypy": _python("mypy"),
    "import-linter": _python("lint-imports", "--no-logo"),
    # Budgets, names and hosts; on SQLite, since no database is asked anything.
    "architecture": test.architecture,
    "migrations": _python("python", "manage.py", "makemigrations", "--check", "--dry-run"),
    "openapi.yaml and its types": _contract_is_current,
    "openapi.yaml by Redocly's rules": _npm("check:contract"),
    "tsc": _npm("check:types"),
    "biome": _npm("check:style"),
    "dependency-cruiser": _npm("check:ladder"),
}
