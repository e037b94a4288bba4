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


def change(api: Api, current: str, new: str) -> Any:
    return api.post("me/password", {"current_password": current, "new_password": new})


def test_a_new_password_needs_the_current_one_and_ends_all_sign_ins(school: School) -> None:
    api = Api(school.mina)
    assert wrong_fields(change(api, "not it, really", NEW)) == {"/current_password": "wrong"}
    assert change(api, PASSWORD, NEW).status_code == 204
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
        ({"current_password": PASSWORD, "new_password": "short"}, {"/new_password": "password_too_short"}),
        ({"current_password": PASSWORD, "new_password": "abababababab"}, {"/new_password": "password_too_uniform"}),
        ({"current_password": PASSWORD, "new_password": "Mina@Example.com"}, {"/new_password": "password_too_similar"}),
        ({"current_password": PASSWORD, "new_password": "1234567890"}, {"/new_password": "password_too_common"}),
        ({"current_password": PASSWORD, "new_password": "omnipresence-demo"}, {"/new_password": "password_too_common"}),
        ({"current_password": PASSWORD, "new_password": "x" * 1025}, {"/new_password": "max_length"}),
        ({"current_password": True, "new_password": NEW}, {"/current_password": "type"}),
    ],
)
def test_it_refuses_what_is_no_password(school: School, body: dict[str, Any], faults: dict[str, str]) -> None:
    assert wrong_fields(Api(school.mina).post("me/password", body)) == faults


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({"role": "administrator"}, {"/role": "unknown_field"}),
        ({"new_password": NEW}, {"/new_password": "unknown_field"}),
        ({"name": True}, {"/name": "type"}),
        ({"name": " "}, {"/name": "blank"}),
    ],
)
def test_it_refuses_what_is_no_profile(school: School, body: dict[str, Any], faults: dict[str, str]) -> None:
    assert wrong_fields(Api(school.mina).patch("me", body)) == faults


def test_guessing_the_current_password_is_throttled(school: School) -> None:
    api = Api(school.mina)
    for _ in range(10):
        change(api, "a guess at it", NEW)
    assert refusal(change(api, PASSWORD, NEW)) == (429, "throttled")
    assert api.patch("me", {"name": "Still Mina"}).status_code == 200


def test_administrators_change_the_organization(school: School, olga: Api, maud: Api) -> None:
    body = {"name": "School of Dhaka", "time_zone": "Asia/Dhaka"}
    assert refusal(maud.patch("organization", body)) == (403, "forbidden")
    seen = olga.get("organization").headers["ETag"]
    answer = olga.patch("organization", body, **{"If-Match": seen})
    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in body} == body
    assert history(school, "organizations")[0].old_values["time_zone"] == "UTC"
    assert refusal(olga.patch("organization", {"name": "Late"}, **{"If-Match": seen})) == (412, "version-changed")
    assert wrong_fields(olga.patch("organization", {"time_zone": "Dhaka"})) == {"/time_zone": "unknown"}
    assert wrong_fields(olga.patch("organization", {"slug": "x"})) == {"/slug": "unknown_field"}


def test_settings_are_bounded_change_one_by_one_and_go_back_to_their_defaults(school: School, olga: Api) -> None:
    defaults = olga.get("organization").json()["settings"]
    one = olga.patch("organization", {"settings": {"inactivity_minutes": 30}}).json()["settings"]
    assert one == {**defaults, "inactivity_minutes": 30}
    two = olga.patch("organization", {"settings": {"sign_in_days": 7}}).json()["settings"]
    assert two == {**one, "sign_in_days": 7}
    back = olga.patch("organization", {"settings": {"inactivity_minutes": None}}).json()["settings"]
    assert back == {**defaults, "sign_in_days": 7}
    for wrong, code in ((4, "range"), (10**6, "range"), ("30", "type"), (True, "type")):
        answer = olga.patch("organization", {"settings": {"inactivity_minutes": wrong}})
        assert wrong_fields(answer) == {"/settings/inactivity_minutes": code}
    assert wrong_fields(olga.patch("organization", {"settings": {"theme": "dark"}})) == {
        "/settings/theme": "unknown_field"
    }
    assert [row.new_values for row in history(school, "organizations")][-1] == {"settings": {"sign_in_days": 7}}
