"""Pictures of every screen for people to look at, into var/screenshots/: `make screenshots`, or by pytest.

The walk is the one that axe goes. ONLY names one of SIZES.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from support.browser import Tablets
from support.cast import School
from support.walk import every_screen, make_eventful
from tooling import places

SIZES = {"tablet": (1024, 768), "standing": (768, 1024), "phone": (390, 844)}
FOLDER = places.VAR / "screenshots"
WHICH = [(size, dark) for size in SIZES for dark in (False, True) if os.environ.get("ONLY", size) == size]

SHOW = """(shown) => {
  for (const one of document.querySelectorAll('.toasts')) one.style.visibility = shown ? '' : 'hidden'
}"""


@pytest.mark.parametrize(("size", "dark"), WHICH, ids=lambda one: {True: "dark", False: "light"}.get(one, one))
def test_pictures_of_every_screen(school: School, tablet: Tablets, size: str, dark: bool) -> None:
    folder = FOLDER / f"{size}-{'dark' if dark else 'light'}"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    width, height = SIZES[size]
    olga = tablet("olga", viewport={"width": width, "height": height}, dark=dark).open()
    told: list[str] = []
    for screen in every_screen(olga, make_eventful(school)):
        before, told = told, olga.page.locator(".toast").all_inner_texts()
        take(olga.page, folder, screen, fresh=told != before)


def take(page: Page, folder: Path, screen: str, *, fresh: bool) -> None:
    """The walk is quicker than people: a message that an earlier picture shows already is left out of this one."""
    number = len(list(folder.glob("*.png"))) + 1
    name = f"{number:03}-{re.sub('[^a-z]+', '-', screen.lower())}.png"
    # By the element itself: the content policy lets no further style sheet in.
    page.evaluate(SHOW, fresh)
    page.screenshot(path=folder / name, animations="disabled")
    page.evaluate(SHOW, True)
