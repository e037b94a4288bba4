"""The caller's own profile and organization."""

from typing import Any

import pytest

from omnipresence.audit.models import AuditLog
from support.api import Api, refusal, wrong_fields
from support.cast import PASSWORD, School

NEW = "another long and honest password"


def history(school: School, table: str) -> list[AuditLog]:
    return list(AuditLog.objects.for_organization(school.organization.pk).filter(table_name=table).order_by("id"))


def test_everybody_changes_their_own_name(school: School) -> None:
    answer = Api(school.mina).patch("me", {"name": "মিনা <img src=x>"})
    assert (answer.status_code, answer.json()["name"]) == (200, "মিনা <img src=x>")
    assert [(row.old_values, row.new_values) for row in history(school, "users")] == [
        ({"name": "Mina"}, {"name": "মিনা <img src=x>"})
    ]
    # The same again is no change.
    Api(school.mina).patch("me", {"name": "মিনা <img src=x>"})
    assert len(history(school, "users")) == 1


def test_a_new_password_needs_the_current_one_and_ends_all_sign_ins(school: School) -> None:
    api = Api(school.mina)
    wrong = api.patch("me", {"current_password": "not it, really", "new_password": NEW})
    assert wrong_fields(wrong) == {"/current_password": "wrong"}
    assert api.patch("me", {"current_password": PASSWORD, "new_password": NEW}).status_code == 200
    assert refusal(api.get("me")) == (401, "not-authenticated")
    credentials = {"organization": "school", "email": "mina@example.com"}
    assert refusal(Api().post("auth/token", {**credentials, "password": PASSWORD}))[0] == 401
    assert Api().post("auth/token", {**credentials, "password": NEW}).status_code == 200
    assert "bcrypt" not in str([row.new_values for row in history(school, "users")])


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({"new_password": NEW}, {"/current_password": "required"}),
        ({"current_password": PASSWORD}, {"/new_password": "required"}),
        ({"current_password": PASSWORD, "new_password": "short"}, {"/new_password": "weak"}),
        ({"current_password": PASSWORD, "new_password": "abababababab"}, {"/new_password": "weak"}),
        ({"current_password": PASSWORD, "new_password": "Mina@Example.com"}, {"/new_password": "weak"}),
        ({"role": "administrator"}, {"/role": "unknown_field"}),
        ({"name": True}, {"/name": "type"}),
        ({"name": " "}, {"/name": "blank"}),
    ],
)
def test_it_refuses_what_is_no_profile(school: School, body: dict[str, Any], faults: dict[str, str]) -> None:
    assert wrong_fields(Api(school.mina).patch("me", body)) == faults


def test_guessing_the_current_password_is_throttled(school: School) -> None:
    api = Api(school.mina)
    for _ in range(10):
        api.patch("me", {"current_password": "a guess at it", "new_password": NEW})
    assert refusal(api.patch("me", {"current_password": PASSWORD, "new_password": NEW})) == (429, "throttled")
    assert api.patch("me", {"name": "Still Mina"}).status_code == 200


def test_administrators_change_the_organization(school: School, olga: Api, maud: Api) -> None:
    body = {"name": "School of Dhaka", "time_zone": "Asia/Dhaka", "settings": {"inactivity_minutes": 30}}
    assert refusal(maud.patch("organization", body)) == (403, "forbidden")
    answer = olga.patch("organization", body)
    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in body} == body
    assert history(school, "organizations")[0].old_values["time_zone"] == "UTC"
    assert wrong_fields(olga.patch("organization", {"time_zone": "Dhaka"})) == {"/time_zone": "unknown"}
    assert wrong_fields(olga.patch("organization", {"slug": "x"})) == {"/slug": "unknown_field"}
