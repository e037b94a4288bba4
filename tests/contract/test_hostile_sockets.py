"""Hostile requests to the server as it runs, over real sockets: what gunicorn reads before the application (R8)."""

import http.client
import json
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from support import rawhttp
from support.cast import PASSWORD, School
from support.hostile import Hostile, Sent
from support.long import walks
from support.mariadb import PrivateMariaDB
from support.server import HOST, Server, url_of_test_database

WELL_FORMED = 1000
BROKEN = 1500
AT_ONCE = 6
# Nothing is undone here, and who has signed itself out asks no more: these are asked within the process alone.
ENDS_THE_SIGN_IN = ("/auth/", "/users/", "/me/", "/organization")
# The server gives up a client that sends nothing more after ten seconds; a busy machine may add to that.
PATIENCE = 30.0


@pytest.fixture
def server(transactional_db: None, database_server: PrivateMariaDB | None, tmp_path: Path) -> Iterator[Server]:
    # Some app to serve: a build is not what these tests are about.
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("<!doctype html><title>App</title>")
    started = Server(url_of_test_database(database_server), tmp_path / "log", tmp_path / "dist").start()
    yield started
    started.stop()


def test_hostile_requests_over_sockets_are_answered_without_an_error_of_the_server(server: Server) -> None:
    """Where the methods, paths and headers are read by gunicorn and not by the tests' client."""
    school = School()
    hostile = Hostile(99, [school.pupil.pk, school.group.pk, school.session.pk, 1])
    hostile.operations = [one for one in hostile.operations if not any(room in one.path for room in ENDS_THE_SIGN_IN)]
    identity = signed_in(server, school)

    def ask(request: Sent) -> int:
        method, address, body, headers = request
        connection = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
        try:
            sent = {name: value.encode("latin-1", "replace") for name, value in headers.items()}
            connection.request(method, address, body, {**identity, **sent})
            answer = connection.getresponse()
            assert answer.status < 500, (method, address[:300], headers, body[:500], answer.read())
        except (http.client.RemoteDisconnected, ConnectionError):
            # Too long a line or header: the server may hang up before all of it was sent.
            assert len(address) + sum(map(len, headers.values())) > 4000, (method, address[:300], headers)
            return 0
        finally:
            connection.close()
        return answer.status

    with ThreadPoolExecutor(AT_ONCE) as clients:
        answered = Counter(clients.map(ask, [hostile.next() for _ in range(WELL_FORMED * walks(1, 8))]))
    assert answered.total() >= WELL_FORMED and answered[200] > WELL_FORMED / 20, answered
    assert is_well(server)


def test_broken_http_is_refused_or_hung_up_on_and_never_waited_for(server: Server) -> None:
    """Forged lengths, chunks that are none, bodies and heads that end too soon, two lengths at once."""
    chance = random.Random(7)
    requests = [rawhttp.broken(chance) for _ in range(BROKEN * walks(1, 8))]

    def ask(sent: bytes) -> list[int]:
        try:
            found = rawhttp.statuses(HOST, server.port, sent, PATIENCE)
        except TimeoutError:
            pytest.fail(f"neither answered nor closed: {sent[:300]!r}")
        # 501 says of a transfer coding that nobody here knows it, as HTTP wants it said.
        assert all(status < 500 or status == 501 for status in found), (found, sent[:600])
        return found

    with ThreadPoolExecutor(AT_ONCE) as clients:
        answered = Counter(status for found in clients.map(ask, requests) for status in found)
    assert answered[400] > BROKEN / 10 and answered[204], answered
    assert is_well(server)


def signed_in(server: Server, school: School) -> dict[str, str]:
    """The administrator's header; the server has a key of its own, so it is asked for the token."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
    body = {"organization": school.organization.slug, "email": school.olga.email, "password": PASSWORD}
    connection.request("POST", "/api/v1/auth/token", json.dumps(body), {"Content-Type": "application/json"})
    answer = json.loads(connection.getresponse().read())
    return {"Authorization": f"Bearer {answer['access']}"}


def is_well(server: Server) -> bool:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
    connection.request("GET", "/readyz")
    return connection.getresponse().status == 200
