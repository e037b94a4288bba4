"""WebDriver BiDi, as much as journeys need: commands and their answers in turn, events kept until somebody asks."""

import json
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from websockets.sync.client import ClientConnection, connect

PATIENCE = 30.0


class Refused(Exception):
    """The browser's own words: its code, then what it says."""


@dataclass
class Line:
    """One session with a browser, over its socket."""

    socket: ClientConnection
    hold: ExitStack
    events: list[dict[str, Any]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    @classmethod
    def to(cls, address: str) -> "Line":
        """`address`: as the browser prints it, `ws://host:port`."""
        # No proxy: the browser is on this machine whatever the environment says of others.
        hold = ExitStack()
        line = cls(hold.enter_context(connect(f"{address}/session", max_size=None, proxy=None)), hold)
        line.ask("session.new", capabilities={})
        return line

    def ask(self, method: str, **params: object) -> dict[str, Any]:
        """One command; its result. Raises Refused with the browser's reason, TimeoutError when none comes."""
        number = next(self._numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        end = time.monotonic() + PATIENCE
        while True:
            message = json.loads(self.socket.recv(timeout=max(0.0, end - time.monotonic())))
            if message["type"] == "event":
                self.events.append(message)
            elif message.get("id") == number:
                if message["type"] == "error":
                    raise Refused(f"{message['error']}: {message['message']}")
                result: dict[str, Any] = message["result"]
                return result

    def close(self) -> None:
        self.hold.close()
