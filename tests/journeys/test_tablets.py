"""One tablet is shut out and let in again, another's queue comes from a file, a tray is emptied; nothing is lost."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from omnipresence.accounts.models import SyncDevice
from omnipresence.presence.models import PresenceRecord
from omnipresence.presence.services import update_presence_state
from omnipresence.sync.models import SyncOperation
from support.browser import Tablet, Tablets
from support.cast import School
from support.rosters import Roster, add_roster, people
from support.tablets import Tablet as Sender

FIRST, SECOND = "Person 1 Example", "Person 2 Example"
SENT = 40_000


@pytest.fixture
def register(school: School) -> Roster:
    return add_roster(school, "Register", people(3))


def named_tablet(tablet: Tablets, name: str) -> Tablet:
    """Mina's tablet, which says its name with its next contact."""
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    page = mina.visit("This tablet")
    page.get_by_label("Name of this tablet").fill(name)
    # The tablet tells its new name at once.
    with page.expect_response(lambda one: one.url.endswith("/sync") and name in (one.request.post_data or "")):
        page.get_by_role("button", name="Save").click()
    return mina


def records(school: School) -> dict[int, str]:
    rows = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state")
    return {row.participant_id: row.presence_state.code for row in rows}


def test_a_tablet_that_is_shut_out_keeps_its_marks_says_so_and_sends_them_when_it_is_let_in(
    school: School, register: Roster, tablet: Tablets
) -> None:
    mina = named_tablet(tablet, "Front gate")
    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    page = olga.visit("Tablets")
    page.get_by_role("button", name="Rename Front gate").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("North gate")
    dialog.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Shut out North gate").click()
    dialog.get_by_role("button", name="Shut it out").click()
    card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="North gate", exact=True))
    expect(card).to_contain_text("Shut out")

    roster = mina.open_roster("Register")
    roster.mark(FIRST, "Late")
    expect(mina.page.get_by_role("link", name="Tablet blocked · 1 mark waits")).to_be_visible(timeout=SENT)
    roster.shows(FIRST, "Late", "On this tablet")
    told = mina.visit("This tablet").get_by_role("main")
    expect(told).to_contain_text("This tablet was blocked by an administrator.")
    expect(told).to_contain_text("1 mark waits on this tablet; it is safe.")
    assert records(school) == {}

    page.get_by_role("button", name="Let North gate in again").click()
    expect(card).not_to_contain_text("Shut out North")
    mina.page.get_by_role("button", name="Sync now").click()
    expect(told).to_contain_text("Nothing of yours waits on this tablet.", timeout=SENT)
    assert records(school) == {register.participant(FIRST).pk: "late"}
    card.get_by_role("link", name="North gate", exact=True).click()
    line = page.get_by_role("list", name="Sync history").get_by_role("listitem")
    expect(line).to_contain_text(["Taken in"])
    expect(line).to_contain_text([f"{FIRST}: Late in Register"])


def test_the_file_of_a_tablet_that_cannot_send_any_more_is_handed_in_and_counts_once(
    school: School, register: Roster, tablet: Tablets, tmp_path: Path
) -> None:
    mina = named_tablet(tablet, "Front gate")
    mina.lose_network()
    roster = mina.open_roster("Register")
    roster.mark(FIRST, "Late")
    roster.mark(SECOND, "Present")
    roster.counts(present=1, late=1)
    page = mina.visit("This tablet")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save waiting marks to a file").click()
    file = tmp_path / "marks.json"
    download.value.save_as(file)

    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    page = olga.visit("Tablets")
    page.get_by_role("link", name="Hand in a file").click()
    page.get_by_label("File with waiting marks").set_input_files(file)
    content = page.get_by_role("region", name="The tablet’s file")
    expect(content).to_contain_text("Front gate")
    expect(content).to_contain_text("Mina")
    content.get_by_role("button", name="Hand in 2 entries").click()
    became = page.get_by_role("region", name="What became of the file")
    expect(became).to_contain_text("2 of 2 entries are on the server.")
    expect(became.get_by_role("listitem")).to_contain_text([f"{FIRST}: Late in Register", f"{SECOND}: Present"])
    content.get_by_role("button", name="Hand in again").click()
    expect(content.get_by_role("button", name="Hand in again")).to_be_enabled()

    mina.find_network()
    told = mina.visit("This tablet").get_by_role("main")
    expect(told).to_contain_text("Nothing of yours waits on this tablet.", timeout=SENT)
    expected = {register.participant(FIRST).pk: "late", register.participant(SECOND).pk: "present"}
    assert records(school) == expected
    ledger = SyncOperation.objects.filter(organization_id=school.organization.pk)
    assert {(row.recorded_for, row.uploaded_by) for row in ledger} == {(school.mina.pk, school.olga.pk)}
    assert ledger.count() == 2


def test_what_lies_in_the_tray_is_taken_in_or_seen_and_the_log_calls_tablets_by_name(
    school: School, register: Roster, tablet: Tablets
) -> None:
    mina = Sender(school, school.mina, name="Front gate")
    late = mina.op(register.participant(SECOND), "late", session=register.session)
    update_presence_state(school.caller(school.olga), school.states["late"].pk, {"is_active": False}, None)
    mina.results({**mina.op(register.participant(FIRST), session=register.session), "kind": "of tomorrow"}, late)

    olga = tablet("olga").open().sign_in("school", "olga@example.com")
    page = olga.visit("Tablets")
    page.get_by_role("link", name="Tray").click()
    entries = page.get_by_role("list", name="Tray").get_by_role("listitem")
    strange = entries.filter(has_text="of a kind that is not known here")
    expect(strange).to_contain_text("From Front gate, sent by Mina")
    strange.get_by_text("As it came").click()
    expect(strange).to_contain_text('"kind": "of tomorrow"')
    strange.get_by_role("button", name="Only note that I have seen it").click()
    expect(strange).to_have_count(0)

    refused = entries.filter(has_text=f"{SECOND}: Late in Register")
    refused.get_by_role("button", name="Take it in").click()
    expect(refused.get_by_role("alert")).to_contain_text(
        "It still cannot be taken in. This presence state is no longer"
    )
    assert records(school) == {}
    update_presence_state(school.caller(school.olga), school.states["late"].pk, {"is_active": True}, None)
    refused.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("The tray is empty")).to_be_visible()
    assert records(school) == {register.participant(SECOND).pk: "late"}

    page = olga.visit("Audit log")
    expect(page.get_by_role("listitem").filter(has_text=f"marked {SECOND} as Late")).to_contain_text("Front gate")
    # Maud has never done anything, so no entry names her.
    expect(page.get_by_label("Changed by").get_by_role("option")).to_have_text(["All", "Maud", "Mina", "Olga", "Tariq"])


def test_managers_look_at_tablets_and_rosters_and_change_nothing(
    school: School, register: Roster, tablet: Tablets
) -> None:
    Sender(school, school.mina, name="Front gate").pull()
    maud = tablet("maud").open().sign_in("school", "maud@example.com", landing="Reports")
    page = maud.visit("Tablets")
    expect(page.get_by_role("link", name="Front gate", exact=True)).to_be_visible()
    buttons = page.get_by_role("main").get_by_role("button")
    expect(buttons.filter(has_text=re.compile("Rename|Shut out|Let"))).to_have_count(0)
    expect(page.get_by_role("link", name="Tray")).to_have_count(0)
    maud.open_roster("Register")
    expect(page.get_by_role("button", name=f"Details of {FIRST}")).to_be_visible()
    expect(maud.page.get_by_role("button", name=re.compile("Start|End|Add"))).to_have_count(0)


def test_a_tablet_carries_only_the_groups_that_were_chosen(school: School, register: Roster, tablet: Tablets) -> None:
    add_roster(school, "Chess", people(1))
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    page = mina.visit("This tablet")
    ready = page.get_by_role("region", name="Before you leave the network")
    expect(ready).to_contain_text("One session has nobody on its roster here")
    expect(ready).to_contain_text("As of just now.")
    expect(ready.get_by_role("listitem").filter(has_text="Chess")).to_contain_text("1 person is here")
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_role("radio", name="Only some groups").check(force=True)
    page.get_by_role("checkbox", name=register.group.name).check()
    page.get_by_label("Days back").select_option("0")
    page.get_by_label("Days ahead").select_option("0")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("1 group, today only.")).to_be_visible()
    expect(ready).to_contain_text("Nothing of tomorrow is here")
    page = mina.visit("Sessions")
    expect(page.get_by_role("link", name="Chess", exact=True)).to_have_count(0, timeout=SENT)
    expect(page.get_by_role("link", name="Register", exact=True)).to_be_visible()
    page.get_by_role("link", name=re.compile("^Day before")).click()
    expect(page.get_by_role("heading", name="This day is not on this tablet")).to_be_visible()
    assert SyncDevice.objects.for_organization(school.organization.pk).count() == 1
