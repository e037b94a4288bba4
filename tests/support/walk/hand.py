"""A hand on a tablet whose screen may be in any language: what it looks for is named by the English of the code."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from playwright.sync_api import Locator, Page, Route, expect

from support.browser import Tablet
from support.walk.words import Words


@dataclass(frozen=True)
class Hand:
    """Looks on the whole screen, or `inside` a part of it. Values of a sentence's places are keywords."""

    tablet: Tablet
    words: Words = field(default_factory=Words)
    part: Locator | None = None

    @property
    def page(self) -> Page:
        return self.tablet.page

    @property
    def _here(self) -> Page | Locator:
        return self.page if self.part is None else self.part

    def inside(self, part: Locator) -> "Hand":
        return replace(self, part=part)

    def button(self, english: str, /, **values: str | int) -> Locator:
        return self._here.get_by_role("button", name=self.words(english, **values))

    def link(self, english: str, /, **values: str | int) -> Locator:
        return self._here.get_by_role("link", name=self.words(english, **values))

    def heading(self, english: str, /, **values: str | int) -> Locator:
        return self._here.get_by_role("heading", name=self.words(english, **values))

    def region(self, english: str, /, **values: str | int) -> Locator:
        return self._here.get_by_role("region", name=self.words(english, **values))

    def listing(self, english: str, /, **values: str | int) -> Locator:
        return self._here.get_by_role("list", name=self.words(english, **values)).get_by_role("listitem")

    def choice(self, english: str, /, **values: str | int) -> Locator:
        """What is tapped of a radio button that looks like a switch."""
        return self._here.get_by_role("radio", name=self.words(english, **values)).locator("xpath=..")

    def field(self, english: str, /, **values: str | int) -> Locator:
        return self._here.get_by_label(self.words(english, **values))

    def text(self, english: str, /, **values: str | int) -> Locator:
        return self._here.get_by_text(self.words(english, **values))

    def dialog(self) -> "Hand":
        """The one that is open, once it is."""
        found = self.page.locator("dialog[open]").last
        expect(found).to_be_visible()
        return self.inside(found)

    def closed(self) -> None:
        expect(self.page.locator("dialog[open]")).to_have_count(0)

    def alarmed(self) -> None:
        """Something is said to be wrong. The place where nothing is said stays empty."""
        expect(self.page.get_by_role("alert").filter(visible=True).first).to_be_visible()

    def escape(self) -> None:
        self.page.keyboard.press("Escape")
        self.closed()

    def go(self, address: str) -> None:
        """As somebody who has the address: the app starts anew."""
        self.page.goto(self.tablet.address + address)
        self.arrived()

    def visit(self, address: str) -> None:
        """By the menu, where most of it may lie behind "More"."""
        link = self.page.locator(f".menu a[href='{address}']").first
        opener = self.page.locator(".menu-opener button")
        if not link.is_visible() and opener.is_visible():
            opener.click()
        link.click()
        self.arrived()

    def arrived(self) -> None:
        """The page is here, and asks for nothing more."""
        expect(self.page.get_by_role("heading", level=1).first).to_be_visible()
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)

    @contextmanager
    def unanswered(self, address: str) -> Iterator[None]:
        """Requests to this part of the server get no answer yet; afterwards they do."""
        held: list[Route] = []
        self.tablet.context.route(address, lambda route: held.append(route))
        yield
        for route in held:
            route.continue_()
        self.tablet.context.unroute(address)

    @contextmanager
    def failing(self, address: str) -> Iterator[None]:
        """Requests to this part of the server do not arrive."""
        self.tablet.context.route(address, lambda route: route.abort())
        yield
        self.tablet.context.unroute(address)
