"""One request to an address of somebody else's choice: nothing inside is reached, and time and memory are bounded.

The name is resolved once, every address that it gives is judged, and the connection is made to an address that was
judged: a name that means something else a moment later (DNS rebinding) changes nothing. Redirects are not followed.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from threading import Timer
from typing import Any

from omnipresence.base.values import BadValue
from omnipresence.webhooks import rules
from omnipresence.webhooks.rules import Error, Target

TOTAL_SECONDS = 10.0
EXCERPT_BYTES = 2000
EXCERPT = 500
AGENT = "Omnipresence-Webhooks/1"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent, and where."""

    url: str
    headers: Mapping[str, str]
    body: bytes
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `status` is None where no answer came; `error` is None where the event was taken."""

    status: int | None
    excerpt: str
    error: Error | None
    duration_ms: int


class _Failed(Exception):
    def __init__(self, error: Error, detail: str = "") -> None:
        super().__init__(detail or error)
        self.error, self.detail = error, detail


def send(letter: Letter) -> Outcome:
    """Post it, within ten seconds in all. Never raises for what the other side does."""
    began = time.monotonic()
    status, error, excerpt = None, None, ""
    try:
        target = rules.read_target(letter.url, allow_private=letter.allow_private)
        status, body = _exchange(target, letter, began + TOTAL_SECONDS)
        error, excerpt = rules.verdict(status), _readable(body)
    except BadValue as refused:
        error, excerpt = Error.ADDRESS, refused.detail
    except _Failed as failed:
        error, excerpt = failed.error, failed.detail
    except ssl.SSLCertVerificationError as refused:
        error, excerpt = Error.CERTIFICATE, refused.verify_message
    except TimeoutError:
        error = Error.TIMEOUT
    except (OSError, ValueError, http.client.HTTPException) as broken:
        error, excerpt = Error.CONNECTION, type(broken).__name__
    took = time.monotonic() - began
    if error is Error.CONNECTION and took >= TOTAL_SECONDS:
        # Cut by us.
        error, excerpt = Error.TIMEOUT, ""
    return Outcome(status, excerpt[:EXCERPT], error, round(took * 1000))


def resolve(target: Target, *, allow_private: bool) -> list[Any]:
    """The socket addresses of a target. One that leads inside spoils them all."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _Failed(Error.NAME, "The name of the host is not known.") from error
    if not allow_private and not all(rules.is_outside(str(address[4][0])) for address in found):
        raise _Failed(Error.ADDRESS, "The name leads to a private network.")
    return found


def _exchange(target: Target, letter: Letter, end: float) -> tuple[int, bytes]:
    line = _Line(end)
    try:
        line.connect(resolve(target, allow_private=letter.allow_private))
        if target.is_tls:
            line.secure(target.host)
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.sock = line.socket
        given = {**letter.headers, "Host": target.authority, "User-Agent": AGENT, "Connection": "close"}
        connection.request("POST", target.path, letter.body, given)
        response = connection.getresponse()
        try:
            return response.status, response.read(EXCERPT_BYTES)
        except (OSError, http.client.HTTPException):
            # It has said what it thinks of the event; the rest is only for the log.
            return response.status, b""
    finally:
        line.close()


class _Line:
    """A socket that is cut at the end of its time, however busily the other side trickles."""

    def __init__(self, end: float) -> None:
        self.socket: socket.socket | None = None
        self._end = end
        self._timer: Timer | None = None

    def connect(self, addresses: list[Any]) -> None:
        for number, (family, kind, protocol, _, address) in enumerate(addresses):
            left = self._left()
            made = socket.socket(family, kind, protocol)
            try:
                # What is left is for all of them: a host whose first address is dead is reached by its next.
                made.settimeout(left / (len(addresses) - number))
                made.connect(address)
            except OSError:
                made.close()
                if number == len(addresses) - 1:
                    raise
                continue
            self.socket = made
            self._timer = Timer(self._left(), self._cut)
            self._timer.daemon = True
            self._timer.start()
            made.settimeout(TOTAL_SECONDS)
            return

    def secure(self, host: str) -> None:
        assert self.socket is not None
        # The name that was asked for is what the certificate has to be for, not the address.
        self.socket = _tls().wrap_socket(self.socket, server_hostname=host, do_handshake_on_connect=False)
        self.socket.do_handshake()

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self.socket is not None:
            self.socket.close()

    def _left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise _Failed(Error.TIMEOUT)
        return left

    def _cut(self) -> None:
        if self.socket is not None:
            with suppress(OSError):
                # Of the socket beneath TLS, which another thread is reading from.
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _readable(body: bytes) -> str:
    text = body.decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()
