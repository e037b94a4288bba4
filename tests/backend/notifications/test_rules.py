"""What an organization and its users want to be told of (R9.1, R9.2)."""

from datetime import timedelta
from typing import Any

import pytest

from omnipresence.base import clock
from omnipresence.base.writes import write
from omnipresence.notifications.models import Notification, NotificationRule, NotificationType
from omnipresence.notifications.services import notify_administrators
from omnipresence.presence.rules import Value
from omnipresence.presence.services import Intent, write_marks
from omnipresence.presence.services.absences import tell_of_absences
from omnipresence.schedule.models import Session
from support.api import Api, refusal, wrong_fields
from support.cast import School

ABSENCE = {"notification_type": "absence", "threshold": 2, "within_days": 30}


def told(api: Api, **query: Any) -> list[str]:
    return [row["title"] for row in api.get("notifications", **query).json()["results"]]


def tell(school: School) -> None:
    notify_administrators(
        school.organization.pk,
        notification_type=NotificationType.CONFLICT,
        title="In question",
        message="",
        link=None,
        at=clock.now(),
    )


def lesson(school: School, days_ago: float, *absent: int, state: str = "absent") -> Session:
    """A lesson that ended then, with these pupils marked."""
    start = clock.now() - timedelta(days=days_ago)

    def work(versions: Any) -> Session:
        row = Session.objects.create(
            organization=school.organization, group=school.group, name="Poetry", scheduled_start_at=start,
            scheduled_end_at=start + timedelta(minutes=5), version=versions.take(), created_at=start, updated_at=start,
        )  # fmt: skip
        people = [school.participants[number] for number in absent]
        intents = [Intent(row.pk, person.pk, Value(school.states[state].pk), start, 0) for person in people]
        write_marks(school.caller(school.mina), versions, intents, at=clock.now())
        return row

    return write(school.organization.pk, work, count=20)


def test_a_rule_is_kept_changed_and_deleted(school: School, strangers: School, olga: Api, maud: Api) -> None:
    made = olga.post("notification-rules", ABSENCE)
    path = f"notification-rules/{made.json()['id']}"
    assert (made.status_code, made.headers["Location"]) == (201, f"/api/v1/{path}")
    assert refusal(olga.post("notification-rules", ABSENCE)) == (409, "notification-rule-exists")
    assert [row["id"] for row in maud.get("notification-rules").json()["results"]] == [made.json()["id"]]
    changed = olga.patch(path, {"threshold": 5}, **{"If-Match": made.headers["ETag"]})
    assert changed.json()["threshold"] == 5
    assert refusal(olga.patch(path, {"threshold": 6}, **{"If-Match": made.headers["ETag"]})) == (412, "version-changed")
    assert refusal(maud.patch(path, {"threshold": 6})) == (403, "forbidden")
    for change in (Api(strangers.olga).get(path), Api(strangers.olga).delete(path)):
        assert refusal(change) == (404, "not-found")
    assert olga.delete(path).status_code == 204


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({"notification_type": "absence"}, {"/threshold": "rule", "/within_days": "rule"}),
        ({**ABSENCE, "notification_type": "conflict"}, {"/threshold": "rule", "/within_days": "rule"}),
        ({**ABSENCE, "threshold": 0}, {"/threshold": "range"}),
        ({**ABSENCE, "audience": "everybody"}, {"/audience": "format"}),
        ({"notification_type": "security"}, {"/notification_type": "format"}),
    ],
)
def test_a_rule_that_means_nothing_is_refused(olga: Api, body: dict[str, Any], faults: dict[str, str]) -> None:
    assert wrong_fields(olga.post("notification-rules", body)) == faults


def test_a_domain_brings_its_rules(school: School, olga: Api) -> None:
    olga.post("notification-rules", {**ABSENCE, "threshold": 7})
    olga.post("organization/apply-domain", {"domain_type": "hospitality"})
    rules = olga.get("notification-rules").json()["results"]
    assert [(row["notification_type"], row["threshold"]) for row in rules] == [
        ("absence", 7),
        ("conflict", None),
        ("data_quality", None),
    ]


def test_a_rule_reaches_managers_or_nobody(school: School, olga: Api, maud: Api) -> None:
    tell(school)
    assert (len(told(olga)), len(told(maud)), len(told(Api(school.mina)))) == (1, 0, 0)
    rule = olga.post("notification-rules", {"notification_type": "conflict", "audience": "managers"}).json()
    tell(school)
    assert (len(told(olga)), len(told(maud)), len(told(Api(school.mina)))) == (2, 1, 0)
    olga.patch(f"notification-rules/{rule['id']}", {"is_active": False})
    tell(school)
    assert (len(told(olga)), len(told(maud))) == (2, 1)


def test_everybody_says_what_they_do_not_want(school: School, olga: Api) -> None:
    wanted = {"absence": True, "conflict": True, "data_quality": True}
    assert olga.get("notification-preferences").json() == wanted
    assert olga.patch("notification-preferences", {"conflict": False}).json() == {**wanted, "conflict": False}
    tell(school)
    assert told(olga) == []
    assert Api(school.tariq).get("notification-preferences").json() == wanted
    olga.patch("notification-preferences", {"conflict": True})
    tell(school)
    assert len(told(olga)) == 1
    assert wrong_fields(olga.patch("notification-preferences", {"security": False})) == {"/security": "unknown_field"}


def test_who_is_absent_too_often_is_told_of_once(school: School, strangers: School, olga: Api) -> None:
    olga.post("notification-rules", ABSENCE)
    Api(strangers.olga).post("notification-rules", ABSENCE)
    lesson(school, 3, 0, 1)
    tell_of_absences()
    assert told(olga) == []
    lesson(school, 2, 0)
    tell_of_absences()
    assert told(olga) == ["Somebody was absent too often"]
    (row,) = olga.get("notifications").json()["results"]
    assert row["message"] == "Pupil0 Example: absent 2 times within 30 days, or more."
    tell_of_absences()
    lesson(school, 1, 0)
    tell_of_absences()
    assert len(told(olga)) == 1, "a third absence is no news"
    assert told(Api(strangers.olga)) == []


def test_a_whole_class_is_one_message_and_so_is_an_hour(school: School, olga: Api) -> None:
    olga.post("notification-rules", ABSENCE)
    lesson(school, 3, 0, 1, 2)
    lesson(school, 2, 0, 1)
    tell_of_absences()
    assert told(olga) == ["2 people were absent too often"]
    lesson(school, 1, 2)
    tell_of_absences()
    assert told(olga) == ["3 people were absent too often"]


def test_what_does_not_count_is_not_told(school: School, olga: Api) -> None:
    olga.post("notification-rules", ABSENCE)
    lesson(school, 40, 0)
    lesson(school, 2, 0)
    lesson(school, 1, 0, state="excused")
    lesson(school, -1, 0)
    tell_of_absences()
    assert told(olga) == []


def test_a_session_that_comes_to_its_end_is_looked_at(school: School, olga: Api) -> None:
    olga.post("notification-rules", ABSENCE)
    lesson(school, 2, 0)
    still_on = lesson(school, 0, 0)
    tell_of_absences()
    assert told(olga) == []
    # Time passes; nobody writes anything.
    ended = clock.now() + timedelta(microseconds=1)
    Session.objects.for_organization(school.organization.pk).filter(pk=still_on.pk).update(scheduled_end_at=ended)
    tell_of_absences()
    assert told(olga) == ["Somebody was absent too often"]


def test_a_corrected_record_can_be_told_of_again(school: School, olga: Api) -> None:
    olga.post("notification-rules", ABSENCE)
    lesson(school, 3, 0)
    corrected = lesson(school, 2, 0)
    tell_of_absences()
    record = olga.get("presence-records", session=corrected.pk).json()["results"][0]["id"]
    olga.patch(f"presence-records/{record}", {"presence_state": "present"})
    tell_of_absences()
    olga.post("notifications/read-all")
    olga.patch(f"presence-records/{record}", {"presence_state": "absent"})
    tell_of_absences()
    assert len(told(olga)) == 2


def test_nothing_new_costs_nearly_nothing(school: School, olga: Api, django_assert_num_queries: Any) -> None:
    olga.post("notification-rules", ABSENCE)
    tell_of_absences()
    with django_assert_num_queries(3):
        tell_of_absences()
    assert NotificationRule.objects.for_organization(school.organization.pk).get().checked_at is not None
    assert Notification.objects.for_organization(school.organization.pk).count() == 0


def test_a_changed_rule_and_a_changed_state_look_at_everybody_again(school: School, olga: Api) -> None:
    rule = olga.post("notification-rules", {**ABSENCE, "threshold": 3}).json()
    lesson(school, 3, 0)
    lesson(school, 2, 0)
    lesson(school, 1, 0, state="excused")
    tell_of_absences()
    assert told(olga) == []
    olga.patch(f"presence-states/{school.states['excused'].pk}", {"counts_as": "absent"})
    tell_of_absences()
    assert told(olga) == ["Somebody was absent too often"]
    olga.patch(f"notification-rules/{rule['id']}", {"threshold": 4})
    olga.post("notifications/read-all")
    tell_of_absences()
    olga.patch(f"notification-rules/{rule['id']}", {"threshold": 1})
    tell_of_absences()
    assert len(told(olga)) == 2
