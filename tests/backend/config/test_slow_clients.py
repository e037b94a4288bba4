"""Clients that send slowly do not keep the others from being served."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.mariadb import PrivateMariaDB
from support.server import HOST, Server, url_of_test_database

THREADS = 8
HEAD = b"POST /api/v1/auth/logout HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


@pytest.fixture
def server(transactional_db: None, database_server: PrivateMariaDB | None, tmp_path: Path) -> Iterator[Server]:
    started = Server(url_of_test_database(database_server), tmp_path / "log").start()
    yield started
    started.stop()


@pytest.mark.parametrize("trickles", [False, True], ids=["then nothing", "then a byte now and then"])
@pytest.mark.parametrize(
    "beginning", [HEAD + b"Content-Length: 1000\r\n\r\n{", HEAD], ids=["half a body", "half a head"]
)
def test_half_requests_on_all_threads_are_given_up(server: Server, beginning: bytes, trickles: bool) -> None:
    clients = [socket.create_connection((HOST, server.port)) for _ in range(2 * THREADS)]
    over = threading.Event()
    for client in clients:
        client.sendall(beginning)
    trickle = threading.Thread(target=_trickle, args=(clients, over))
    if trickles:
        trickle.start()
    try:
        assert _asks(server) < 20
    finally:
        over.set()
        if trickles:
            trickle.join()
        for client in clients:
            client.close()


def test_silent_connections_take_no_threads(server: Server) -> None:
    clients = [socket.create_connection((HOST, server.port)) for _ in range(5 * THREADS)]
    assert _asks(server) < 3
    for client in clients:
        client.close()


def _asks(server: Server) -> float:
    """How long somebody else waits for an answer."""
    time.sleep(0.5)
    began = time.monotonic()
    asking = http.client.HTTPConnection(HOST, server.port, timeout=30)
    asking.request("GET", "/healthz")
    assert asking.getresponse().status == 200
    asking.close()
    return time.monotonic() - began


def _trickle(clients: list[socket.socket], over: threading.Event) -> None:
    while not over.wait(0.5):
        for client in clients:
            try:
                client.sendall(b"x")
            except OSError:
                continue
