"""Fault 72: ten thousand questions at once are one message, and a list that can be read to its end."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnipresence.base import clock
from omnipresence.base.writes import Versions, write
from omnipresence.notifications.models import Notification
from omnipresence.presence.models import SyncConflict
from omnipresence.sync.services import tell
from support.api import Api
from support.cast import School
from support.tablets import Tablet

MANY = 10_000
PAGE = 500


def messages(school: School) -> list[tuple[str, str | None]]:
    told = Notification.objects.for_organization(school.organization.pk).filter(is_read=False).order_by("id")
    return [(row.title, row.link) for row in told]


def test_fault_72_the_batches_of_a_flood_are_one_message(
    school: School, olga: Api, mina: Tablet, tariq: Tablet, monkeypatch: Any
) -> None:
    one, two, three = school.participants
    mina.results(*[mina.op(person, "present") for person in (one, two, three)])
    tariq.results(tariq.op(one, "absent"))
    (first,) = SyncConflict.objects.for_organization(school.organization.pk)
    assert messages(school) == [("A mark is in question", f"/review/{first.pk}")]
    for person in (two, three):
        tariq.results(tariq.op(person, "absent"))
    assert messages(school) == [("3 marks are in question", "/review")]
    assert olga.post("notifications/read-all").status_code in {200, 204}
    tariq.results(tariq.op(one, "late"))
    assert messages(school) == [("4 marks are in question", "/review")], "what was read stays read"
    # The next morning is another message.
    Notification.objects.for_organization(school.organization.pk).update(created_at=clock.now() - 2 * tell.DIGEST)
    SyncConflict.objects.for_organization(school.organization.pk).update(created_at=clock.now() - timedelta(hours=2))
    tariq.results(tariq.op(two, "late"))
    assert [title for title, _ in messages(school)] == ["4 marks are in question", "A mark is in question"]


def test_fault_72_ten_thousand_questions_are_read_page_by_page_at_the_same_cost(school: School, olga: Api) -> None:
    side = {"presence_state": "present", "note": "", "recorded_by": school.mina.pk, "version": 1}

    def fill(versions: Versions) -> None:
        now = clock.now()
        SyncConflict.objects.bulk_create(
            (
                SyncConflict(
                    organization=school.organization,
                    session=school.session,
                    participant=school.participants[number % 3],
                    version_a_data=side,
                    version_b_data=side,
                    created_at=now,
                    version=versions.take(),
                )
                for number in range(MANY)
            ),
            batch_size=1000,
        )

    write(school.organization.pk, fill, count=MANY)
    found: list[int] = []
    statements: set[int] = set()
    page = olga.get("sync-conflicts", limit=PAGE).json()
    while True:
        found += [row["id"] for row in page["results"]]
        if page["next"] is None:
            break
        with CaptureQueriesContext(connection) as captured:
            page = olga.client.get(page["next"]).json()
        statements.add(len(captured))
    assert len(found) == len(set(found)) == MANY
    assert len(statements) == 1
