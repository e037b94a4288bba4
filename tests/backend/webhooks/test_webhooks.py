"""Webhooks as administrators and programs see them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from omnipresence.base import clock
from omnipresence.webhooks.models import Webhook
from omnipresence.webhooks.services.keep import seal_secrets_again
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.keys import key_of, keyed
from support.receivers import Receiver
from support.webhooks import EVENTS, Json, add_participant, add_webhook, carry, let_time_pass, log

BODY = {"url": "https://receiver.example/hook", "events": EVENTS}


def test_the_secret_is_shown_once_and_kept_sealed(olga: Api) -> None:
    answer = olga.post("webhooks", BODY)
    secret = answer.json()["secret"]
    path = answer.headers["Location"].removeprefix("/api/v1/")
    shown = olga.get(path)
    assert (shown.json(), shown.headers["ETag"]) == (
        {name: value for name, value in answer.json().items() if name != "secret"},
        answer.headers["ETag"],
    )
    text = "".join(str(olga.get(where).json()) for where in ("webhooks", path, "audit-logs"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM webhooks")
        text += str(cursor.fetchall())
    assert secret.removeprefix("whsec_") not in text
    assert "gAAAA" not in str(olga.get("audit-logs").json()), "not even sealed"


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"url": "http://receiver.example/"}, {"/url": "rule"}),
        ({"url": "https://127.0.0.1/"}, {"/url": "rule"}),
        ({"url": "https://[::1]/"}, {"/url": "rule"}),
        ({"events": []}, {"/events": "length"}),
        ({"events": ["participant.changed"] * 2}, {"/events": "length"}),
        ({"events": ["user.changed"]}, {"/events": "choice"}),
        ({"secret": "whsec_mine"}, {"/secret": "unknown_field"}),
    ],
)
def test_what_cannot_be_is_refused(olga: Api, changed: Json, wrong: dict[str, str]) -> None:
    answer = olga.post("webhooks", {**BODY, **changed})
    assert set(wrong_fields(answer)) == set(wrong)
    assert olga.get("webhooks", count="true").json()["count"] == 0


def test_there_are_only_so_many(olga: Api) -> None:
    for _ in range(20):
        assert olga.post("webhooks", BODY).status_code == 201
    assert refusal(olga.post("webhooks", BODY)) == (409, "too-many-webhooks")


def test_a_key_cannot_have_sent_to_itself_what_it_may_not_read(school: School) -> None:
    blind = keyed(key_of(school.olga, "webhooks:write"))
    assert refusal(blind.post("webhooks", BODY)) == (403, "scope-missing")
    seeing = keyed(key_of(school.olga, "webhooks:write", "read"))
    made = seeing.post("webhooks", BODY)
    assert made.status_code == 201
    assert refusal(blind.patch(f"webhooks/{made.json()['id']}", {"url": BODY["url"]})) == (403, "scope-missing")


def test_two_administrators_do_not_overwrite_each_other(olga: Api) -> None:
    made = olga.post("webhooks", BODY)
    path = f"webhooks/{made.json()['id']}"
    seen = {"If-Match": made.headers["ETag"]}
    changed = olga.patch(path, {"events": EVENTS[:1]}, **seen)
    assert changed.json()["events"] == EVENTS[:1]
    assert refusal(olga.patch(path, {"events": EVENTS}, **seen)) == (412, "version-changed")
    assert refusal(olga.delete(path, **seen)) == (412, "version-changed")
    assert olga.delete(path, **{"If-Match": changed.headers["ETag"]}).status_code == 204
    assert refusal(olga.get(path)) == (404, "not-found")


def test_deleting_takes_the_log_along(olga: Api, hook: Json, receiver: Receiver) -> None:
    add_participant(olga)
    carry()
    assert olga.delete(f"webhooks/{hook['id']}").status_code == 204
    carry()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM webhook_deliveries")
        assert cursor.fetchone() == (0,)


def accepts(secret: str, receiver: Receiver) -> bool:
    try:
        Verifier(secret).verify(receiver.letters[-1].body, receiver.letters[-1].headers)
    except WebhookVerificationError:
        return False
    return True


def test_for_a_day_both_secrets_sign(olga: Api, hook: Json, receiver: Receiver) -> None:
    rotated = olga.post(f"webhooks/{hook['id']}/rotate-secret").json()
    old, new = hook["secret"], rotated["secret"]
    add_participant(olga, "R-1")
    carry()
    assert (accepts(old, receiver), accepts(new, receiver)) == (True, True)
    Webhook.objects.for_organization(hook_row(hook).organization_id).update(
        previous_until=clock.now() - timedelta(seconds=1)
    )
    add_participant(olga, "R-2")
    carry()
    assert (accepts(old, receiver), accepts(new, receiver)) == (False, True)
    seal_secrets_again()
    assert hook_row(hook).previous_secret == ""


def test_secrets_outlive_a_change_of_the_secret_key(
    olga: Api, school: School, hook: Json, receiver: Receiver, settings: Any
) -> None:
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another key of at least thirty-two characters"
    settings.SECRET_KEY_FALLBACKS = [before]
    seal_secrets_again()
    settings.SECRET_KEY_FALLBACKS = []
    add = Api(school.olga)
    add_participant(add, "R-1")
    carry()
    assert accepts(hook["secret"], receiver)
    settings.SECRET_KEY = "a third key that nobody had ever seen before"
    settings.SECRET_KEY_FALLBACKS = []
    add = Api(school.olga)
    add_participant(add, "R-2")
    carry()
    assert len(receiver.letters) == 1
    assert log(add, hook)[-1]["error"] == "unreadable_secret"
    # Said in the log, and mended by a new secret.
    add.post(f"webhooks/{hook['id']}/rotate-secret")
    Webhook.objects.for_organization(school.organization.pk).update(previous_until=None)
    let_time_pass()
    carry()
    assert len(receiver.letters) == 2


def test_what_changes_while_it_is_off_comes_when_it_is_on_again(olga: Api, hook: Json, receiver: Receiver) -> None:
    path = f"webhooks/{hook['id']}"
    assert olga.patch(path, {"is_active": False}).json()["is_active"] is False
    add_participant(olga)
    carry()
    assert receiver.letters == []
    assert refusal(olga.post(f"{path}/test")) == (409, "webhook-inactive")
    olga.patch(path, {"is_active": True})
    carry()
    assert len(receiver.letters) == 1


def test_a_test_says_that_it_is_one(olga: Api, hook: Json, receiver: Receiver) -> None:
    answer = olga.post(f"webhooks/{hook['id']}/test")
    assert (answer.status_code, answer.json()["status"]) == (202, "pending")
    carry()
    came = Verifier(hook["secret"]).verify(receiver.letters[0].body, receiver.letters[0].headers)
    assert (came["type"], came["data"]) == ("webhook.test", {"webhook": hook["id"]})
    assert [(row["event_type"], row["status"]) for row in log(olga, hook)] == [("webhook.test", "delivered")]


def test_each_webhook_has_its_own_secret_and_events(olga: Api, hook: Json, receiver: Receiver) -> None:
    other = add_webhook(olga, receiver, "group.changed")
    add_participant(olga)
    carry()
    assert (len(log(olga, hook)), log(olga, other)) == (1, [])
    assert (accepts(hook["secret"], receiver), accepts(other["secret"], receiver)) == (True, False)


def hook_row(hook: Json) -> Webhook:
    row: Webhook = Webhook.objects.across_organizations("a test looks at its own").get(pk=hook["id"])
    return row
