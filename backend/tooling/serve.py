"""`make run` and `make dev`: the whole product from one process group."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tooling import build, places, processes, setup

PATIENCE = 60.0
GRACE = "5"
SIGN_INS = """
Omnipresence runs on {address}

Sign in as any of these, password omnipresence-demo:
  organization  demo-school, demo-hotel or demo-conference
  e-mail        admin@example.com     decides conflicts
                manager@example.com   reads everything
                staff1@example.com    marks presence
                staff2@example.com    marks presence

Ctrl-C stops it."""
PRODUCTION = """
Omnipresence runs on {address}
Ctrl-C stops it."""


def run() -> int:
    """Set up what is missing, then serve PWA and API."""
    host, port = _address()
    setup.runtime()
    build.pwa()
    _database()
    return _serve(host, port, [gunicorn(host, port), worker()])


def dev() -> int:
    """The same with live reloading: the API restarts itself, and Vite serves the PWA in front of it."""
    host, port = _address()
    setup.runtime()
    setup.node_modules()
    _database()
    behind = _free_port()
    # Not by `npm run`, which does not hand signals on.
    vite = [str(places.PWA / "node_modules" / ".bin" / "vite"), "--host", host, "--port", str(port), "--strictPort"]
    os.environ["API_URL"] = f"http://127.0.0.1:{behind}"
    return _serve(host, port, [[*gunicorn("127.0.0.1", behind), "--reload"], [*worker(), "--reload"], vite])


def demo() -> int:
    """The demo organizations with two months of marks; `make run` shows them."""
    setup.runtime()
    _manage("migrate")
    _manage("seed_demo", "--large")
    processes.say("The demo organizations have eight weeks of marked sessions and four to come. See them: make run")
    return 0


def _address() -> tuple[str, int]:
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"PORT: {port!r} is not a port")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            sys.exit(f"{host}:{port} cannot be used ({error.strerror}). Name another one: make PORT=8001 run")
    return host, int(port)


def _database() -> None:
    _manage("migrate")
    if _in_development():
        _manage("seed_demo")


def _manage(command: str, *options: str) -> None:
    """Quietly; of a failure only the last line is said, which names what is wrong with a setting or the database."""
    done = subprocess.run(
        [places.PYTHON, "manage.py", command, *options, "--verbosity", "0"],
        cwd=places.BACKEND,
        env=processes.environment(),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        reason = done.stderr.strip().splitlines() or ["no reason given"]
        sys.exit(f"manage.py {command} failed: {reason[-1]}")


def _in_development() -> bool:
    return os.environ.get("OMNIPRESENCE_ENV", "development") == "development"


def gunicorn(host: str, port: int) -> list[str]:
    # Threads, since each request waits for the database; one process is enough for one box.
    # The control socket would stand in the home folder, one for all servers of a user.
    return [
        str(places.BIN / "gunicorn"),
        "omnipresence.config.wsgi",
        *("--chdir", str(places.BACKEND)),
        *("--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"),
        *("--worker-class", "omnipresence.config.worker.FairWorker", "--workers", "1", "--threads", "8"),
        *("--graceful-timeout", GRACE),
        *("--log-level", "warning"),
        "--no-control-socket",
    ]


def worker() -> list[str]:
    """Who does the background jobs."""
    return [str(places.PYTHON), str(places.BACKEND / "manage.py"), "run_jobs"]


def _serve(host: str, port: int, servers: Sequence[Sequence[str]]) -> int:
    """Start the servers in our own process group, say where they are, and end all of them together."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    running: list[subprocess.Popen[bytes]] = []
    try:
        for server in servers:
            cwd = places.PWA if places.PWA in Path(server[0]).parents else places.BACKEND
            running.append(subprocess.Popen(server, cwd=cwd, env=processes.environment(), stdin=subprocess.DEVNULL))
        if not _answers(host, port, running):
            return 1
        text = SIGN_INS if _in_development() else PRODUCTION
        processes.say(text.format(address=f"http://localhost:{port}/"))
        while all(one.poll() is None for one in running):
            time.sleep(0.2)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(running)


def _leave(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _stop(running: Sequence[subprocess.Popen[bytes]]) -> None:
    # A second Ctrl-C must not interrupt the orderly end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for one in running:
        one.terminate()
    for one in running:
        try:
            one.wait(float(GRACE) + 5)
        except subprocess.TimeoutExpired:
            one.kill()


def _answers(host: str, port: int, running: Sequence[subprocess.Popen[bytes]]) -> bool:
    """Whether a request is answered: the port alone is open before the application has loaded."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and all(one.poll() is None for one in running):
        asking = http.client.HTTPConnection(host, port, timeout=5)
        try:
            asking.request("GET", "/")
            asking.getresponse()
            return True
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            asking.close()
    processes.say("The server did not start.")
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
