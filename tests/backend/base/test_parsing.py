"""Bodies: JSON and nothing else, within bounds."""

import json
import time
from typing import Any

import pytest

from omnipresence.base.parsing import parse_json
from omnipresence.base.problems import MalformedRequest
from support.api import Api, refusal
from support.cast import School

GROUP = b'{"name": "x", "group_type": "y", "extra_data": %s}'


def post(api: Api, body: bytes, content_type: str = "application/json") -> Any:
    return api.client.generic("POST", "/api/v1/groups", body, content_type=content_type)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"name=x",
        b'\xff\xfe{"name": 1}',
        b'{"name": "\xed\xa0\x80"}',
        b'{"name": "x", "name": "y"}',
        GROUP % b'{"a": NaN}',
        GROUP % b'{"a": 1e400}',
        GROUP % b'{"a": -Infinity}',
        GROUP % (b'{"a": 1' + b"0" * 70 + b"}"),
        GROUP % (b'{"a":' * 40 + b"1" + b"}" * 40),
        GROUP % (b"[" * 100000),
        GROUP % b'{"a": "\\u0000"}',
        GROUP % b'{"\\ud800": 1}',
        b'{"name": "\\udfff", "group_type": "y"}',
    ],
)
def test_what_is_no_json_is_refused(school: School, olga: Api, body: bytes) -> None:
    assert refusal(post(olga, body)) == (400, "malformed-request")


@pytest.mark.parametrize("body", [b"null", b"[]", b'"x"', b"7", b"true"])
def test_json_that_is_no_object_is_refused(school: School, olga: Api, body: bytes) -> None:
    assert refusal(post(olga, body)) == (422, "invalid-input")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_other_media_types_are_refused(school: School, olga: Api, kind: str) -> None:
    assert refusal(post(olga, b"{}", kind)) == (415, "unsupported-media-type")


def test_a_body_over_the_limit_is_refused(school: School, olga: Api) -> None:
    body = GROUP % (b'{"a": "' + b"x" * 2**20 + b'"}')
    assert refusal(post(olga, body)) == (413, "payload-too-large")


def test_escapes_that_mean_something_are_kept(school: School, olga: Api) -> None:
    answer = post(olga, GROUP % b'{"a": "\\ud83d\\ude00 \\\\u0000 [[[[{{{{", "b": 12345678901234567890.5e-3}')
    assert answer.status_code == 201
    assert answer.json()["extra_data"]["a"] == "\U0001f600 \\u0000 [[[[{{{{"


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 33 + b'"' + b'\\"' * 2**17,
        b"[" * 33 + b'"' + b'\\\n"' * 2**16,
        b"[" * 33 + b'"' * 2**17,
        b"[" * 33 + b'"' + b"\\" * (2**17 + 1),
        b'{"a": "' + b"[" * 2**17,
    ],
    ids=["escaped quotes", "escaped line breaks", "quotes", "backslashes", "open text"],
)
def test_a_body_made_to_be_slow_is_refused_at_once(body: bytes) -> None:
    began = time.perf_counter()
    with pytest.raises(MalformedRequest):
        parse_json(body)
    # A second for a quarter of a megabyte: what is quadratic takes minutes.
    assert time.perf_counter() - began < 1


def test_a_body_full_of_unknown_fields_gets_a_short_answer(school: School, olga: Api) -> None:
    answer = post(olga, json.dumps({f"field{n}": 0 for n in range(50_000)}).encode())
    assert refusal(answer) == (422, "invalid-input")
    assert len(answer.json()["errors"]) == 100
    assert len(answer.content) < 20_000


LARGE = str(2**64)
WHOLE = [
    b'{"a":1,"a":1}', b'{"a":{"b":1,"b":2}}', b"[1e999]", b"[NaN]", b"[-0]", b"[1.0]", b"[1e5]", b"[0.1]", b"[1.50]",
    f"[{LARGE}]".encode(), f"[-{LARGE}]".encode(), f"[{2**63}]".encode(), b"[" + b"9" * 65 + b"]", b'["\\ud800"]',
    b'["\\u0000"]', b'["\\u00e9"]', '["é"]'.encode(), '["é"]'.encode("latin-1"), b'["\\/"]', b'["a\tb"]', b"null",
    b"", b"[1,]", b"[" * 32 + b"]" * 32, b"[" * 33 + b"]" * 33, b'{"a":' * 33 + b"1" + b"}" * 33, b"[" * 2000,
    b"[" * 300 + b"]" * 300, b'{"a":[{"b":[{}]}],"c":null,"d":true}',
]  # fmt: skip


@pytest.mark.parametrize("body", WHOLE, ids=lambda body: body[:20].decode(errors="replace"))
def test_a_body_means_the_same_with_and_without_spaces(body: bytes) -> None:
    def read(text: bytes) -> object:
        try:
            return repr(parse_json(text))
        except MalformedRequest as refused:
            return type(refused)

    # A space at the end is enough to be read by the rules one by one.
    assert read(body) == read(body + b" ")
