"""The worker as it runs in production, killed in the middle of a delivery."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.api import Api
from support.cast import School
from support.jobs import WorkerProcess
from support.mariadb import PrivateMariaDB
from support.receivers import Receiver
from support.server import SECRET_KEY, url_of_test_database
from support.webhooks import add_participant, add_webhook, log


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOKS_ALLOW_PRIVATE = True
    # Of the workers that are started here: they have to read the secrets.
    settings.SECRET_KEY = SECRET_KEY
    receiver = Receiver()
    yield receiver
    receiver.close()


def test_a_killed_worker_s_delivery_is_sent_again_under_the_same_id(
    transactional_db: None,
    database_server: PrivateMariaDB | None,
    receiver: Receiver,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WEBHOOKS_ALLOW_PRIVATE", "1")
    olga = Api(School().olga)
    hook = add_webhook(olga, receiver)
    add_participant(olga)
    receiver.gate.clear()
    first = worker(database_server, tmp_path).start()
    try:
        begun = receiver.wait_for_one()
    finally:
        # It waits for an answer that does not come, and has written nothing of it.
        first.kill()
    assert [(row["status"], row["attempts"]) for row in log(olga, hook)] == [("pending", 0)]
    receiver.gate.set()
    second = worker(database_server, tmp_path).start()
    try:
        again = receiver.wait_for_one()
    finally:
        second.stop()
    assert (again.id, again.body) == (begun.id, begun.body)
    # It has ended in an orderly way: what was sent is written.
    assert [(row["status"], row["attempts"]) for row in log(olga, hook)] == [("delivered", 1)]


def worker(database_server: PrivateMariaDB | None, folder: Path) -> WorkerProcess:
    return WorkerProcess(url_of_test_database(database_server), folder / "worker.log")
