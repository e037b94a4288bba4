"""Every screen in a language that is not English, to the right and to the left: whole, and inside the screen.

The language `ar-XB` is English in Arabic letters: a Latin letter that is left stands outside every catalogue. In it
people are called what attackers and the world's scripts have to offer: a name is never more than a name.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.browser import Tablets
from support.cast import School
from support.rosters import people
from support.screens import LYING, LYING_PHONE, PHONE, STANDING
from support.walk import NOTE, TYPED, Eventful, every_screen, make_eventful

# So short a name is part of words of ours, too; it stands beside a longer one.
SYLLABLE = 3
IMAGE = '<img src=x onerror="hacked=1">'
HOSTILE = [
    (IMAGE, "<b>Aa</b>"),
    ("\u202eenaJ", "Ab"),
    ("রহিমা", "বেগম"),
    ("فاطمة", "الزهراء"),
    ("王", "小明"),
    ("👩🏽‍🏫 Zoë", "O’Neill 🎓"),
    ("{{7*7}}", "${alert(1)}"),
    ("Robert'); DROP TABLE participants;--", "\"><script>hacked=1</script>"),
]  # fmt: skip
# What people and organizations wrote themselves, and what has no other spelling.
DATA = re.compile(
    r"https?://\S+"
    rf"|Person \d Example|[Gg]uest( Of another group)?|Group of \w+|{re.escape(NOTE)}|Register|Elsewhere|1A|Front gate"
    r"|Back door"
    r"|Omnipresence|School|Olga|Mina|Tariq|Maud|[\w.]+@[\w.]+|demo-school|English|বাংলা|[0-9a-f]{8,}(-[0-9a-f]+)*"
    r"|[Pp]resent|[Aa]bsent|[Ll]ate|[Ee]xcused|\b[A-Z]{1,2}\b|UTC|GMT|CSV|XLSX|PDF|PIN|QR|JSON|iCalendar|AM|PM"
    r"|of tomorrow|\b[a-z]+_[a-z_]+\b|olga|mina|tariq|maud|school|\bclass\b|Mathematics|\btest\b"
    r"|omni_[\w-]+|presence:write|Ctrl|\bread\b"
    r"|Corporate|Education|Events|Healthcare|Hospitality|Group of"
    # Identifiers stay as they are written, in digits of whichever script.
    r"|\b\d+-\d{4}\b|\bL1\b",
)
# A value in the audit log, as the tables have it.
FIELDS = re.compile(r"(?<![a-z])active(?![a-z])")
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


@pytest.mark.parametrize(("language", "names"), [("ar-XB", HOSTILE), ("bn", people(4))], ids=["ar-XB", "bn"])
def test_every_screen_is_whole_in_another_language(
    school: School, tablet: Tablets, language: str, names: list[tuple[str, str]]
) -> None:
    hostile = names is HOSTILE
    if hostile:
        for user in (school.olga, school.mina):
            user.name = IMAGE
            user.save()
    session = IMAGE if hostile else "Register"
    eventful = make_eventful(school, names, session=session, note=f"{IMAGE} \u202eretfa" if hostile else NOTE)
    olga = tablet("olga").open("/sign-in")
    page = olga.page
    page.evaluate("(tag) => localStorage.setItem('language', tag)", language)
    page.reload()
    own = sorted({*sum(names, ()), *eventful.names, *TYPED, IMAGE, f"{IMAGE} \u202eretfa"}, key=len, reverse=True)
    own = [words for words in own if len(words) > SYLLABLE]
    faults = {}
    for screen in every_screen(olga, eventful, language):
        if what := faults_of(page, screen, language, own):
            faults[screen] = what
        if hostile:
            stay_names(page, screen, eventful)
    assert not faults, "\n".join(f"{screen}: {one}" for screen, what in faults.items() for one in what)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar-XB" else "ltr")
    assert [one for one in olga.complaints if "content policy" in one] == []


def faults_of(page: Page, screen: str, language: str, own: list[str]) -> list[str]:
    """Words and digits that stand there as in English, and sizes in which the page is wider than the screen."""
    found = []
    for text in page.evaluate(TEXTS):
        rest = text
        for words in own:
            rest = rest.replace(words, "")
        rest = FIELDS.sub("", rest) if screen == "audit log" else rest
        if re.search(r"[A-Za-z]{2,}", DATA.sub("", rest)):
            found.append(f"English: {text}")
        # The language of pseudo-translation leaves the digits of a sentence as they stand in the code.
        if language == "bn" and re.search(r"[0-9]", DATA.sub("", rest)):
            found.append(f"digits: {text}")
    for size in (STANDING, PHONE, LYING_PHONE, LYING):
        page.set_viewport_size(size)
        if folder := os.environ.get("OMNI_PICTURES"):
            page.screenshot(path=Path(folder) / f"{language}-{screen.replace('/', '-')}-{size['width']}.png")
        if (wide := page.evaluate(WIDE)) > 0:
            found.append(f"{wide} px wider than {size['width']}")
    return sorted(set(found))


def stay_names(page: Page, screen: str, eventful: Eventful) -> None:
    assert page.evaluate("() => typeof hacked") == "undefined", screen
    assert page.locator("img:not(.show-sheet)").count() == 0, screen
    if screen == "roster":
        for name in eventful.names:
            is_readable(page, name)
    if screen == "audit log":
        # In a sentence there is no element of its own around it: invisible marks of isolation are.
        expect(page.get_by_role("main")).to_contain_text(f"\u2068{eventful.names[1]}\u2069")


def is_readable(page: Page, name: str) -> None:
    """Whole on the screen, and whatever direction it is written in, it turns nothing beside it around."""
    shown = page.locator(".roster").get_by_text(name).locator("visible=true").first
    expect(shown).to_be_visible()
    width, needed = shown.evaluate("(element) => [element.clientWidth || element.offsetWidth, element.scrollWidth]")
    assert needed <= width + 1, f"{name} is cut off"
    assert shown.evaluate("(element) => getComputedStyle(element).unicodeBidi") == "isolate", name
