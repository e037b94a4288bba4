"""Tablets: Chromium with a profile folder of its own each, which outlives closing, killing and losing the network."""

import os
import re
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, CDPSession, ConsoleMessage, Error, Locator, Page, Playwright, expect

from support.cast import PASSWORD

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LYING, STANDING = {"width": 1024, "height": 768}, {"width": 768, "height": 1024}
# The content policy's own word for a violation; said aloud, so that it is found among the complaints.
LISTENER = """addEventListener('securitypolicyviolation', (event) =>
  console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`))"""


@dataclass
class Tablet:
    """One tablet in somebody's hands. `page` is what is on its screen."""

    playwright: Playwright
    folder: Path
    address: str
    viewport: dict[str, int] = field(default_factory=lambda: dict(LYING))
    dark: bool = False
    offline: bool = False
    workers: bool = True
    complaints: list[str] = field(default_factory=list)
    # Further switches of the browser, and what its person has allowed the page.
    flags: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    _context: BrowserContext | None = None

    def open(self, path: str = "/") -> "Tablet":
        """Start the browser as a person does who taps the app's icon."""
        self._context = self.playwright.chromium.launch_persistent_context(
            str(self.folder),
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
            args=[*FLAGS, *self.flags],
            viewport=self.viewport,
            offline=self.offline,
            color_scheme="dark" if self.dark else "light",
            reduced_motion="reduce",
            service_workers="allow" if self.workers else "block",
            locale="en-GB",
            permissions=list(self.allowed),
        )
        self._context.add_init_script(LISTENER)
        self._context.on("console", self._listen)
        self._context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page.goto(self.address + path)
        return self

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    @property
    def context(self) -> BrowserContext:
        assert self._context is not None, "this tablet's browser is closed"
        return self._context

    @property
    def page(self) -> Page:
        return self.context.pages[0]

    def close(self) -> None:
        """Close the browser in an orderly way. Harmless when it is closed."""
        if self._context is not None:
            with suppress(Error):
                self._context.close()
        self._context = None

    def kill(self) -> None:
        """End every process of this browser at once, with no chance to write anything more."""
        own = f"--user-data-dir={self.folder}"
        for pid in _processes_with(own):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.close()

    def lose_network(self) -> None:
        self.offline = True
        self.context.set_offline(True)

    def find_network(self) -> None:
        self.offline = False
        self.context.set_offline(False)

    def hold_syncs(self, stage: str = "Request") -> "Held":
        """From now on the browser stops each sync of this page before its "Request" leaves, or at the "Response"."""
        return Held(self.page, self.context.new_cdp_session(self.page), stage)

    def sign_in(self, organization: str, email: str, password: str = PASSWORD, *, landing: str = "Today") -> "Tablet":
        """Fill the form that is on the screen, and wait until the lists are there. Managers land on "Reports"."""
        page = self.page
        page.get_by_label("Organization").fill(organization)
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name=landing, level=1)).to_be_visible()
        # What is not there yet cannot be seen to be missing: only this line says that the first sync is over.
        expect(page.get_by_role("link", name=re.compile("^All (your marks|sent)"))).to_be_visible()
        return self

    def visit(self, item: str) -> Page:
        """Go to a page of the menu; where there is little room most of it lies behind "More"."""
        menu = self.page.get_by_role("navigation", name="Main")
        more = menu.get_by_role("button", name="More")
        link = menu.get_by_role("link", name=item)
        if more.is_visible() and not link.is_visible():
            more.click()
        link.click()
        return self.page

    def is_ready_for_offline_use(self, sessions: str = "Sessions") -> None:
        """`sessions` is what the organization calls them."""
        expect(self.visit("This tablet").get_by_text("Ready: the app starts without one.")).to_be_visible()
        self.visit(sessions)

    def open_roster(self, session: str) -> "RosterScreen":
        self.visit("Sessions").get_by_role("link", name=session, exact=True).click()
        expect(self.page.get_by_role("heading", name=session, level=1)).to_be_visible()
        return RosterScreen(self.page)

    def sync_now(self) -> None:
        """Ask for a sync by hand, and wait until it is over."""
        button = self.visit("This tablet").get_by_role("button", name="Sync now")
        button.click()
        expect(self.page.get_by_text("Last contact with the server just now.")).to_be_visible()


@dataclass
class Held:
    """Syncs that neither go on nor fail."""

    page: Page
    line: CDPSession
    stage: str
    _caught: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.line.on("Fetch.requestPaused", lambda event: self._caught.append(event))
        self.line.send("Fetch.enable", {"patterns": [{"urlPattern": "*/api/v1/sync", "requestStage": self.stage}]})

    def wait(self) -> None:
        """Until one is held."""
        while not self._caught:
            # Playwright hands events on while it waits for something.
            self.page.wait_for_timeout(20)

    def let_go(self) -> None:
        self.line.send("Fetch.disable")


@dataclass
class RosterScreen:
    """The roster of one session, as its person reads and touches it."""

    page: Page

    def line(self, person: str) -> Locator:
        # Around a name that runs from right to left stand invisible marks, which keep it apart.
        plain, apart = (
            self.page.get_by_role("group", name=name, exact=True) for name in (person, f"\u2068{person}\u2069")
        )
        return self.page.get_by_role("list", name="Roster").get_by_role("listitem").filter(has=plain.or_(apart))

    def mark(self, person: str, state: str) -> None:
        self.line(person).get_by_role("button", name=state, exact=True).click()

    def mark_everybody_else(self, count: int) -> None:
        self.page.get_by_role("button", name=f"Mark {count} present").click()

    def undo(self) -> None:
        self.page.get_by_role("button", name="Undo").first.click()

    def add_note(self, person: str, note: str) -> None:
        self.line(person).get_by_role("button", name="Note and more").click()
        dialog = self.page.get_by_role("dialog", name=person)
        dialog.get_by_label("Note").fill(note)
        dialog.get_by_role("button", name="Save note").click()
        expect(dialog).to_be_hidden()

    def shows(self, person: str, state: str | None, where: str | None = None, *, timeout: float | None = None) -> None:
        """The line says this state, and this about where the mark is."""
        pressed = self.line(person).get_by_role("button", pressed=True)
        if state is None:
            expect(pressed).to_have_count(0, timeout=timeout)
        else:
            expect(pressed).to_have_text(state, timeout=timeout)
        if where is not None:
            expect(self.line(person).get_by_text(where, exact=True)).to_be_visible(timeout=timeout)

    def counts(self, **states: int) -> None:
        """For instance counts(present=28, absent=1)."""
        for state, number in states.items():
            item = self.page.get_by_role("list", name="Counts").get_by_role("listitem")
            words = f"{number} {state.replace('_', ' ')}"
            expect(item.filter(has_text=state.replace("_", " "))).to_contain_text(words, ignore_case=True)


Tablets = Callable[..., Tablet]


def _processes_with(argument: str) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdigit() and argument in (folder / "cmdline").read_text(errors="replace").split("\0"):
                found.append(int(folder.name))
    return found
