"""gunicorn's threaded worker, made fair: a client that sends or takes slowly does not keep the others waiting.

gunicorn gives each connection a thread as soon as it is there, and waits for the request as long as the client likes:
eight half requests are enough to stop eight threads for good. A proxy that buffers requests is still better; this is
for where none stands in front.
"""

import contextlib
import errno
import socket
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

# Until the first byte of a request on a new connection.
SILENT_SECONDS = 10.0
# Until the whole request is there; where every thread is taken, only so long.
READ_SECONDS = 60.0
READ_SECONDS_BUSY = 5.0
# Until the answer is taken.
WHOLE_SECONDS = 180.0


class FairWorker(ThreadWorker):  # type: ignore[misc]
    """Gives threads only to connections on which something came, and takes them back from those that dawdle."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.served: dict[TConn, float] = {}

    def accept(self, listener: socket.socket) -> None:
        """As its parent's, but the connection waits with the main loop, not in a thread, for its first byte."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in {errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK}:
                raise
            return
        self.nr_conns += 1
        conn = TConn(self.cfg, client, address, listener.getsockname())
        conn.timeout = time.monotonic() + SILENT_SECONDS
        self.pending_conns.append(conn)
        self.poller.register(client, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def handle(self, conn: TConn) -> Any:
        """Notes since when the connection has its thread."""
        self.served[conn] = time.monotonic()
        try:
            return super().handle(conn)
        finally:
            del self.served[conn]

    def murder_pending(self) -> None:
        """Called by the main loop at least once a second."""
        super().murder_pending()
        now = time.monotonic()
        served = list(self.served.items())
        patience = READ_SECONDS if len(served) < self.cfg.threads else READ_SECONDS_BUSY
        for conn, since in served:
            if now - since > patience:
                # Nothing more is read. A request that is there already is answered all the same.
                _shut(conn.sock, socket.SHUT_RDWR if now - since > WHOLE_SECONDS else socket.SHUT_RD)


def _shut(sock: socket.socket, how: int) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(how)
