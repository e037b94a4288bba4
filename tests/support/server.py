"""The server as it runs in production: its own gunicorn on a free port, on the tests' database, stopped for real."""

import http.client
import os
import random
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from support.mariadb import PrivateMariaDB
from tooling import serve

HOST = "127.0.0.1"
PATIENCE = 60.0
SETTINGS = "support.server_settings"
# The same for all servers, so that tokens outlive a restart.
SECRET_KEY = "known to every test and to nobody else"
TESTS = Path(__file__).resolve().parents[1]


@dataclass
class Server:
    """One server. It keeps its port over restarts, since the port is part of what a browser stores data under."""

    database_url: str
    log: Path
    dist: Path | None = None
    port: int = field(default_factory=lambda: free_port())
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> "Server":
        """Returns when it answers."""
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                serve.gunicorn(HOST, self.port),
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                # A group of its own: a kill takes its worker too, and nobody else.
                start_new_session=True,
            )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.05)
        return self

    def stop(self) -> None:
        """Orderly, as an operator would. Harmless when it does not run."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a power cut would."""
        self._end(signal.SIGKILL)

    def _end(self, number: int) -> None:
        if self._process is None:
            return
        if self._process.poll() is None:
            os.killpg(self._process.pid, number)
        self._process.wait(PATIENCE)
        self._process = None

    def _environment(self) -> dict[str, str]:
        changes = {
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "OMNIPRESENCE_ENV": "development",
            "PYTHONPATH": str(TESTS),
            "SECRET_KEY": SECRET_KEY,
        }
        if self.dist is not None:
            changes["PWA_DIST"] = str(self.dist)
        return {**os.environ, **changes}

    def _answers(self) -> bool:
        asking = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            asking.request("GET", "/readyz")
            return asking.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asking.close()


def url_of_test_database(mariadb: PrivateMariaDB | None) -> str:
    """What DATABASE_URL says to reach the database that this test's own queries use."""
    name = str(connection.settings_dict["NAME"])
    return f"sqlite:///{name}" if mariadb is None else mariadb.url(name)


def free_port() -> int:
    """Below the ports that systems give to outgoing connections: nobody takes it while the server is down."""
    while True:
        port = random.randint(18_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
        return port
