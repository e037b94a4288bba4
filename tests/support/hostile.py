"""Requests that mean harm, made from the contract: they fit an operation in most places and hurt in some.

A seed makes the same requests again, so the number of a request is enough to look at it.
"""

import json
import random
from typing import Any
from urllib.parse import quote

from support import contract
from support.contract import Operation

# Method, path with its query, body, headers.
Sent = tuple[str, str, bytes, dict[str, str]]
TEXTS = (
    "", " ", "\x00", "a\x00b", "\r\nX-Injected: 1", "' OR 1=1 --", '"; DROP TABLE users; --', "<img src=x onerror=a>",
    "=1+1", "../../etc/passwd", "%00", "%", "{{7*7}}", "\u202e", "\ufeff", "\U0001f469\u200d\U0001f680", "e\u0301" * 90,
    "\uffff", "ÿ" * 300, "x" * 70_000, "9" * 400, "-0", "1e309", "NaN", "Infinity", "null", "true", "[]", "0x10",
    "2026-02-30", "9999-12-31T23:59:60Z", "0000-00-00", "2026-01-01T00:00:00+99:99", "FREQ=DAILY;COUNT=999999999",
    "FREQ=SECONDLY", "01a20957-8262-754c-998f-ff2058a71b5g", "ffffffff-ffff-ffff-ffff-ffffffffffff", "\u0660\u0661",
)  # fmt: skip
NUMBERS = (0, -1, 1, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63) - 1, 10**30, 1.5, -0.0, 1e308, 253402300800000)
OTHERS = (None, True, False, [], {}, [[]], [None] * 300, {"": ""}, {"__proto__": 1}, {"$ref": "#"}, ["\x00"])
# Written by hand, since no writer of JSON writes them.
BODIES = (
    b"", b"{", b"\xff\xfe{}", b"\xef\xbb\xbf{}", b"[" * 5000, b'{"a":' * 900 + b"1" + b"}" * 900, b"NaN", b"-",
    b'{"a":1e999}', b'{"a":NaN}', b'{"a":1,"a":2}', b'{"a":"\\ud800"}', b'{"\\u0000":1}',
    b'"\xed\xa0\x80"', b"\x00" * 99,
    b"1" * 5000, b'{"a":' + b"9" * 5000 + b"}", '{"a":1}'.encode("utf-16"), b"a=1&b=2", b"--x\r\n\r\n",
    b"\x1f\x8b\x08broken",
)  # fmt: skip
KINDS = (
    "application/json", "application/json; charset=utf-16", "application/json; charset=nonsense", "text/plain", "",
    "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x", "application/xml",
    "application/json, text/html", "a/b/c", "application/merge-patch+json", "\u00ff",
)  # fmt: skip
HEADERS = {
    "If-Match": ("*", "1", '"', '"9"', 'W/"1"', '"1", "2"', "x" * 9000, '"' + "9" * 400 + '"'),
    "If-None-Match": ("*", '"', "x" * 9000),
    "Idempotency-Key": ("", " ", "k", "x" * 256, "\u00ff", "a,b"),
    "Accept": ("", "*/*", "text/html", "application/json;q=abc", ",", "a/b/c", "*/*;q=0", "application/pdf"),
    "Accept-Language": ("xx", "*;q=", "x" * 3000, "bn;q=2"),
    "Accept-Encoding": ("gzip;q=nan", "identity;q=0", "\u00ff"),
    "Content-Encoding": ("gzip", "br", "gzip, gzip", "nonsense"),
    "Authorization": ("", "Bearer", "Bearer a.b.c", "Basic eDp5", "Bearer \u00ff", "Bearer " + "a" * 5000, "x y z"),
    "X-Forwarded-For": ("1.2.3.4", "nonsense", "::1, ::1", "x" * 3000),
    "Origin": ("null", "https://evil.example"),
    "Range": ("bytes=0-0", "bytes=-1"),
    "X-HTTP-Method-Override": ("DELETE",),
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X")


class Hostile:
    """Makes requests that fit an operation in most places and hurt in some."""

    def __init__(self, seed: int, ids: list[int]) -> None:
        self.random = random.Random(seed)
        self.operations = contract.operations()
        self.ids = ids
        # The operations that have been aimed at.
        self.met: set[str] = set()

    def next(self) -> Sent:
        chance = self.random
        operation = chance.choice(self.operations)
        self.met.add(str(operation))
        method = operation.method.upper() if chance.random() < 0.85 else chance.choice(METHODS)
        headers = {"Content-Type": "application/json" if chance.random() < 0.9 else chance.choice(KINDS)}
        for name in chance.sample(sorted(HEADERS), chance.choice((0, 0, 0, 1, 2))):
            headers[name] = chance.choice(HEADERS[name])
        body = self.body(operation) if method != "GET" or chance.random() < 0.1 else b""
        return method, self.address(operation), body, headers

    def address(self, operation: Operation) -> str:
        chance, path = self.random, operation.path
        for name in operation.parameters("path"):
            value = chance.choice(self.ids) if chance.random() < 0.6 else self.evil()
            path = path.replace(f"{{{name}}}", quote(self.text(value), safe="")[:2000])
        asked = []
        for name, schema in operation.parameters("query").items():
            if chance.random() < 0.3:
                value = self.evil() if chance.random() < 0.7 else contract.scalar(name, schema)
                asked.append(f"{quote(name)}={quote(self.text(value), safe='')[:3000]}")
        if chance.random() < 0.1:
            asked.append(chance.choice(("%ff=%fe", "=", "&&", "a[]=1", "limit=1&limit=2", "ordering=-", "x" * 3000)))
        return path + ("?" + "&".join(asked) if asked else "")

    def body(self, operation: Operation) -> bytes:
        chance, found = self.random, operation.body()
        if found is None or chance.random() < 0.1:
            return chance.choice(BODIES)
        places = list(contract.places(found[1]))
        place = chance.choice(places) if places else None
        value = self.evil()
        if place is None or value is None or isinstance(value, dict | list) and chance.random() < 0.3:
            made = value
        else:
            made = contract.example(found[1], self.fill, place.path, value)
        if isinstance(made, dict) and chance.random() < 0.15:
            made[self.text(self.evil())[:200]] = self.evil()
        if chance.random() < 0.05:
            made = [made] * chance.choice((1, 2, 600))
        return json.dumps(made, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")[:300_000]

    def fill(self, name: str, schema: Any) -> Any:
        if self.random.random() < 0.1:
            return self.evil()
        if "integer" in contract.types(schema) and schema.get("format") == "int64":
            return self.random.choice(self.ids)
        if schema.get("format") == "uuid":
            return "11111111-2222-4333-8444-555555555555"
        return contract.scalar(name, schema)

    def evil(self) -> Any:
        return self.random.choice(self.random.choice((TEXTS, TEXTS, NUMBERS, NUMBERS, OTHERS)))

    @staticmethod
    def text(value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value)
