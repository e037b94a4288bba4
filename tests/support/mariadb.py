"""A private MariaDB for tests: own data directory, own socket, no port; started in under a second, gone afterwards.

It never touches a server that somebody else started: before a signal is sent, the process must carry our directory
in its command line.
"""

import getpass
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

PREFIX = "omni-db-"
LONGEST_SOCKET = 107
PATIENCE = 60.0
# Nothing has to survive a power cut here, so nothing waits for the disk.
FAST = (
    "--innodb-flush-log-at-trx-commit=0",
    "--skip-innodb-doublewrite",
    "--innodb-log-file-size=16M",
    "--innodb-buffer-pool-size=128M",
)
# What was committed is on the disk, as in production.
DURABLE = ("--innodb-flush-log-at-trx-commit=1", "--innodb-buffer-pool-size=64M")


class MariaDBMissing(RuntimeError):
    """No server program, or one that does not start."""


@dataclass(frozen=True, slots=True)
class PrivateMariaDB:
    """One server in one folder. The folder's place is known before the server runs, so settings can name it."""

    folder: Path

    @classmethod
    def planned(cls) -> "PrivateMariaDB":
        """A server that is not running yet, in a new folder that only its user may enter."""
        sweep()
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        (folder / "owner").write_text(str(os.getpid()))
        return cls(folder)

    @property
    def socket(self) -> Path:
        return self.folder / "s"

    def url(self, database: str) -> str:
        """What DATABASE_URL says to reach one of its databases."""
        return f"mysql://root@localhost/{database}?unix_socket={quote(str(self.socket))}"

    def start(self, options: Sequence[str] = FAST) -> None:
        """Lay the data directory if there is none, and start; returns when the server answers."""
        if len(str(self.socket)) > LONGEST_SOCKET:
            raise MariaDBMissing(f"the path of the socket is too long for the system: {self.socket}; set TMPDIR")
        user = _server_user()
        if user != getpass.getuser():
            shutil.chown(self.folder, user)
        if not (self.folder / "data").exists():
            self._install(user)
        self._run(user, options)

    def _install(self, user: str) -> None:
        self._finish(
            [
                _program("mariadb-install-db", "mysql_install_db"),
                "--no-defaults",
                self._data,
                f"--user={user}",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--skip-name-resolve",
            ]
        )

    def _run(self, user: str, options: Sequence[str]) -> None:
        with (self.folder / "out").open("wb") as out:
            subprocess.Popen(
                [
                    _program("mariadbd", "mysqld"),
                    "--no-defaults",
                    self._data,
                    f"--user={user}",
                    f"--socket={self.socket}",
                    "--skip-networking",
                    f"--pid-file={self._pid_file}",
                    "--character-set-server=utf8mb4",
                    "--collation-server=utf8mb4_unicode_ci",
                    *options,
                ],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                # Ctrl-C in the terminal is for the tests: they stop the server once they have cleaned up.
                start_new_session=True,
            )
        self._wait_for_answer()

    def create_database(self, name: str) -> str:
        """An empty database beside the tests' own; returns its DATABASE_URL."""
        self._finish([*self._client(), "-e", f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4"])
        return self.url(name)

    def ensure_database(self, name: str) -> str:
        """A database of that name, made if there is none; returns its DATABASE_URL."""
        self._finish([*self._client(), "-e", f"CREATE DATABASE IF NOT EXISTS `{name}` CHARACTER SET utf8mb4"])
        return self.url(name)

    def copy_database(self, name: str, source: "PrivateMariaDB") -> None:
        """Fill one of its databases with what another server has in a database of that name."""
        dump = [_program("mariadb-dump", "mysqldump"), *source._client()[1:], "--triggers", name]
        with (self.folder / "dump.sql").open("w+") as file:
            subprocess.run(dump, stdout=file, check=True)
            file.seek(0)
            subprocess.run([*self._client(), name], stdin=file, check=True)

    def kill(self) -> None:
        """End it as a power cut would; `start` runs it again on what is on the disk."""
        pid = self._pid()
        if pid is None:
            raise MariaDBMissing("it does not run")
        os.kill(pid, signal.SIGKILL)
        _until(lambda: self._pid() is None)

    def stop(self) -> None:
        """Stop the server if it runs, and remove its folder."""
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def halt(self) -> None:
        """Stop the server if it runs, and keep its data."""
        pid = self._pid()
        if pid is not None:
            os.kill(pid, signal.SIGTERM)
            _until(lambda: self._pid() is None)

    @property
    def _data(self) -> str:
        return f"--datadir={self.folder / 'data'}"

    @property
    def _pid_file(self) -> Path:
        return self.folder / "pid"

    def _pid(self) -> int | None:
        """The server's process, or None: a number in a file says nothing until the process is seen to be ours."""
        try:
            pid = int(self._pid_file.read_text())
            arguments = _arguments(pid)
        except (OSError, ValueError, subprocess.CalledProcessError):
            return None
        return pid if str(self.folder) in arguments else None

    def _client(self) -> list[str]:
        return [_program("mariadb", "mysql"), "--no-defaults", "-uroot", f"--socket={self.socket}"]

    def _wait_for_answer(self) -> None:
        ask = [*self._client(), "-e", "SELECT 1"]
        if not _until(lambda: subprocess.run(ask, capture_output=True).returncode == 0):
            raise MariaDBMissing(f"MariaDB did not start: {(self.folder / 'out').read_text()[-2000:]}")

    def _finish(self, command: list[str]) -> None:
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise MariaDBMissing(f"{command[0]}: {done.stdout[-1000:]}{done.stderr[-1000:]}")


def sweep() -> None:
    """Stop and remove what earlier runs left behind because they were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            os.kill(int((folder / "owner").read_text()), 0)
        except (ProcessLookupError, ValueError):
            PrivateMariaDB(folder).stop()
        except OSError:
            # Somebody else's, or just being made.
            continue


def _arguments(pid: int) -> str:
    """The command line of a process; small systems have /proc but no ps, others the reverse."""
    listed = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        return listed.read_text()
    return subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout


def _server_user() -> str:
    """The server refuses to run as root unless told so; Debian's package brings a user for it."""
    if os.geteuid() != 0:
        return getpass.getuser()
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "mysql" if "mysql" in names else "root"


def _program(*names: str) -> str:
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    for name in names:
        found = shutil.which(name, path=path)
        if found:
            return found
    raise MariaDBMissing(f"{names[0]} is not installed (Debian: apt-get install mariadb-server)")


def _until(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False
