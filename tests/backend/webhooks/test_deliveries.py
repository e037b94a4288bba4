"""What changes is told, signed, once for each state, until it was taken or given up."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django_tasks_db.models import DBTaskResult
from standardwebhooks import Webhook as Verifier

from omnipresence.audit.models import AuditLog
from omnipresence.base import clock, job_runner, jobs
from omnipresence.base.models import JobRhythm
from omnipresence.notifications.models import Notification
from omnipresence.webhooks import rules, selectors
from omnipresence.webhooks.jobs import carry_events
from omnipresence.webhooks.models import Webhook, WebhookDelivery
from omnipresence.webhooks.services import collect
from omnipresence.webhooks.services.keep import forget_old_deliveries
from support.api import Api, refusal
from support.cast import School
from support.receivers import Receiver
from support.webhooks import Json, add_participant, add_webhook, carry, let_time_pass, log

pytestmark = pytest.mark.django_db


def rows(school: School) -> Any:
    return Webhook.objects.for_organization(school.organization.pk)


def test_what_changes_is_told_as_the_api_shows_it(olga: Api, hook: Json, receiver: Receiver) -> None:
    made = add_participant(olga)
    carry()
    (letter,) = receiver.letters
    said = Verifier(hook["secret"]).verify(letter.body, letter.headers)
    assert said["type"] == "participant.changed"
    record = {"kind": "participant", "key": str(made["id"]), "version": made["version"], "record": made}
    assert said["data"] == record
    assert letter.headers["content-type"] == "application/json"
    (row,) = log(olga, hook)
    assert (row["status"], row["attempts"], row["response_status"], row["error"]) == ("delivered", 1, 204, None)
    assert (row["event_id"], row["next_attempt_at"]) == (letter.id, None)
    assert row["finished_at"] and row["duration_ms"] is not None
    shown = olga.get(f"webhooks/{hook['id']}/deliveries/{row['id']}").json()
    assert shown["payload"] == json.loads(letter.body)


def test_a_mark_is_told(school: School, olga: Api, receiver: Receiver) -> None:
    add_webhook(olga, receiver, "presence_record.changed")
    mark = {"session": school.session.pk, "participant": school.pupil.pk, "presence_state": "present"}
    assert olga.post("presence-records", mark).status_code == 201
    carry()
    shown = olga.get("presence-records").json()["results"]
    assert [json.loads(letter.body)["data"]["record"] for letter in receiver.letters] == shown


def test_deletions_are_told(olga: Api, hook: Json, receiver: Receiver) -> None:
    made = add_participant(olga)
    assert olga.delete(f"participants/{made['id']}").status_code == 204
    carry()
    (said,) = [json.loads(letter.body) for letter in receiver.letters]
    assert (said["type"], said["data"]["key"], said["data"]["record"]) == (
        "participant.deleted",
        str(made["id"]),
        None,
    )


def test_nothing_is_missed_over_pages_and_nothing_told_twice(
    school: School, olga: Api, hook: Json, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect, "PAGE", 3)
    made = {str(add_participant(olga, f"R-{number}")["id"]) for number in range(10)}
    carry()
    # As after a restored backup: the same stretch of the feed is read again.
    rows(school).update(cursor=F("cursor") - 8)
    carry()
    told = [json.loads(letter.body)["data"]["key"] for letter in receiver.letters]
    assert (len(told), set(told)) == (10, made)


def test_what_was_before_and_what_is_others_is_not_told(
    olga: Api, strangers: School, hook: Json, receiver: Receiver
) -> None:
    add_participant(Api(strangers.olga))
    carry()
    assert receiver.letters == []


def test_a_closed_organization_tells_nothing(school: School, olga: Api, hook: Json, receiver: Receiver) -> None:
    add_participant(olga)
    type(school.organization).objects.filter(pk=school.organization.pk).update(suspended_at=clock.now())
    carry()
    assert receiver.letters == []
    assert not selectors.has_work()


def test_a_failure_is_tried_again_later_under_the_same_id(olga: Api, hook: Json, receiver: Receiver) -> None:
    receiver.answers.put(503)
    add_participant(olga)
    carry()
    (row,) = log(olga, hook)
    assert (row["status"], row["error"], row["response_status"]) == ("pending", "status", 503)
    carry()
    assert len(receiver.letters) == 1, "not at once"
    let_time_pass()
    carry()
    first, second = receiver.letters
    assert (first.id, first.body) == (second.id, second.body)
    assert Verifier(hook["secret"]).verify(second.body, second.headers)
    assert [(row["status"], row["attempts"]) for row in log(olga, hook)] == [("delivered", 2)]
    assert olga.get(f"webhooks/{hook['id']}").json()["failing_since"] is None


def test_retries_take_about_three_days() -> None:
    pauses = [rules.next_attempt(number, 0.5) for number in range(1, 20)]
    assert pauses[len(rules.RETRIES) :] == [None] * (19 - len(rules.RETRIES))
    assert timedelta(days=3) < sum((pause for pause in pauses if pause), timedelta()) < timedelta(days=3.5)
    assert rules.next_attempt(3, 0.0) < rules.next_attempt(3, 1.0)  # type: ignore[operator]


def test_in_the_end_it_is_given_up_and_can_be_sent_by_hand(olga: Api, hook: Json, receiver: Receiver) -> None:
    add_participant(olga)
    for _ in range(len(rules.RETRIES) + 1):
        receiver.answers.put(500)
        let_time_pass()
        carry()
    (row,) = log(olga, hook)
    assert (row["status"], row["attempts"], row["next_attempt_at"]) == ("failed", len(rules.RETRIES) + 1, None)
    let_time_pass()
    carry()
    assert len(receiver.letters) == len(rules.RETRIES) + 1
    path = f"webhooks/{hook['id']}/deliveries/{row['id']}/replay"
    answer = olga.post(path)
    assert (answer.status_code, answer.json()["status"]) == (202, "pending")
    assert refusal(olga.post(path)) == (409, "delivery-pending")
    carry()
    assert {letter.id for letter in receiver.letters} == {row["event_id"]}
    assert log(olga, hook)[0]["status"] == "delivered"


def test_an_address_that_fails_is_asked_once_in_a_while(olga: Api, hook: Json, receiver: Receiver) -> None:
    """A thousand events for a dead receiver cost one request, not a thousand."""
    for number in range(3):
        add_participant(olga, f"R-{number}")
    for _ in range(3):
        receiver.answers.put(500)
    carry()
    assert len(receiver.letters) == 3
    receiver.answers.put(500)
    carry()
    assert len(receiver.letters) == 3, "it rests"
    let_time_pass()
    carry()
    assert len(receiver.letters) == 4, "one to see whether it lives"
    let_time_pass()
    carry()
    assert {row["status"] for row in log(olga, hook)} == {"delivered"}


def test_gone_means_gone_and_somebody_is_told(school: School, olga: Api, hook: Json, receiver: Receiver) -> None:
    receiver.answers.put(410)
    add_participant(olga)
    carry()
    shown = olga.get(f"webhooks/{hook['id']}").json()
    assert (shown["is_active"], shown["disabled_reason"]) == (False, "gone")
    told = Notification.objects.for_organization(school.organization.pk).get()
    assert (told.user_id, told.title) == (school.olga.pk, "A webhook was switched off")
    audited = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="webhooks", action="update")
    assert audited.get().source_device == "webhooks"
    # Switched on again, it gets what it missed.
    add_participant(olga, "R-2")
    olga.patch(f"webhooks/{hook['id']}", {"is_active": True})
    let_time_pass()
    carry()
    assert {row["status"] for row in log(olga, hook)} == {"delivered"}
    assert len(log(olga, hook)) == 2


def test_who_takes_nothing_for_days_is_switched_off(school: School, olga: Api, hook: Json, receiver: Receiver) -> None:
    add_participant(olga)
    receiver.answers.put(500)
    carry()
    assert olga.get(f"webhooks/{hook['id']}").json()["is_active"]
    rows(school).update(failing_since=clock.now() - rules.DISABLE_AFTER)
    receiver.answers.put(500)
    let_time_pass()
    carry()
    assert olga.get(f"webhooks/{hook['id']}").json()["disabled_reason"] == "failing"
    assert Notification.objects.for_organization(school.organization.pk).count() == 1


def test_private_addresses_are_refused_at_the_attempt_too(
    olga: Api, hook: Json, receiver: Receiver, settings: Any
) -> None:
    settings.WEBHOOKS_ALLOW_PRIVATE = False
    add_participant(olga)
    carry()
    assert receiver.letters == []
    assert [(row["status"], row["error"]) for row in log(olga, hook)] == [("pending", "refused_address")]


def test_the_log_is_filtered_and_forgotten(school: School, olga: Api, hook: Json, receiver: Receiver) -> None:
    receiver.answers.put(500)
    add_participant(olga, "R-1")
    carry()
    olga.post(f"webhooks/{hook['id']}/test")
    let_time_pass()
    receiver.answers.put(500)
    carry()
    let_time_pass()
    carry()
    assert len(log(olga, hook, status="delivered")) == 2
    assert [row["event_type"] for row in log(olga, hook, event_type="webhook.test")] == ["webhook.test"]
    assert log(olga, hook, error="timeout") == []
    assert log(olga, hook, created_at__lt="2020-01-01T00:00:00Z") == []
    old = clock.now() - rules.KEPT - timedelta(minutes=1)
    deliveries = WebhookDelivery.objects.for_organization(school.organization.pk)
    deliveries.filter(event_type="webhook.test").update(finished_at=old, created_at=old)
    forget_old_deliveries()
    assert [row["event_type"] for row in log(olga, hook)] == ["participant.changed"]


def test_the_worker_is_troubled_only_when_there_is_something_to_do(olga: Api, hook: Json, receiver: Receiver) -> None:
    runner = job_runner.Runner()
    for name in jobs.RHYTHMS:
        JobRhythm.objects.update_or_create(name=name, defaults={"due_at": clock.now() + timedelta(days=1)})
    mine = carry_events.module_path
    JobRhythm.objects.filter(name=mine).update(due_at=clock.now())
    assert not runner.step()
    assert not DBTaskResult.objects.filter(task_path=mine).exists()
    add_participant(olga)
    runner._kept_at = float("-inf")
    assert runner.step()
    assert len(receiver.letters) == 1
    assert DBTaskResult.objects.get(task_path=mine).status == "SUCCESSFUL"


def test_an_organization_that_is_shut_and_opened_again_misses_nothing(
    school: School, olga: Api, hook: Json, receiver: Receiver
) -> None:
    add_participant(olga)
    type(school.organization).objects.filter(pk=school.organization.pk).update(suspended_at=clock.now())
    carry()
    type(school.organization).objects.filter(pk=school.organization.pk).update(suspended_at=None)
    carry()
    assert len(receiver.letters) == 1
