"""Badges before the camera and under a scanner: read on the tablet itself, judged at once, marked once, lost never."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from omnipresence.presence.models import PresenceRecord
from omnipresence.roster.models import Participant
from support.browser import Tablet, Tablets
from support.camera import Scene, code_128, ean_13, film, qr
from support.cast import School
from support.rosters import Roster, add_roster, people

SENT = 40_000


@pytest.fixture
def register(school: School) -> Roster:
    return add_roster(school, "Register", people(4))


# Keeps the pitch of each note that the page plays, in Hz.
LISTEN = """() => {
  const Real = OscillatorNode
  window.heard = []
  window.OscillatorNode = class extends Real {
    constructor(context, how) {
      super(context, how)
      heard.push(how.frequency)
    }
  }
}"""
# Well, known already, of another group, unknown: docs/scanning.md.
RISING, SAME, FALLING, LOW = [880, 1320], [660, 660], [520, 390], [260, 200, 160]


def scan_page(tablet: Tablet, session: str = "Register") -> Locator:
    tablet.open_roster(session)
    tablet.page.get_by_role("link", name="Scan", exact=True).click()
    expect(tablet.page.get_by_role("heading", name="Scan", level=1)).to_be_visible()
    return tablet.page.get_by_role("region", name="Last scan", exact=True)


def identifier(roster: Roster, number: int) -> str:
    return roster.participants[number - 1].identifier


def marked(school: School, roster: Roster) -> dict[int, str]:
    rows = PresenceRecord.objects.for_organization(school.organization.pk).filter(session=roster.session)
    return {row.participant_id: row.presence_state.code for row in rows}


SLOW_CAMERA = """() => {
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  window.tracks = []
  navigator.mediaDevices.getUserMedia = async (wish) => {
    await new Promise((resolve) => { window.letCome = resolve })
    const stream = await real(wish)
    window.tracks.push(...stream.getTracks())
    return stream
  }
}"""
# Lets it come, and says how its tracks stand as soon as they have ended, or after five seconds.
LATE_CAMERA = """async () => {
  letCome()
  const states = () => tracks.map((one) => one.readyState)
  for (let tries = 0; tries < 100 && !(states().length && states().every((one) => one === 'ended')); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  return states()
}"""


def test_badges_before_the_camera_are_judged_offline_and_each_is_marked_once(
    school: School, register: Roster, tablet: Tablets, tmp_path: Path
) -> None:
    add_roster(school, "Chess", [("Nura", "Begum")])
    third = register.participants[2]
    third.identifier = "4006381333931"
    third.save()
    nura = Participant.objects.for_organization(school.organization.pk).get(first_name="Nura")
    flags = film(
        tmp_path / "film.y4m",
        [
            Scene(qr(identifier(register, 1)), 2, turned=20),
            Scene(None, 0.6),
            Scene(code_128(identifier(register, 2)), 2, turned=5),
            Scene(None, 0.6),
            Scene(ean_13(third.identifier), 2),
            Scene(None, 0.6),
            Scene(qr(nura.identifier), 2),
            Scene(None, 0.6),
            Scene(qr("https://example.com/ticket/1"), 2),
            Scene(None, 0.6),
        ],
    )
    mina = tablet("mina", flags=flags, allowed=("camera",)).open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use()
    mina.lose_network()
    verdict = scan_page(mina)
    assert mina.page.workers == [], "the reader of codes starts with the camera, and not before"
    mina.page.evaluate(LISTEN)
    mina.page.get_by_role("button", name="Start the camera").click()
    scans = mina.page.get_by_role("region", name="Last scans").get_by_role("listitem")
    expect(scans.filter(has_text="Person 1 Example").filter(has_text="Present")).to_have_count(1)
    expect(scans.filter(has_text="Person 2 Example").filter(has_text="Present")).to_have_count(1)
    expect(scans.filter(has_text="Person 3 Example").filter(has_text="Present")).to_have_count(1)
    expect(scans.filter(has_text="Not in this group, but in Group of Chess.")).to_have_count(1)
    expect(scans.filter(has_text="Nobody on this tablet has “https://example.com/ticket/1”.")).to_have_count(1)
    # The film begins anew: who was marked is said to be.
    expect(verdict).to_contain_text("Already marked: Present, at")
    assert ["decode.worker" in one.url for one in mina.page.workers] == [True]
    mina.page.get_by_role("button", name="Stop the camera").click()
    assert set(mina.page.evaluate("heard")) == {*RISING, *SAME, *FALLING, *LOW}
    expect(mina.page.get_by_text("3 of 4")).to_be_visible()
    mina.find_network()
    expect(mina.page.get_by_role("link", name="All your marks are on the server")).to_be_visible(timeout=SENT)
    assert marked(school, register) == {row.pk: "present" for row in register.participants[:3]}
    # A camera that comes when its page is gone does not stay on.
    mina.page.evaluate(SLOW_CAMERA)
    mina.page.get_by_role("button", name="Start the camera").click()
    mina.page.evaluate("history.back()")
    expect(mina.page.get_by_role("region", name="Camera")).to_have_count(0)
    assert mina.page.evaluate(LATE_CAMERA) == ["ended"]
    assert [one for one in mina.complaints if "INTERNET_DISCONNECTED" not in one] == []


def test_a_refused_camera_says_the_way_out_and_typing_works(
    school: School, register: Roster, tablet: Tablets, tmp_path: Path
) -> None:
    flags = film(tmp_path / "film.y4m", [Scene(None, 1)])
    mina = tablet("mina", flags=flags).open().sign_in("school", "mina@example.com")
    verdict = scan_page(mina)
    mina.page.get_by_role("button", name="Start the camera").click()
    expect(mina.page.get_by_role("alert").filter(has_text="The camera is not allowed.")).to_be_visible()
    mina.page.get_by_label("Type an identifier").fill(identifier(register, 4))
    mina.page.keyboard.press("Enter")
    expect(verdict).to_contain_text("Person 4 Example")
    expect(verdict).to_have_attribute("data-tone", "good")
    expect(mina.page.get_by_label("Type an identifier")).to_have_value("")


def press_like_a_scanner(tablet: Tablet, text: str, late: float = 0) -> None:
    """All keys at once: a scanner waits a few milliseconds between two, and the page is told when each was pressed.

    Of those behind the first it hears `late` milliseconds later, as on a tablet that is busy.
    """
    line = tablet.context.new_cdp_session(tablet.page)
    for number, key in enumerate([*text, "Enter"]):
        stroke = {"key": key, "timestamp": 1000 + number * 0.005}
        words = {"text": "\r", "code": "Enter"} if key == "Enter" else {"text": key}
        line.send("Input.dispatchKeyEvent", {"type": "keyDown", **stroke, **words})
        line.send("Input.dispatchKeyEvent", {"type": "keyUp", **stroke})
        if late and number == 0:
            tablet.page.evaluate("(late) => new Promise((resolve) => setTimeout(resolve, late))", late)
    line.detach()


def test_a_scanner_that_types_works_on_the_roster_and_on_the_scan_page_without_a_field(
    register: Roster, tablet: Tablets
) -> None:
    register.participants[1].identifier = "PAL-2"
    register.participants[1].save()
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.lose_network()
    roster = mina.open_roster("Register")
    # The focus is where letters mark: P, A and L are states of this school.
    roster.line("Person 1 Example").get_by_role("button", name="Present").focus()
    press_like_a_scanner(mina, "PAL-2", late=200)
    verdict = mina.page.get_by_role("region", name="Last scan", exact=True)
    expect(verdict).to_contain_text("Person 2 Example")
    roster.shows("Person 2 Example", "Present", "On this tablet")
    roster.shows("Person 1 Example", None)
    verdict.get_by_role("button", name="Undo").click()
    roster.shows("Person 2 Example", None)
    mina.page.get_by_role("button", name="Close").click()

    roster.line("Person 1 Example").get_by_role("button", name="Present").focus()
    mina.page.keyboard.press("l")
    roster.shows("Person 1 Example", "Late")

    mina.page.get_by_label("Find a person").focus()
    press_like_a_scanner(mina, "PAL-2")
    expect(mina.page.get_by_label("Find a person")).to_have_value("PAL-2")
    roster.shows("Person 2 Example", None)

    scan_page(mina)
    # So late that the first has been given back: never is the rest taken for a code of its own.
    press_like_a_scanner(mina, "PAL-2", late=800)
    expect(verdict).to_contain_text("Person 2 Example")
    press_like_a_scanner(mina, "V-1")
    verdict.get_by_role("button", name="New person with this code").click()
    dialog = mina.page.get_by_role("dialog", name="New person")
    expect(dialog.get_by_label("Identifier")).to_have_value("V-1")
    dialog.get_by_label("First name").fill("Zoë")
    dialog.get_by_role("button", name="Add and mark Present").click()
    expect(verdict).to_contain_text("Present. Added to the list.")
    press_like_a_scanner(mina, "V-1")
    expect(verdict).to_contain_text("Already marked: Present")


def test_i23_a_browser_killed_when_the_verdict_is_said_has_the_mark(register: Roster, tablet: Tablets) -> None:
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use()
    mina.lose_network()
    scan_page(mina)
    said = mina.page.evaluate(
        """(code) => new Promise((resolve) => {
          // Said before the next frame: nobody has seen it yet.
          new MutationObserver(() => {
            const now = document.querySelector('.verdict')
            if (now.dataset.kind) resolve(now.dataset.kind)
          }).observe(document.querySelector('.scan-out'), { childList: true, subtree: true, attributes: true })
          const field = document.querySelector('.code-field input')
          field.value = code
          field.dispatchEvent(new Event('input', { bubbles: true }))
          requestAnimationFrame(() => field.form.requestSubmit())
        })""",
        identifier(register, 1),
    )
    mina.kill()
    assert said == "marked"
    mina.open().open_roster("Register").shows("Person 1 Example", "Present", "On this tablet")
