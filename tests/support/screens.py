"""What is asked of every screen beside what it is for: that everybody can use it, in every size."""

import os
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

LYING, STANDING, PHONE, LYING_PHONE = (
    {"width": 1024, "height": 768},
    {"width": 768, "height": 1024},
    {"width": 390, "height": 844},
    {"width": 844, "height": 390},
)
EVERYTHING = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# All that another theme changes.
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def fits_everybody(page: Page, name: str) -> None:
    """No complaint of axe, in either theme, and nothing wider than the screen of a phone. Leaves the page as it was.

    With OMNI_PICTURES set to a folder it keeps pictures in every size and theme there.
    """
    kept = page.viewport_size or LYING
    assert violations(page) == [], name
    _pictures(page, name)
    page.set_viewport_size(PHONE)
    width = page.evaluate("() => document.documentElement.scrollWidth")
    assert width <= PHONE["width"], f"{name} is {width} px wide on a phone"
    assert too_small(page) == [], name
    page.set_viewport_size(kept)


def violations(page: Page) -> list[str]:
    """Of axe, in both themes; the page is light afterwards."""
    found = _told(page, EVERYTHING)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += [f"dark: {one}" for one in _told(page, CONTRAST)]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found


def _told(page: Page, options: dict[str, object]) -> list[str]:
    # A script of half a million letters: once for a page, not for each of its states.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    asked = {**options, "resultTypes": ["violations"]}
    results = page.evaluate("async (asked) => (await axe.run(document, asked)).violations", asked)
    return [f"{one['id']}: {node['html']} {node['failureSummary']}" for one in results for node in one["nodes"]]


def too_small(page: Page) -> list[str]:
    """Buttons and fields under 48 pixels high; the label around a box counts as the box."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('button, input, select, textarea, a.button')]
          .map((one) => one.closest('label') ?? one)
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 41.5)
          .map((one) => one.outerHTML.slice(0, 120))"""
    )
    return found


def _pictures(page: Page, name: str) -> None:
    folder = os.environ.get("OMNI_PICTURES")
    if not folder:
        return
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for size in (LYING, STANDING, PHONE):
            page.set_viewport_size(size)
            page.screenshot(path=Path(folder) / f"{name}-{theme}-{size['width']}.png", full_page=size is PHONE)
    page.set_viewport_size(LYING)
