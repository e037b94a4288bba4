"""Faults 5, 6 and 16 on real lines: uploads that stop, answers that stop, and bodies that want to burst."""

import gzip
import http.client
import json
import socket
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from omnipresence.presence.models import PresenceRecord
from omnipresence.sync.body import MAX_COMPRESSED
from omnipresence.sync.models import SyncOperation
from support.cast import PASSWORD, School
from support.engines import Engine
from support.mariadb import PrivateMariaDB
from support.proxy import Proxy
from support.server import HOST, Server, url_of_test_database
from support.tablets import Tablet

STEP = 150
LONGEST = 100_000


@pytest.fixture
def line(live_server: LiveServer) -> Iterator[Proxy]:
    """A network between tablet and server that can be cut."""
    proxy = Proxy(int(live_server.url.rsplit(":", 1)[1])).start()
    yield proxy
    proxy.stop()


def test_fault_6_an_answer_that_is_cut_anywhere_is_none(school: School, line: Proxy) -> None:
    people = [person.pk for person in school.participants]
    tablet = Engine(f"{line.address}/api/v1", "mina@example.com", "Tablet on a bad line")
    try:
        assert tablet.sync()["phase"] == "idle"
        tablet.mark(school.session.pk, "late", *people[:6], note="bus")
        before = tablet.state()
        cuts = 0
        for kept in range(0, LONGEST, STEP):
            line.lose_answers_to("POST /api/v1/sync", after=kept)
            if tablet.sync()["phase"] == "idle":
                break
            cuts += 1
            assert line.lost.is_set()
            now = tablet.state()
            assert [len(now[name]) for name in ("ops", "acked", "records")] == [6, 0, 0], kept
            assert now["sync"] == before["sync"], "the cursor moved"
        assert cuts * STEP > 1000
        line.recover()
        assert tablet.sync()["phase"] == "idle"
        assert [len(tablet.state()[name]) for name in ("ops", "acked", "records")] == [0, 6, 6]
        assert PresenceRecord.objects.across_organizations("all there are").count() == 6
        assert SyncOperation.objects.count() == 6
    finally:
        tablet.close()


@pytest.fixture
def server(school: School, database_server: PrivateMariaDB | None, tmp_path: Path) -> Iterator[Server]:
    started = Server(url_of_test_database(database_server), tmp_path / "log").start()
    yield started
    started.stop()


def test_fault_5_and_16_uploads_that_stop_or_burst_are_refused_and_keep_nothing(school: School, server: Server) -> None:
    tablet = Tablet(school, school.mina)
    sign_in = {"organization": "school", "email": "mina@example.com", "password": PASSWORD}
    access = post(server, "auth/token", json.dumps(sign_in).encode(), "identity")[1]["access"]
    body = json.dumps(tablet.envelope(*[tablet.op(person, note="n" * 200) for person in school.participants])).encode()
    zipped = gzip.compress(body)
    for whole, encoding in ((body, "identity"), (zipped, "gzip")):
        for sent in range(0, len(whole), len(whole) // 4):
            stop_in_mid_upload(server, head(access, len(whole), encoding) + whole[:sent])
    for cut in (1, 10, len(zipped) // 2, len(zipped) - 1):
        assert post(server, "sync", zipped[:cut], "gzip", access)[0] == 400
    bomb = zlib_of_zeros(100_000_000)
    assert len(bomb) < MAX_COMPRESSED
    for bad, encoding, status in (
        (bomb, "gzip", 413),
        (gzip.compress(bomb), "gzip", 400),
        (b"\x1f\x8b" + bytes(5_000_000), "gzip", 413),
        (b" " * 5_000_000, "identity", 413),
        (zipped, "deflate", 415),
        (zipped, "gzip, gzip", 415),
        (zipped, "identity", 400),
        (body, "gzip", 400),
    ):
        assert post(server, "sync", bad, encoding, access)[0] in {status, 0 if len(bad) > MAX_COMPRESSED else status}
    assert not SyncOperation.objects.exists()
    status, reply = post(server, "sync", zipped, "gzip", access)
    assert (status, [result["outcome"] for result in reply["results"]]) == (200, ["applied"] * len(school.participants))


def head(access: str, length: int, encoding: str) -> bytes:
    lines = [
        "POST /api/v1/sync HTTP/1.1", f"Host: {HOST}", f"Content-Length: {length}", "Content-Type: application/json",
        f"Content-Encoding: {encoding}", f"Authorization: Bearer {access}", "", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def stop_in_mid_upload(server: Server, sent: bytes) -> None:
    """Whatever it answers, if it does: the line is gone."""
    with socket.create_connection((HOST, server.port), timeout=10) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        answer = line.recv(65_536)
    assert answer == b"" or answer.split()[1] == b"400", answer[:200]


def post(server: Server, path: str, body: bytes, encoding: str, access: str = "") -> tuple[int, Any]:
    """Status and JSON; status 0 where the server hung up on a body that it had refused before its end."""
    asking = http.client.HTTPConnection(HOST, server.port, timeout=10)
    headers = {"Content-Type": "application/json", "Content-Encoding": encoding}
    if access:
        headers["Authorization"] = f"Bearer {access}"
    began = time.monotonic()
    try:
        asking.request("POST", f"/api/v1/{path}", body, headers)
        answer = asking.getresponse()
        return answer.status, json.loads(answer.read())
    except ConnectionError:
        return 0, None
    finally:
        asking.close()
        assert time.monotonic() - began < 5


def zlib_of_zeros(size: int) -> bytes:
    packing = zlib.compressobj(9, wbits=16 + zlib.MAX_WBITS)
    piece = bytes(1_000_000)
    return b"".join(packing.compress(piece) for _ in range(size // len(piece))) + packing.flush()
