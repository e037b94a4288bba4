"""API keys: scoped, shown once, hashed, expiring, revocable, with their last use (R8.5)."""

from datetime import timedelta
from typing import Any

import pytest

from omnipresence.accounts.models import ApiKey, User
from omnipresence.audit.models import AuditLog
from omnipresence.base import clock
from omnipresence.base.clock import rfc3339
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.keys import key_of, keyed
from support.tablets import Tablet


def soon(**after: float) -> str:
    return str(rfc3339(clock.now() + timedelta(**(after or {"days": 30}))))


@pytest.fixture
def made(olga: Api) -> dict[str, Any]:
    answer = olga.post("api-keys", {"name": "Gate", "scopes": ["presence:write", "read"], "expires_at": soon()})
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/api/v1/api-keys/{answer.json()['id']}")
    body: dict[str, Any] = answer.json()
    return body


def row(school: School) -> ApiKey:
    return ApiKey.objects.for_organization(school.organization.pk).get()


def test_it_is_shown_once_and_kept_as_a_hash(school: School, olga: Api, made: dict[str, Any]) -> None:
    secret = made["key"].removeprefix(f"omni_{made['public']}_")
    assert len(secret) == 43
    assert secret not in str(vars(row(school)))
    assert secret not in str(list(AuditLog.objects.for_organization(school.organization.pk).values()))
    assert row(school).secret_hash not in str(list(AuditLog.objects.for_organization(school.organization.pk).values()))
    seen = olga.get(f"api-keys/{made['id']}").json()
    assert "key" not in seen
    assert (seen["scopes"], seen["user"], seen["last_used_at"]) == (["read", "presence:write"], school.olga.pk, None)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"scopes": []}, {"/scopes": "type"}),
        ({"scopes": "read"}, {"/scopes": "type"}),
        ({"scopes": ["read", "read"]}, {"/scopes": "choice"}),
        ({"scopes": ["everything"]}, {"/scopes": "choice"}),
        ({"scopes": [["read"]]}, {"/scopes": "choice"}),
        ({"expires_at": soon(days=-1)}, {"/expires_at": "range"}),
        ({"expires_at": soon(days=740)}, {"/expires_at": "range"}),
        ({"expires_at": None}, {"/expires_at": "null"}),
        ({"user": 1}, {"/user": "unknown_field"}),
    ],
)
def test_it_refuses_what_is_no_key(olga: Api, changes: dict[str, Any], faults: dict[str, str]) -> None:
    body = {"name": "Gate", "scopes": ["read"], "expires_at": soon(), **changes}
    assert wrong_fields(olga.post("api-keys", body)) == faults


def test_it_does_what_its_scopes_and_its_user_s_role_allow(school: School, made: dict[str, Any]) -> None:
    gate = keyed(made["key"])
    mark = {"session": school.session.pk, "participant": school.pupil.pk, "presence_state": "present"}
    assert gate.get("participants").status_code == 200
    answer = gate.post("presence-records", {**mark, "recorded_at": soon(seconds=-1)})
    assert (answer.status_code, answer.json()["recorded_by"]) == (201, school.olga.pk)
    assert answer.json()["source_device_id"] == f"key:{made['public']}"
    assert refusal(gate.patch(f"participants/{school.pupil.pk}", {"first_name": "X"})) == (403, "scope-missing")
    assert refusal(gate.get("users")) == (403, "scope-missing")
    log = AuditLog.objects.for_organization(school.organization.pk).get(table_name="presence_records")
    assert (log.source_device, log.changed_by_id) == (f"key:{made['public']}", school.olga.pk)
    # Its user no longer is an administrator but a manager, who writes nothing.
    User.objects.for_organization(school.organization.pk).filter(pk=school.olga.pk).update(role="manager")
    assert gate.get("participants").status_code == 200
    assert refusal(gate.delete(f"presence-records/{answer.json()['id']}")) == (403, "forbidden")


def test_without_the_scope_read_nothing_is_read(school: School) -> None:
    assert refusal(keyed(key_of(school.olga, "roster:write")).get("participants")) == (403, "scope-missing")


def test_it_syncs_for_the_device_that_its_program_names(school: School) -> None:
    tablet = Tablet(school, school.mina, key=key_of(school.mina, "sync"))
    assert tablet.outcomes(tablet.op(school.pupil)) == ["applied"]
    log = AuditLog.objects.for_organization(school.organization.pk).get(table_name="presence_records")
    assert log.source_device.startswith("key:")
    tablet.key = key_of(school.mina, "read")
    assert refusal(tablet.send()) == (403, "scope-missing")


@pytest.mark.parametrize(
    "forged",
    [
        lambda key: key[:-1] + ("A" if key[-1] != "A" else "B"),
        lambda key: key + "A",
        lambda key: key[:40],
        lambda key: "omni_" + "0" * 16 + key[21:],
        lambda key: key.upper().replace("OMNI", "omni"),
        lambda key: "omni_",
        lambda key: "omni_é",
    ],
)
def test_a_forged_key_opens_nothing(made: dict[str, Any], forged: Any) -> None:
    answer = keyed(forged(made["key"])).get("participants")
    assert refusal(answer) == (401, "not-authenticated")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_revoked_expired_and_of_a_deactivated_user_it_is_refused_at_once(
    school: School, olga: Api, made: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = keyed(made["key"])
    assert gate.get("me").json()["id"] == school.olga.pk
    users = User.objects.for_organization(school.organization.pk).filter(pk=school.olga.pk)
    users.update(is_active=False)
    assert refusal(gate.get("me")) == (401, "not-authenticated")
    users.update(is_active=True)
    with monkeypatch.context() as patch:
        now = clock.now() + timedelta(days=31)
        patch.setattr(clock, "now", lambda: now)
        assert refusal(gate.get("me")) == (401, "not-authenticated")
    assert olga.delete(f"api-keys/{made['id']}").status_code == 204
    assert refusal(gate.get("me")) == (401, "not-authenticated")
    assert olga.delete(f"api-keys/{made['id']}").status_code == 204
    assert refusal(olga.patch(f"api-keys/{made['id']}", {"name": "x"})) == (409, "key-revoked")
    assert [key["id"] for key in olga.get("api-keys", is_revoked="true").json()["results"]] == [made["id"]]
    assert olga.get("api-keys", is_revoked="false").json()["results"] == []


def test_its_last_use_is_written_once_a_minute(
    school: School, made: dict[str, Any], monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    gate, began = keyed(made["key"]), clock.now()
    with django_assert_num_queries(3):
        gate.get("me")
    with django_assert_num_queries(2):
        gate.get("me")
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(minutes=2))
    gate.get("me")
    assert row(school).last_used_at == began + timedelta(minutes=2)


def test_its_scopes_change_from_the_next_request_on(olga: Api, made: dict[str, Any]) -> None:
    gate, tag = keyed(made["key"]), olga.get(f"api-keys/{made['id']}").headers["ETag"]
    assert olga.patch(f"api-keys/{made['id']}", {"scopes": ["sync"]}, **{"If-Match": tag}).status_code == 200
    assert refusal(gate.get("participants")) == (403, "scope-missing")
    stale = olga.patch(f"api-keys/{made['id']}", {"scopes": ["read"]}, **{"If-Match": tag})
    assert refusal(stale) == (412, "version-changed")


def test_another_organization_s_keys_do_not_exist(strangers: School, school: School, made: dict[str, Any]) -> None:
    stranger = Api(strangers.olga)
    for method in ("GET", "PATCH", "DELETE"):
        here = stranger.client.generic(method, f"/api/v1/api-keys/{made['id']}", b"{}", "application/json")
        never = stranger.client.generic(method, "/api/v1/api-keys/9000000000000000000", b"{}", "application/json")
        assert (here.status_code, here.content) == (404, never.content)
    assert stranger.get("api-keys").json()["results"] == []
