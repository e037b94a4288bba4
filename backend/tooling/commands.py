"""The commands of the Makefile."""

from collections.abc import Callable, Sequence

from tooling import audit, bench, build, check, contract, mutants, processes, serve, setup, test


def _setup() -> int:
    setup.everything()
    return 0


def _openapi() -> int:
    setup.development()
    setup.node_modules()
    contract.write()
    return 0


def _build() -> int:
    build.pwa()
    return 0


COMMANDS: dict[str, Callable[[], int]] = {
    "setup": _setup,
    "run": serve.run,
    "dev": serve.dev,
    "build": _build,
    "openapi": _openapi,
    "check": check.run,
    "audit": audit.run,
    "test": test.everything,
    "test-long": test.long,
    "mutants": mutants.run,
    "e2e": test.journeys,
    "bench": bench.run,
    "lighthouse": bench.lighthouse,
    "screenshots": bench.screenshots,
    "demo": serve.demo,
}


def main(arguments: Sequence[str]) -> int:
    """Run the one command named; anything else lists them."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        processes.say(f"python -m tooling {'|'.join(COMMANDS)}")
        return 2
    try:
        return COMMANDS[arguments[0]]()
    except KeyboardInterrupt:
        return 130
