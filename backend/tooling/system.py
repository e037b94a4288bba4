"""Packages of the system: installed where we may, otherwise named in one line."""

import os
import shutil
import subprocess
import sys

from tooling import processes

Packages = tuple[str, ...]
VENV: Packages = ("python3-venv",)
COMPILER: Packages = ("gcc", "pkg-config", "python3-dev", "default-libmysqlclient-dev")
MARIADB: Packages = ("mariadb-server",)
BROWSER: Packages = ("chromium", "fonts-noto-core", "fonts-noto-cjk")
FIREFOX: Packages = ("firefox-esr",)
QUICK_START: Packages = ("curl", "jq")
_updated = False


def has_compiler() -> bool:
    """Whether the MySQL driver can be built here."""
    config = (
        _found("mariadb_config", "mysql_config") or processes.answer(["pkg-config", "--exists", "libmariadb"]) == ""
    )
    return bool(_found("gcc", "cc", "clang") and config)


def has_mariadb() -> bool:
    return bool(_found("mariadbd", "mysqld") and _found("mariadb-install-db", "mysql_install_db"))


def has_quick_start() -> bool:
    """Whether docs/api/curl.md can be run."""
    return bool(_found("curl") and _found("jq"))


def browser() -> str | None:
    """Where Chromium is, if it is."""
    return os.environ.get("CHROMIUM") or _found("chromium", "chromium-browser", "google-chrome")


def firefox() -> str | None:
    """Where Firefox is, if it is."""
    return os.environ.get("FIREFOX") or _found("firefox-esr", "firefox")


def install(what: str, packages: Packages) -> None:
    """Install Debian packages, or end with the one line that the reader has to type."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not _may_install():
        sys.exit(f"{what} is missing. On Debian or Ubuntu: sudo {' '.join(command)}")
    processes.say(f"Installing {what}: {' '.join(packages)}")
    _apt_get(command, what)


def install_if_possible(what: str, packages: Packages) -> None:
    """The same for what tests can do without: they say themselves that they were skipped."""
    try:
        install(what, packages)
    except SystemExit as reason:
        processes.say(str(reason))


def _may_install() -> bool:
    if not _found("apt-get"):
        return False
    return os.geteuid() == 0 or processes.answer(["sudo", "-n", "true"]) is not None


def _apt_get(command: list[str], what: str) -> None:
    global _updated
    before = [] if os.geteuid() == 0 else ["sudo", "-n"]
    # Another installation may hold the lock for a moment, and no service is to start by itself.
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"]
    patient = ["-q", "-o", "DPkg::Lock::Timeout=300"]
    steps = [] if _updated else [["apt-get", *patient, "update"]]
    for step in [*steps, [command[0], *patient, *command[1:]]]:
        done = subprocess.run([*before, *quiet, *step], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        if done.returncode:
            sys.exit(f"{what} could not be installed: {' '.join(step)}")
    _updated = True


def _found(*programs: str) -> str | None:
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
    return next((hit for hit in (shutil.which(name, path=path) for name in programs) if hit), None)
