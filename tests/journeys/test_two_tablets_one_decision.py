"""The main job from end to end: two tablets, no network, the same people marked differently, one administrator."""

import re
from dataclasses import dataclass
from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from omnipresence.audit.models import AuditLog
from omnipresence.base import clock
from omnipresence.notifications.models import Notification
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.sync.models import SyncOperation
from support.browser import STANDING, Tablet, Tablets
from support.cast import School
from support.rosters import Roster, add_roster, people
from support.server import Server

FIRST, SECOND, THIRD, LAST = (f"Person {number} Example" for number in (1, 2, 3, 250))
DRAINED = 40_000
# The second one to arrive learns at once what is in question.
ALL_SENT = re.compile("^All (marks are on the server|sent · 3 in question)$")


@dataclass
class Story:
    """Who and what the journey is about."""

    school: School
    server: Server
    register: Roster
    assembly: Roster
    mina: Tablet
    tariq: Tablet
    olga: Tablet
    began: datetime

    def key(self, roster: Roster, person: str) -> tuple[int, int]:
        return roster.session.pk, roster.participant(person).pk

    @property
    def disputed(self) -> dict[tuple[int, int], dict[str, str]]:
        """What each of the two decided about those whom they marked differently."""
        return {
            self.key(self.register, FIRST): {"Mina": "absent", "Tariq": "late"},
            self.key(self.register, THIRD): {"Mina": "present", "Tariq": "excused"},
            self.key(self.assembly, LAST): {"Mina": "present", "Tariq": "absent"},
        }

    def conflicts(self) -> list[SyncConflict]:
        return list(SyncConflict.objects.for_organization(self.school.organization.pk).order_by("pk"))

    def records(self) -> dict[tuple[int, int], PresenceRecord]:
        rows = PresenceRecord.objects.for_organization(self.school.organization.pk).select_related("presence_state")
        return {(row.session_id, row.participant_id): row for row in rows}


@pytest.fixture
def story(school: School, server: Server, tablet: Tablets) -> Story:
    return Story(
        school,
        server,
        add_roster(school, "Register", people(30)),
        add_roster(school, "Assembly", people(500)),
        mina=tablet("mina"),
        tariq=tablet("tariq", viewport=STANDING),
        olga=tablet("olga"),
        began=clock.now(),
    )


def test_two_tablets_mark_without_a_network_and_an_administrator_decides_what_they_saw_differently(
    story: Story,
) -> None:
    both_sign_in_and_see_the_rosters(story)
    both_lose_the_network_and_start_again(story)
    mina_marks(story)
    tariq_marks(story)
    both_drain_by_themselves(story)
    nothing_is_overwritten(story)
    olga_reads_both_versions_and_decides(story)
    both_tablets_show_the_decision(story)
    the_audit_log_shows_every_step(story)


def both_sign_in_and_see_the_rosters(story: Story) -> None:
    for tablet, email, name in (
        (story.mina, "mina@example.com", "Front gate"),
        (story.tariq, "tariq@example.com", "Back door"),
    ):
        page = tablet.open().sign_in("school", email).page
        tablet.is_ready_for_offline_use()
        tablet.visit("This tablet").get_by_label("Name of this tablet").fill(name)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
        tablet.open_roster("Register").counts(in_all=30, unmarked=30)
        tablet.open_roster("Assembly").counts(in_all=500, unmarked=500)


def both_lose_the_network_and_start_again(story: Story) -> None:
    for tablet in (story.mina, story.tariq):
        tablet.lose_network()
        tablet.close()
    story.server.stop()
    for tablet in (story.mina, story.tariq):
        tablet.open()
        tablet.open_roster("Assembly").counts(in_all=500, unmarked=500)


def mina_marks(story: Story) -> None:
    register = story.mina.open_roster("Register")
    register.mark(FIRST, "Absent")
    register.shows(FIRST, "Absent", "On this tablet")
    register.mark_everybody_else(29)
    register.counts(present=29, absent=1, unmarked=0)
    assembly = story.mina.open_roster("Assembly")
    assembly.mark(SECOND, "Late")
    assembly.shows(SECOND, "Late", "On this tablet")
    assembly.undo()
    assembly.shows(SECOND, None)
    assembly.mark_everybody_else(500)
    assembly.counts(present=500, late=0, unmarked=0)
    assembly.add_note(SECOND, "Came in through the garden")
    assembly.shows(SECOND, "Present", "On this tablet")
    expect(assembly.line(SECOND)).to_contain_text("Came in through the garden")
    waits(story.mina, register=30, assembly=500)


def tariq_marks(story: Story) -> None:
    register = story.tariq.open_roster("Register")
    register.mark(FIRST, "Late")
    register.mark(THIRD, "Excused")
    register.mark_everybody_else(28)
    register.undo()
    register.counts(unmarked=28, late=1, excused=1)
    register.mark_everybody_else(28)
    register.shows(SECOND, "Present", "On this tablet")
    assembly = story.tariq.open_roster("Assembly")
    story.tariq.page.get_by_label("Find a person").fill("person 250")
    assembly.mark(LAST, "Absent")
    assembly.shows(LAST, "Absent", "On this tablet")
    waits(story.tariq, register=30, assembly=1)


def waits(tablet: Tablet, **sessions: int) -> None:
    """The first screen says that there is no connection, and how many people's marks wait in which session."""
    page = tablet.visit("Sessions")
    expect(
        page.get_by_role("link", name=re.compile(r"^No connection · \d+ marks wait on this tablet$"))
    ).to_be_visible()
    for name, count in sessions.items():
        card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=name.title(), exact=True))
        expect(card.get_by_text(f"{count} on this tablet")).to_be_visible()


def both_drain_by_themselves(story: Story) -> None:
    story.server.start()
    for tablet in (story.mina, story.tariq):
        tablet.find_network()
    for tablet in (story.mina, story.tariq):
        expect(tablet.page.get_by_role("link", name=ALL_SENT)).to_be_visible(timeout=DRAINED)


def nothing_is_overwritten(story: Story) -> None:
    records, conflicts = story.records(), story.conflicts()
    assert len(records) == 530
    assert {(row.session_id, row.participant_id) for row in conflicts} == set(story.disputed)
    assert len(conflicts) == len(story.disputed), "exactly one row for each"
    for conflict in conflicts:
        key = conflict.session_id, conflict.participant_id
        versions = (conflict.version_a_data, conflict.version_b_data)
        assert {one["recorded_by_name"]: one["presence_state"] for one in versions} == story.disputed[key]
        assert {one["recorded_by_name"]: one["device_name"] for one in versions} == {
            "Mina": "Front gate",
            "Tariq": "Back door",
        }
        times = [datetime.fromisoformat(one["recorded_at"]) for one in versions]
        assert all(story.began < time < clock.now() for time in times)
        standing = conflict.version_a_data
        assert records[key].presence_state.code == standing["presence_state"]
        assert records[key].extra_data.get("note", "") == standing["note"]
        assert conflict.resolved_at is None
    outcomes = SyncOperation.objects.filter(organization=story.school.organization).values_list("outcome", flat=True)
    assert set(outcomes) == {"applied", "same", "conflict"}
    assert list(outcomes).count("conflict") == len(conflicts)


def olga_reads_both_versions_and_decides(story: Story) -> None:
    page = story.olga.open().sign_in("school", "olga@example.com").page
    told = (
        Notification.objects.for_organization(story.school.organization.pk).filter(user_id=story.school.olga.pk).count()
    )
    page.get_by_role("link", name=f"Notifications, {told} unread").click()
    page.get_by_role("main").get_by_role("button", name="Unread:").first.click()
    expect(page.get_by_role("heading", name="Review")).to_be_visible()
    left = "Notifications" if told == 1 else f"Notifications, {told - 1} unread"
    expect(page.get_by_role("link", name=left, exact=True)).to_be_visible()
    story.olga.visit("Review")
    expect(page.get_by_role("radio", name="Open 3")).to_be_checked()

    open_conflict(page, FIRST, "Register")
    mina, tariq = version_of(page, "Mina"), version_of(page, "Tariq")
    for version, words in (
        (mina, ("Absent", "Front gate")),
        (tariq, ("Late", "Back door")),
    ):
        for word in words:
            expect(version).to_contain_text(word)
    assert mina.bounding_box()["y"] == tariq.bounding_box()["y"], "side by side"
    history = page.get_by_role("region", name="History")
    expect(history).to_contain_text(re.compile("(Mina|Tariq) marked Person 1 Example as (Absent|Late) in Register"))
    expect(history).to_contain_text(re.compile("(Mina|Tariq) sent a mark of Person 1 Example in Register"))
    tariq.get_by_role("button", name="Choose version").click()
    expect(page.get_by_text(re.compile("Now stands: Late"))).to_be_visible()
    expect(history).to_contain_text("Olga decided the conflict about Person 1 Example in Register")

    open_conflict(page, THIRD, "Register")
    page.get_by_text("Neither: decide something else").click()
    page.get_by_label("Presence state", exact=True).select_option("Absent")
    page.get_by_label("Note").fill("Seen at home")
    page.get_by_role("button", name="Decide this").click()
    expect(page.get_by_text(re.compile("Now stands: Absent"))).to_be_visible()

    open_conflict(page, LAST, "Assembly")
    version_of(page, "Mina").get_by_role("button", name="Choose version").click()
    expect(page.get_by_text(re.compile("Now stands: Present"))).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing to decide")).to_be_visible()


def open_conflict(page: Page, person: str, session: str) -> None:
    page.get_by_role("link", name=re.compile(f"{person}.*{session}")).click()
    expect(page.get_by_role("heading", name=person, level=2)).to_be_visible()


def version_of(page: Page, person: str) -> Locator:
    """The card of one of the two versions; the article around both comes first in the document."""
    return page.get_by_role("article").filter(has_text=re.compile(f"Marked by\\s*{person}")).last


def both_tablets_show_the_decision(story: Story) -> None:
    for tablet in (story.mina, story.tariq):
        tablet.sync_now()
        register = tablet.open_roster("Register")
        register.shows(FIRST, "Late", "On the server")
        register.shows(SECOND, "Present", "On the server")
        register.shows(THIRD, "Absent", "On the server")
        expect(register.line(THIRD)).to_contain_text("Seen at home")
        register.counts(present=28, late=1, absent=1, unmarked=0)
        assembly = tablet.open_roster("Assembly")
        # Of a long list only what is near the screen is drawn.
        tablet.page.get_by_label("Find a person").fill("person 250")
        assembly.shows(LAST, "Present", "On the server")
        tablet.page.get_by_label("Find a person").fill("")
        expect(assembly.line(SECOND)).to_contain_text("Came in through the garden")
        assembly.counts(present=500)


def the_audit_log_shows_every_step(story: Story) -> None:
    page = story.olga.visit("Audit log")
    page.get_by_label("What changed").select_option("Sync conflict")
    entries = page.get_by_role("main").get_by_role("listitem")
    expect(entries.filter(has_text="Olga decided the conflict about")).to_have_count(3)
    expect(entries.filter(has_text="that is in question")).to_have_count(3)
    page.get_by_label("What changed").select_option("Presence record")
    expect(entries.filter(has_text=re.compile("Olga (marked|changed)"))).to_have_count(3)
    page.get_by_label("Changed by").select_option("Mina")
    expect(entries.filter(has_text="Mina marked").first).to_be_visible()
    logs = AuditLog.objects.for_organization(story.school.organization.pk).filter(table_name="presence_records")
    record = story.records()[story.key(story.register, FIRST)]
    steps = logs.filter(record_id=record.pk).order_by("pk").values_list("action", "changed_by__name")
    assert [action for action, _ in steps] == ["create", "update"]
    assert steps[0][1] in {"Mina", "Tariq"}
    assert steps[1][1] == "Olga"
