"""Network between tablet and server that loses requests, or the answers to requests that were handled."""

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field

from support.server import HOST, free_port

CHUNK = 65_536


@dataclass
class Proxy:
    """Hands bytes on between the two ports until it is told to lose the answers to some requests."""

    server_port: int
    port: int = field(default_factory=free_port)
    lost: threading.Event = field(default_factory=threading.Event)
    up: int = 0
    down: int = 0
    requests: int = 0
    _losing: bytes | None = None
    _keeping: int = 0
    _refusing: bytes | None = None
    _listener: socket.socket = field(default_factory=socket.socket)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> "Proxy":
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind((HOST, self.port))
        self._listener.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def stop(self) -> None:
        _end(self._listener)

    def lose_answers_to(self, request: str, after: int = 0) -> None:
        """From now on, what the server answers to a request that starts like this is cut after so many bytes."""
        self.lost.clear()
        self._losing, self._keeping = request.encode(), after

    def lose_requests_to(self, request: str) -> None:
        """From now on, a request that starts like this never reaches the server."""
        self._refusing = request.encode()

    def recover(self) -> None:
        self._losing = self._refusing = None

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection((HOST, self.server_port))
        except OSError:
            _end(client)
            return
        line = _Line()
        threading.Thread(target=self._answers, args=(server, client, line), daemon=True).start()
        with suppress(OSError):
            # A browser sends one request after another on a connection, so each begins with a chunk of its own.
            while chunk := client.recv(CHUNK):
                if self._refusing is not None and chunk.startswith(self._refusing):
                    break
                if self._losing is None:
                    line.left = None
                elif chunk.startswith(self._losing):
                    line.left = self._keeping
                self.up += len(chunk)
                self.requests += chunk.startswith(b"POST /api/v1/sync ")
                server.sendall(chunk)
        _end(server, client)

    def _answers(self, server: socket.socket, client: socket.socket, line: "_Line") -> None:
        with suppress(OSError):
            while chunk := server.recv(CHUNK):
                if line.left is not None and len(chunk) > line.left:
                    client.sendall(chunk[: line.left])
                    self.lost.set()
                    break
                self.down += len(chunk)
                client.sendall(chunk)
                if line.left is not None:
                    line.left -= len(chunk)
        _end(server, client)


@dataclass
class _Line:
    """How many bytes of the answer still come through, where it is to be cut."""

    left: int | None = None


def _end(*sockets: socket.socket) -> None:
    for one in sockets:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
