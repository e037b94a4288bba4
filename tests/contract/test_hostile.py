"""Ten thousand hostile requests over every operation of the contract: each is refused or answered, at once (R8).

A seed makes the same requests again, and a failure names the number of its request. `make test` sends those of one
seed, `make test-long` eighty thousand. What only the server itself can meet is in test_hostile_sockets.py.
"""

import time
from collections import Counter

import pytest
from django.test import Client

from omnipresence.base.tallies import tallies
from support import contract
from support.cast import School, bearer
from support.hostile import Hostile
from support.long import walks
from support.undone import undone

REQUESTS = 10_000
# Of processor time, for one request on a busy machine: the slowest right answer, a report as PDF, takes a tenth.
MOST_SECONDS = 5.0


@pytest.mark.parametrize("seed", range(walks(1, 8)))
def test_hostile_requests_are_answered_without_an_error_of_the_server(school: School, seed: int) -> None:
    hostile = Hostile(seed, [school.pupil.pk, school.group.pk, school.session.pk, school.olga.pk, 1, 2])
    client = Client(raise_request_exception=False, headers=bearer(school.olga))
    answered: Counter[int] = Counter()
    for number in range(REQUESTS):
        method, address, body, headers = hostile.next()
        tallies().forget()
        extra = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers.items()}
        kind = extra.pop("HTTP_CONTENT_TYPE")
        path, _, query = address.partition("?")
        began = time.process_time()
        what = (seed, number, method, address[:300], headers, body[:500])
        with undone():
            answer = client.generic(method, path, body, kind, QUERY_STRING=query, **extra)
            assert answer.status_code < 500, (what, answer.content[:500])
            if answer.streaming:
                answer.getvalue()
        took = time.process_time() - began
        assert took < MOST_SECONDS, (what, took)
        answered[answer.status_code] += 1
    assert answered.total() == REQUESTS >= 10_000
    # They reach into the handlers: many are taken for right, and refused for each of the usual reasons.
    assert answered[200] > REQUESTS / 20 and answered[204] and answered[201], answered
    assert all(answered[status] > REQUESTS / 100 for status in (400, 401, 404, 405, 415, 422)), answered
    assert hostile.met == {str(operation) for operation in contract.operations()}
