"""Every screen in a language that is not English, to the right and to the left: whole, and inside the screen.

The language `ar-XB` is English in Arabic letters: a Latin letter that is left stands outside every catalogue.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from omnipresence.accounts.models import SyncDevice
from omnipresence.presence.models import SyncConflict
from support.browser import Tablet, Tablets
from support.cast import PASSWORD, School
from support.screens import LYING, PHONE, STANDING
from support.walk import NOTE, Eventful, make_eventful

# What people and organizations wrote themselves, and what has no other spelling.
DATA = re.compile(
    rf"Person \d Example|Guest Of another group|Group of \w+|{re.escape(NOTE)}|Register|Elsewhere|1A|Front gate"
    r"|Back door"
    r"|Omnipresence|School|Olga|Mina|Tariq|Maud|[\w.]+@[\w.]+|demo-school|English|বাংলা|[0-9a-f]{8,}(-[0-9a-f]+)*"
    r"|[Pp]resent|[Aa]bsent|[Ll]ate|[Ee]xcused|\b[A-Z]{1,2}\b|UTC|GMT|CSV|XLSX|PDF|PIN|QR|JSON|iCalendar|AM|PM"
    r"|of tomorrow|\b[a-z]+_[a-z_]+\b|olga|mina|tariq|maud|school|\bclass\b|Mathematics|\btest\b"
    r"|Corporate|Education|Events|Healthcare|Hospitality",
)
# Texts of the screen, and what is only heard. Left out: code as it came, messages, which the server writes, and the
# words of domains, which come in English and Bangla.
TEXTS = """() => {
  const found = []
  const shown = (element) => element.checkVisibility?.() ?? true
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (node.data.trim() && shown(parent) && !parent.closest('pre, code, script, style, .notice-text, .own-words'))
      found.push(node.data.trim())
  }
  for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]'))
    for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
      if (element.getAttribute(name) && shown(element)) found.push(element.getAttribute(name))
  return [...found, document.title]
}"""
WIDE = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""


@pytest.mark.parametrize("language", ["ar-XB", "bn"])
def test_every_screen_is_whole_in_another_language(school: School, tablet: Tablets, language: str) -> None:
    eventful = make_eventful(school)
    olga = tablet("olga").open("/sign-in")
    olga.page.evaluate("(tag) => localStorage.setItem('language', tag)", language)
    olga.page.reload()
    faults = {screen: what for screen in screens(olga, eventful) if (what := faults_of(olga.page, screen, language))}
    assert faults == {}
    html = olga.page.locator("html")
    expect(html).to_have_attribute("dir", "rtl" if language == "ar-XB" else "ltr")


def screens(tablet: Tablet, eventful: Eventful) -> Iterator[str]:
    """By address alone: what stands on a link is another word in every language."""
    page = tablet.page
    expect(page.locator("input[type=password]")).to_be_visible()
    yield "sign-in"
    fields = page.locator("form input")
    for field, value in zip(range(3), ("school", "olga@example.com", PASSWORD), strict=True):
        fields.nth(field).fill(value)
    page.locator("form button[type=submit]").click()
    expect(page.locator(".session-card").first).to_be_visible()
    gate = SyncDevice.objects.for_organization(eventful.school.organization.pk).filter(label="Front gate").latest("pk")
    conflict = SyncConflict.objects.for_organization(eventful.school.organization.pk).latest("pk")
    ready = {
        "": ".session-card",
        f"sessions/{eventful.roster.session.pk}": "main .line",
        f"sessions/{eventful.roster.session.pk}/scan": "main h1",
        "sessions/999999": "main h1",
        "review": ".conflict-link",
        f"review/{conflict.pk}": ".history li",
        "audit": ".audit-list li",
        "devices": ".fleet-list li",
        f"devices/{gate.pk}": ".operation-list li",
        "devices/tray": ".fleet-list li",
        "devices/rescue": "input[type=file]",
        "notifications": ".notice-list li",
        "device": ".queue li",
        "reports": "main h1",
        "registrations": "main h1",
        "people": "main h1",
        "badges": "main h1",
        "participants": ".roster-link",
        "participants/twice": "main .empty",
        f"participants/{eventful.roster.participants[0].pk}": "main .facts",
        f"groups/{eventful.roster.group.pk}": "main .roster-member",
        "settings": "main form",
        "settings/words": "main .domain",
        "settings/words?edit=new&from=education": "main form",
        "settings/states": "main .state-row",
        "settings/rules": "main .empty",
        "settings/webhooks": "main .empty",
        "imports": ".import-drop",
        "timetables": "main .empty",
        "timetables/new": ".timetable-days",
        "timetables/sessions": ".paged li",
        "timetables/calendars": "main .empty",
        "roster": "main h1",
    }
    for path, sign in ready.items():
        page.goto(f"{tablet.address}/{path}")
        expect(page.locator(sign).first).to_be_visible()
        yield path or "today"


def faults_of(page: Page, screen: str, language: str) -> list[str]:
    english = re.compile(r"[A-Za-z]{2,}")
    texts = [(text, DATA.sub("", text)) for text in page.evaluate(TEXTS)]
    found = [f"English: {text}" for text, rest in texts if english.search(rest)]
    for size in (LYING, STANDING, PHONE):
        page.set_viewport_size(size)
        if folder := os.environ.get("OMNI_PICTURES"):
            page.screenshot(path=Path(folder) / f"{language}-{screen.replace('/', '-')}-{size['width']}.png")
        if (wide := page.evaluate(WIDE)) > 0:
            found.append(f"{wide} px wider than {size['width']}")
    page.set_viewport_size(LYING)
    return sorted(set(found))
