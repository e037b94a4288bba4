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
    _losing: bytes | None = None
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

    def lose_answers_to(self, request: str) -> None:
        """From now on, whatever the server answers to a request that starts like this is thrown away."""
        self.lost.clear()
        self._losing = request.encode()

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
        doomed = threading.Event()
        threading.Thread(target=self._answers, args=(server, client, doomed), daemon=True).start()
        with suppress(OSError):
            # A browser sends one request after another on a connection, so each begins with a chunk of its own.
            while chunk := client.recv(CHUNK):
                if self._refusing is not None and chunk.startswith(self._refusing):
                    break
                if self._losing is not None and chunk.startswith(self._losing):
                    doomed.set()
                server.sendall(chunk)
        _end(server, client)

    def _answers(self, server: socket.socket, client: socket.socket, doomed: threading.Event) -> None:
        with suppress(OSError):
            while chunk := server.recv(CHUNK):
                if doomed.is_set():
                    self.lost.set()
                    break
                client.sendall(chunk)
        _end(server, client)


def _end(*sockets: socket.socket) -> None:
    for one in sockets:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
