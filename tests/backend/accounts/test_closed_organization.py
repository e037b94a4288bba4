"""A suspended or deleted organization is out of reach at once, by every way in (security item 8)."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from omnipresence.accounts.services import sign_in
from omnipresence.audit.models import AuditLog
from support.api import Api, refusal
from support.cast import PASSWORD, School
from support.keys import key_of, keyed
from support.tablets import Tablet


@pytest.mark.parametrize(("shut", "opened"), [("suspend", "resume"), ("delete", "restore")])
def test_every_way_in_is_shut_and_opened_again(school: School, strangers: School, shut: str, opened: str) -> None:
    credentials = {"organization": "school", "email": "mina@example.com", "password": PASSWORD}
    mina, key, tablet = Api(school.mina), keyed(key_of(school.olga, "read")), Tablet(school, school.mina)
    refresh = sign_in(**credentials).refresh
    invited = {"email": "nina@example.com", "name": "Nina", "role": "frontline"}
    token = Api(school.olga).post("users", invited).json()["invitation"]

    calendar = Api(school.olga).post(f"groups/{school.group.pk}/calendar").json()["url"]

    def outcomes() -> list[Any]:
        return [
            mina.get("me").status_code,
            tablet.send().status_code,
            key.get("me").status_code,
            Api().post("auth/token", credentials).status_code,
            Api().post("auth/token/refresh", {"refresh": refresh}).status_code,
        ]

    assert outcomes() == [200] * 5
    call_command("organization", shut, "school", verbosity=0)
    assert outcomes() == [401] * 5
    redeemed = Api().post("auth/invitation", {"token": token, "password": "a long and honest one"})
    assert refusal(redeemed) == (404, "invitation-ended")
    assert Api().client.get(calendar).status_code == 404
    # The answer to a wrong organization and to a shut one is the same.
    wrong = Api().post("auth/token", {**credentials, "organization": "nowhere"})
    assert Api().post("auth/token", credentials).content == wrong.content
    assert Api(strangers.mina).get("me").status_code == 200
    call_command("organization", opened, "school", verbosity=0)
    assert Api().client.get(calendar).status_code == 200
    assert outcomes() == [200] * 5
    rows = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="organizations")
    assert [row.source_device for row in rows] == ["operator"] * 2


def test_a_batch_that_was_let_in_before_is_refused_at_its_turn(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    from omnipresence.sync.services import turn

    load = turn.load_authors

    def shut_meanwhile(batch: Any, items: Any) -> Any:
        school.organization.suspended_at = school.organization.created_at
        school.organization.save()
        return load(batch, items)

    monkeypatch.setattr(turn, "load_authors", shut_meanwhile)
    tablet = Tablet(school, school.mina)
    assert refusal(tablet.send(tablet.op(school.pupil))) == (401, "not-authenticated")


def test_nothing_happens_to_an_organization_that_is_not_there(db: None) -> None:
    with pytest.raises(CommandError):
        call_command("organization", "delete", "nowhere")
