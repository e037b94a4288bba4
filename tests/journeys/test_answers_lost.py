"""The server stores marks and dies before it has said so: nothing is doubled, nothing is claimed (I24, I27)."""

from playwright.sync_api import expect

from omnipresence.audit.models import AuditLog
from omnipresence.presence.models import PresenceRecord
from omnipresence.sync.models import SyncOperation
from support.browser import Tablets
from support.cast import School
from support.proxy import Proxy
from support.rosters import add_roster, people
from support.server import Server

DRAINED = 40_000


def test_marks_whose_answer_was_lost_are_sent_again_and_stored_once(
    school: School, server: Server, proxy: Proxy, tablet: Tablets
) -> None:
    add_roster(school, "Register", people(3))
    mina = tablet("mina", proxy.address).open().sign_in("school", "mina@example.com")
    roster = mina.open_roster("Register")
    proxy.lose_answers_to("POST /api/v1/sync ")
    roster.mark("Person 1 Example", "Present")
    roster.mark("Person 2 Example", "Late")

    assert proxy.lost.wait(30), "the tablet sends by itself"
    server.kill()
    assert stored(school) == {"operations": 2, "records": 2, "audited": 2}
    for person, state in (("Person 1 Example", "Present"), ("Person 2 Example", "Late")):
        roster.shows(person, state, "On this tablet")
    proxy.recover()
    server.start()

    for person, state in (("Person 1 Example", "Present"), ("Person 2 Example", "Late")):
        roster.shows(person, state, "On the server", timeout=DRAINED)
    expect(mina.page.get_by_role("link", name="All your marks are on the server")).to_be_visible()
    assert stored(school) == {"operations": 2, "records": 2, "audited": 2}


def stored(school: School) -> dict[str, int]:
    organization = school.organization.pk
    return {
        "operations": SyncOperation.objects.filter(organization=organization).count(),
        "records": PresenceRecord.objects.for_organization(organization).count(),
        "audited": AuditLog.objects.for_organization(organization).filter(table_name="presence_records").count(),
    }
