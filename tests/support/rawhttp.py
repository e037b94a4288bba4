"""Broken HTTP as bytes, which no client would send: forged lengths, chunks that are none, bodies that end too soon."""

import random
import socket

BODY = b'{"refresh": "a text"}'
HEAD = b"POST /api/v1/auth/logout HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
LENGTHS = (
    b"-1", b"+21", b"0x15", b"21, 21", b"21,20", b"21 ", b" ", b"", b"21.0", b"1e3", b"\xd9\xa2\xd9\xa1",
    b"9" * 40, b"99999999999999999999", b"18446744073709551616", b"4294967297", b"20", b"22", b"1000000000",
    b"2_1", b"\x0021", b"21\r\nContent-Length: 5", b"5\r\nContent-Length: 21", b"21\r\nContent-Length: 21",
    b"21\r\nTransfer-Encoding: chunked", b"21\nX: 1", b"21\r\n folded",
)  # fmt: skip
CODINGS = (
    b"chunked", b"chunked, chunked", b"gzip, chunked", b"chunked, identity", b"xchunked", b"\x0bchunked",
    b"CHUNKED", b"chunked\r\nTransfer-Encoding: identity", b"identity", b"gzip", b"chunked;q=1", b"",
    b"chunked\r\nContent-Length: 3",
)  # fmt: skip
SIZES = (
    b"15", b"-1", b"+15", b"0x15", b"FFFFFFFFFFFFFFFF", b"FFFFFFFFFFFFFFFFF", b"80000000", b"zz", b"", b" 15",
    b"15 ", b"15;name=value", b"15;" + b"x" * 9000, b"1_5", b"15\n", b"0015", b"0" * 5000 + b"15", b"\x0015",
    b"16", b"14", b"0",
)  # fmt: skip
ENDS = (
    b"\r\n0\r\n\r\n", b"\r\n", b"", b"\n0\n\n", b"0\r\n\r\n", b"\r\n0\r\nTrailer: 1\r\n\r\n",
    b"\r\n0\r\n" + b"T: 1\r\n" * 2000,
)  # fmt: skip
LINES = (
    b"POST /api/v1/auth/logout HTTP/1.1", b"POST /api/v1/auth/logout HTTP/9.9", b"POST /api/v1/auth/logout",
    b"POST", b"", b"\x16\x03\x01\x02\x00\x01\x00", b"PRI * HTTP/2.0", b"POST  /api/v1/auth/logout  HTTP/1.1",
    b"GET //// HTTP/1.1", b"POST http://evil.example/api/v1/auth/logout HTTP/1.1",
    b"POST /api/v1/auth/logout\x00 HTTP/1.1", b"GET \xff HTTP/1.1", b"OPTIONS * HTTP/1.1",
    b"CONNECT localhost:1 HTTP/1.1", b"GET /api/v1/me HTTP/1.0", b"GET /" + b"a" * 9000 + b" HTTP/1.1",
    b"\xf0\x9f\x92\xa5 / HTTP/1.1", b"GET /%00 HTTP/1.1", b"GET /api/../../etc/passwd HTTP/1.1", b"G(T / HTTP/1.1",
)  # fmt: skip
FIELDS = (
    b"Host", b"Host: a\r\nHost: b", b"X : 1", b" X: 1", b"X\x00: 1", b"X: \x00", b": 1", b"X: 1\r\n 2",
    b"X" * 20_000 + b": 1", b"Expect: 100-continue", b"Expect: nonsense",
    b"Connection: upgrade\r\nUpgrade: websocket", b"Content_Length: 5",
    b"\r\n".join(b"X-%d: 1" % number for number in range(300)), b"Host: \xff\xfe", b"Host: localhost:99999999",
    b"X: 1\rY: 2",
)  # fmt: skip


def broken(chance: random.Random) -> bytes:
    """One request that is no HTTP, or nearly."""
    kind = chance.choice(("length", "coding", "chunk", "cut", "line", "field"))
    if kind == "length":
        return HEAD + b"Content-Length: " + chance.choice(LENGTHS) + b"\r\n\r\n" + BODY
    if kind == "coding":
        return HEAD + b"Transfer-Encoding: " + chance.choice(CODINGS) + b"\r\n\r\n" + chunk(b"15", ENDS[0])
    if kind == "chunk":
        return HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(chance.choice(SIZES), chance.choice(ENDS))
    if kind == "line":
        return chance.choice(LINES) + b"\r\n" + HEAD.partition(b"\r\n")[2] + b"Content-Length: 21\r\n\r\n" + BODY
    if kind == "field":
        return HEAD + chance.choice(FIELDS) + b"\r\nContent-Length: 21\r\n\r\n" + BODY
    whole = HEAD + chance.choice(
        (b"Content-Length: 21\r\n\r\n" + BODY, b"Transfer-Encoding: chunked\r\n\r\n" + chunk(b"15", ENDS[0]))
    )
    return whole[: chance.randrange(1, len(whole))]


def chunk(size: bytes, end: bytes) -> bytes:
    return size + b"\r\n" + BODY + end


def statuses(host: str, port: int, sent: bytes, patience: float) -> list[int]:
    """What the server answers before it closes: the status of each answer, of which one broken request may get two.

    The client says that it has no more to send, and waits. TimeoutError when the server neither answers nor closes.
    """
    with socket.create_connection((host, port), timeout=patience) as line:
        try:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            received = b"".join(iter(lambda: line.recv(65536), b""))
        except ConnectionError:
            # It hung up while more was coming, which is its right.
            return []
    return [int(part.split(b" ", 2)[1]) for part in received.split(b"\r\n") if part.startswith(b"HTTP/1.")]
