"""kill -9 of the browser in the middle of a sync: nothing is lost or doubled, and it drains (I23, I25, I27)."""

import pytest
from playwright.sync_api import expect

from omnipresence.audit.models import AuditLog
from omnipresence.presence.models import PresenceRecord
from omnipresence.sync.models import SyncOperation
from support.browser import Tablets
from support.cast import School
from support.rosters import add_roster, people

FIRST, SECOND = "Person 1 Example", "Person 2 Example"
DRAINED = 60_000


def stored(school: School) -> dict[str, int]:
    organization = school.organization.pk
    return {
        "operations": SyncOperation.objects.filter(organization=organization).count(),
        "records": PresenceRecord.objects.for_organization(organization).count(),
        "audited": AuditLog.objects.for_organization(organization).filter(table_name="presence_records").count(),
    }


NOTHING, TWICE = (
    dict.fromkeys(("operations", "records", "audited"), 0),
    dict.fromkeys(("operations", "records", "audited"), 2),
)


@pytest.mark.parametrize(
    ("stage", "known"),
    [("Request", NOTHING), ("Response", TWICE)],
    ids=["between the note that it is under way and the request", "between the answer and taking it in"],
)
def test_i25_i27_a_browser_killed_in_mid_sync_loses_and_doubles_nothing(
    school: School, tablet: Tablets, stage: str, known: dict[str, int]
) -> None:
    add_roster(school, "Register", people(3))
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use()
    roster = mina.open_roster("Register")
    held = mina.hold_syncs(stage)
    roster.mark(FIRST, "Present")
    roster.mark(SECOND, "Late")
    roster.shows(SECOND, "Late", "Sending", timeout=DRAINED)
    held.wait()
    mina.kill()
    assert stored(school) == known

    roster = mina.open().open_roster("Register")
    for person, state in ((FIRST, "Present"), (SECOND, "Late")):
        roster.shows(person, state, "On the server", timeout=DRAINED)
    expect(mina.page.get_by_role("link", name="All your marks are on the server")).to_be_visible(timeout=DRAINED)
    assert stored(school) == TWICE


def test_i23_a_browser_killed_before_it_paints_has_the_mark_whole_or_not_at_all(
    school: School, tablet: Tablets
) -> None:
    add_roster(school, "Register", people(3))
    mina = tablet("mina").open().sign_in("school", "mina@example.com")
    mina.is_ready_for_offline_use()
    mina.lose_network()
    said = (
        mina.open_roster("Register")
        .line(FIRST)
        .evaluate(
            """(line) => new Promise((resolve) => {
          // Said before the next frame: the disk has it, and nobody has seen it yet.
          new MutationObserver(() => line.dataset.place === 'waiting' && resolve(line.dataset.place))
            .observe(line, { attributes: true })
          ;[...line.querySelectorAll('button.state')].find((one) => one.dataset.code === 'late').click()
        })"""
        )
    )
    mina.kill()
    assert said == "waiting"
    mina.open().open_roster("Register").shows(FIRST, "Late", "On this tablet")
