"""The same Idempotency-Key gives the same answer: over repeats, crashes, threads and processes."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from omnipresence.accounts.models import ApiKey
from omnipresence.base import clock, idempotency
from omnipresence.base.models import IdempotencyKey
from omnipresence.roster.models import Group
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.keys import key_of, keyed
from support.mariadb import PrivateMariaDB
from support.server import url_of_test_database
from support.threads import Turnstile, Worker

KEY = {"Idempotency-Key": "e7c5a6b0-one-request"}
GROUP = {"name": "2B", "group_type": "class"}


def groups(school: School) -> int:
    return Group.objects.for_organization(school.organization.pk).filter(name="2B").count()


def whole(answer: Any) -> Any:
    kept = {name: answer.headers.get(name) for name in ("Content-Type", "ETag", "Location")}
    return answer.status_code, answer.content, kept


def test_a_repeat_gives_the_same_bytes_and_does_nothing_more(school: School, olga: Api) -> None:
    first = olga.post("groups", GROUP, **KEY)
    assert (first.status_code, groups(school)) == (201, 1)
    assert whole(olga.post("groups", GROUP, **KEY)) == whole(first)
    assert groups(school) == 1
    # What is answered does not depend on a key.
    other = olga.post("groups", {**GROUP, "name": "2C"})
    assert set(other.json()) == set(first.json())


def test_another_request_with_the_same_key_is_refused(school: School, olga: Api) -> None:
    olga.post("groups", GROUP, **KEY)
    reused = (422, "idempotency-key-reused")
    assert refusal(olga.post("groups", {**GROUP, "name": "2C"}, **KEY)) == reused
    assert refusal(olga.post("participants", GROUP, **KEY)) == reused
    assert groups(school) == 1


def test_a_key_belongs_to_whoever_sent_it(school: School, strangers: School, olga: Api) -> None:
    first = olga.post("groups", GROUP, **KEY).json()["id"]
    theirs = Api(strangers.olga).post("groups", GROUP, **KEY)
    program = keyed(key_of(school.olga, "roster:write")).post("groups", GROUP, **KEY)
    assert (theirs.status_code, program.status_code) == (201, 201)
    assert len({first, theirs.json()["id"], program.json()["id"]}) == 3


def test_a_refusal_keeps_nothing_so_a_later_try_may_succeed(school: School, olga: Api) -> None:
    body = {"group": 9_000_000_000, "participant": school.pupil.pk}
    assert olga.post("group-memberships", body, **KEY).status_code == 422
    assert IdempotencyKey.objects.count() == 0
    assert olga.post("groups", GROUP, **KEY).status_code == 201


@pytest.mark.parametrize("key", ["", "two words", "é", "x" * 256])
def test_it_refuses_what_is_no_key(olga: Api, key: str) -> None:
    assert wrong_fields(olga.post("groups", GROUP, **{"Idempotency-Key": key})) == {"/Idempotency-Key": "format"}


def test_where_nothing_is_posted_a_key_changes_nothing(school: School, olga: Api) -> None:
    path = f"groups/{school.group.pk}"
    assert refusal(olga.post(path, {}, **{"Idempotency-Key": "k"})) == refusal(olga.post(path, {}))


def test_a_secret_that_is_shown_once_is_shown_to_its_repeat_and_to_no_reader_of_the_database(
    school: School, olga: Api
) -> None:
    expires_at = clock.rfc3339(clock.now() + timedelta(days=1))
    body = {"name": "Gate", "scopes": ["read"], "expires_at": expires_at}
    first = olga.post("api-keys", body, **KEY)
    assert whole(olga.post("api-keys", body, **KEY)) == whole(first)
    assert ApiKey.objects.for_organization(school.organization.pk).count() == 1
    secret = first.json()["key"].encode()
    row = IdempotencyKey.objects.get()
    assert secret not in bytes(row.body)
    assert b"e7c5a6b0" not in bytes(row.digest) + bytes(row.body) + row.headers.encode()


def test_answers_are_forgotten_after_a_day(school: School, olga: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    olga.post("groups", GROUP, **KEY)
    call_command("purge_idempotency_keys", verbosity=0)
    assert IdempotencyKey.objects.count() == 1
    later = clock.now() + timedelta(hours=24, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    call_command("purge_idempotency_keys", verbosity=0)
    assert IdempotencyKey.objects.count() == 0


def test_a_rotated_secret_key_still_reads_them(settings: Any) -> None:
    claim = idempotency.Claim(1, "7 ", "key", b"request")
    first = idempotency._vault(claim).encrypt(b"body")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "the key after it, long enough as well"
    assert idempotency._vault(claim).decrypt(first) == b"body"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_works_and_both_get_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    school, gate = School(), Turnstile()
    insert, held = idempotency._insert, [gate]

    def hold(claim: Any) -> bool:
        taken = insert(claim)
        if held:
            held.pop().stop_here()
        return taken

    monkeypatch.setattr(idempotency, "_insert", hold)
    one = Worker(lambda: whole(Api(school.olga).post("groups", GROUP, **KEY)))
    gate.wait_until_reached()
    other = Worker(lambda: whole(Api(school.olga).post("groups", GROUP, **KEY)))
    gate.open()
    assert one.outcome() == other.outcome()
    assert groups(school) == 1


CRASHING = """
import os, sys
import django
django.setup()
from django.db import transaction
from django.test import Client
from omnipresence.base import idempotency

point, authorization = sys.argv[1:]
work = idempotency.write_unversioned
def dying(attempt, **kwargs):
    def whole():
        done = attempt()
        if point == "before the commit":
            os._exit(9)
        return done
    done = work(whole, **kwargs)
    os._exit(9)
idempotency.write_unversioned = dying
Client().post(
    "/api/v1/groups", b'{"name":"2B","group_type":"class"}', "application/json",
    headers={"Authorization": authorization, "Idempotency-Key": "e7c5a6b0-one-request"},
)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("point", "kept"), [("before the commit", 0), ("after the commit", 1)])
def test_a_process_that_dies_leaves_all_of_it_or_nothing(
    database_server: PrivateMariaDB | None, point: str, kept: int
) -> None:
    school = School()
    authorization = Api(school.olga).client._credentials["HTTP_AUTHORIZATION"]
    environment = {
        **os.environ,
        "DATABASE_URL": url_of_test_database(database_server),
        "SECRET_KEY": settings.SECRET_KEY,
    }
    backend = Path(__file__).parents[3] / "backend"
    died = subprocess.run(
        [sys.executable, "-c", CRASHING, point, authorization], cwd=backend, env=environment, timeout=60, check=False
    )
    assert (died.returncode, groups(school)) == (9, kept)
    # Nobody got an answer. Whoever asks again gets it, and there is one group, as wanted.
    assert Api(school.olga).post("groups", GROUP, **KEY).status_code == 201
    assert groups(school) == 1
