"""Somebody else's server, for webhooks: a real one on this machine, which notes what comes and answers as told."""

import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from typing import Any

PATIENCE = 30.0


@dataclass(frozen=True)
class Letter:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


@dataclass
class Receiver:
    """Answers 204 unless `answers` holds something else: a status, or bytes to write in place of a whole answer.

    While `gate` is closed, requests are noted and wait.
    """

    tls: ssl.SSLContext | None = None
    letters: list[Letter] = field(default_factory=list)
    answers: "Queue[int | bytes]" = field(default_factory=Queue)
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()
        self._came: Queue[Letter] = Queue()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, host: str = "127.0.0.1", path: str = "/hook?from=here") -> str:
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def wait_for_one(self) -> Letter:
        """The next request that comes, in order."""
        try:
            return self._came.get(timeout=PATIENCE)
        except Empty:
            raise TimeoutError("nothing came") from None

    def close(self) -> None:
        self.gate.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # noqa: N802 - the library's name
                body = self.rfile.read(int(self.headers["Content-Length"]))
                letter = Letter(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                receiver.letters.append(letter)
                receiver._came.put(letter)
                receiver.gate.wait(PATIENCE)
                answer = receiver._answer()
                if isinstance(answer, bytes):
                    self.wfile.write(answer)
                    self.close_connection = True
                    return
                self.send_response(answer)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Quietly."""

        return Handler

    def _answer(self) -> int | bytes:
        try:
            return self.answers.get_nowait()
        except Empty:
            return 204
