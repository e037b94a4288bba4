"""Firefox as the distribution ships it, in somebody's hands: touched and read by roles and names, like a tablet."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.bidi import Line, Refused
from support.cast import PASSWORD
from tooling import system

PATIENCE = 20.0
STARTING = 60.0
STEP = 0.05
# Nothing but the app speaks to the network, and nothing asks the person.
PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "en-GB",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}


@dataclass
class Firefox:
    """One Firefox with a profile folder of its own, which outlives closing and killing."""

    folder: Path
    address: str
    complaints: list[str] = field(default_factory=list)
    _process: "subprocess.Popen[str] | None" = None
    _line: Line | None = None
    _page: str = ""

    def open(self, path: str = "/") -> "Firefox":
        """Start the browser as a person does who taps the app's icon."""
        program = system.firefox()
        assert program is not None, "Firefox is not installed: `make setup` does it"
        self.folder.mkdir(parents=True, exist_ok=True)
        lines = (f'user_pref("{name}", {_in_javascript(value)});\n' for name, value in PREFERENCES.items())
        (self.folder / "user.js").write_text("".join(lines))
        self._process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--profile", str(self.folder), "--remote-debugging-port", "0"],
            env={**os.environ, "HOME": str(self.folder), "MOZ_HEADLESS_WIDTH": "1024", "MOZ_HEADLESS_HEIGHT": "900"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # A group of its own: a kill takes its helpers too, and nobody else.
            start_new_session=True,
        )
        self._line = Line.to(self._door(self._process))
        self.ask("session.subscribe", events=["log.entryAdded"])
        self._page = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        self.go(path)
        return self

    @staticmethod
    def _door(process: "subprocess.Popen[str]") -> str:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                return found.group(1)
        raise RuntimeError(f"Firefox did not start:\n{''.join(said)[-3000:]}")

    def ask(self, method: str, **params: object) -> dict[str, Any]:
        assert self._line is not None, "this Firefox is closed"
        result = self._line.ask(method, **params)
        for event in self._line.events:
            entry = event["params"]
            if event["method"] == "log.entryAdded" and entry["level"] == "error":
                self.complaints.append(entry["text"])
        self._line.events.clear()
        return result

    def go(self, path: str) -> None:
        self.ask("browsingContext.navigate", context=self._page, url=self.address + path, wait="interactive")

    def reload(self) -> None:
        self.ask("browsingContext.reload", context=self._page, wait="interactive")

    def kill(self) -> None:
        """End every process of this browser at once, with no chance to write more. Harmless when it is closed."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
        self._line = self._process = None

    # --- reading and touching -------------------------------------------------------------------------------------

    def find(self, role: str, name: str, within: dict[str, Any] | None = None) -> dict[str, Any]:
        """What assistive technology calls so, waited for."""

        def look() -> dict[str, Any] | None:
            locator = {"type": "accessibility", "value": {"role": role, "name": name}}
            start = {"startNodes": [{"sharedId": within["sharedId"]}]} if within else {}
            nodes = self.ask("browsingContext.locateNodes", context=self._page, locator=locator, **start)["nodes"]
            return nodes[0] if nodes else None

        return self.wait_for(look, f"{role} “{name}”")

    def touch(self, role: str, name: str, within: dict[str, Any] | None = None) -> None:
        self._tap(self.find(role, name, within))

    def fill(self, label: str, words: str) -> None:
        """Type into the field of this label, key by key."""
        control = "(words) => [...document.querySelectorAll('label')].find((one) => one.innerText === words)?.control"
        look = {"type": "string", "value": label}
        self._tap(self.wait_for(lambda: self._element(control, look), f"field “{label}”"))
        keys = [{"type": kind, "value": key} for key in words for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": keys})

    def _element(self, function: str, argument: dict[str, Any]) -> dict[str, Any] | None:
        found = self.run(function, argument)
        return found if found["type"] == "node" else None

    def _tap(self, node: dict[str, Any]) -> None:
        element = {"sharedId": node["sharedId"]}
        self.run("(element) => element.scrollIntoView({ block: 'center' })", element)
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element", "element": element}}
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act(
            {"type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"}, "actions": [move, *press]}
        )

    def _act(self, source: dict[str, Any]) -> None:
        self.ask("input.performActions", context=self._page, actions=[source])

    def reads(self, words: str) -> None:
        """Waits until the page says this somewhere."""
        self.wait_for(lambda: words in self.text() or None, f"“{words}”")

    def text(self) -> str:
        return str(self.run("() => document.body?.innerText ?? ''")["value"])

    def run(self, function: str, *arguments: dict[str, Any]) -> dict[str, Any]:
        """Call a JavaScript function in the page; what it returns, as BiDi writes values."""
        target = {"context": self._page}
        answer = self.ask(
            "script.callFunction",
            functionDeclaration=function,
            arguments=list(arguments),
            target=target,
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer.get("exceptionDetails", {}).get("text")
        result: dict[str, Any] = answer["result"]
        return result

    def wait_for(self, look: Callable[[], Any], what: str) -> Any:
        end = time.monotonic() + PATIENCE
        while True:
            # The page may be on its way to another one.
            with suppress(Refused):
                if found := look():
                    return found
            if time.monotonic() > end:
                raise AssertionError(f"Firefox does not show {what}:\n{self.text()}\n{self.complaints}")
            time.sleep(STEP)

    def sign_in(self, organization: str, email: str, password: str = PASSWORD) -> None:
        self.fill("Organization", organization)
        self.fill("E-mail", email)
        self.fill("Password", password)
        self.touch("button", "Sign in")
        self.find("heading", "Today")
        self.find("link", "All your marks are on the server")


def _in_javascript(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'
