"""Administrators manage users: invite, change, deactivate, reset (R8.4)."""

from typing import Any

import pytest

from omnipresence.accounts.models import Invitation, User
from omnipresence.accounts.services import sign_in
from omnipresence.audit.models import AuditLog
from support.answers import seen
from support.api import Api, refusal, wrong_fields
from support.cast import PASSWORD, School
from support.threads import Turnstile, Worker

NEW = "another long and honest password"
NINA = {"email": "Nina@Example.com", "name": "নীনা", "role": "frontline"}


def history(school: School) -> list[AuditLog]:
    return list(AuditLog.objects.for_organization(school.organization.pk).order_by("id"))


def invite(olga: Api, **changes: str) -> Any:
    return olga.post("users", {**NINA, **changes})


def redeem(token: str, password: str = NEW) -> Any:
    return Api().post("auth/invitation", {"token": token, "password": password})


def enter(email: str, password: str = NEW) -> int:
    answer = Api().post("auth/token", {"organization": "school", "email": email, "password": password})
    return int(answer.status_code)


def test_somebody_who_was_invited_chooses_a_password_once(school: School, olga: Api) -> None:
    answer = invite(olga)
    nina = answer.json()
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/api/v1/users/{nina['id']}")
    assert (nina["email"], nina["has_password"], nina["is_active"]) == ("nina@example.com", False, True)
    assert wrong_fields(redeem(nina["invitation"], "short")) == {"/password": "password_too_short"}
    assert redeem(nina["invitation"]).json() == {"organization": "school", "email": "nina@example.com"}
    assert refusal(redeem(nina["invitation"])) == (404, "invitation-ended")
    assert enter("nina@example.com") == 200
    assert olga.get(f"users/{nina['id']}").json()["has_password"] is True


def test_neither_token_nor_hash_is_in_the_audit_log_or_the_database(school: School, olga: Api) -> None:
    token = invite(olga).json()["invitation"]
    redeem(token)
    told = str([(row.table_name, row.old_values, row.new_values) for row in history(school)])
    assert token not in told
    assert "bcrypt" not in told
    assert [(row.table_name, row.action, row.changed_by_id) for row in history(school)][:2] == [
        ("users", "create", school.olga.pk),
        ("invitations", "create", school.olga.pk),
    ]
    row = Invitation.objects.for_organization(school.organization.pk).get()
    assert token not in str(vars(row))
    assert "bcrypt" not in str(history(school))


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"email": "no address"}, {"/email": "format"}),
        ({"email": "a@b\u0000"}, {}),
        ({"role": "king"}, {"/role": "choice"}),
        ({"role": ["frontline"]}, {"/role": "choice"}),
        ({"name": ""}, {"/name": "blank"}),
        ({"is_active": True}, {"/is_active": "unknown_field"}),
        ({"password": NEW}, {"/password": "unknown_field"}),
        ({"organization": 1}, {"/organization": "unknown_field"}),
    ],
)
def test_it_refuses_what_is_no_user(olga: Api, changes: dict[str, Any], faults: dict[str, str]) -> None:
    answer = olga.post("users", {**NINA, **changes})
    if faults:
        assert wrong_fields(answer) == faults
    else:
        assert answer.status_code == 400


def test_an_email_is_one_person_of_the_organization(school: School, strangers: School, olga: Api) -> None:
    assert refusal(invite(olga, email=" MINA@example.com")) == (409, "email-taken")
    other = olga.patch(f"users/{school.tariq.pk}", {"email": "mina@example.com"})
    assert refusal(other) == (409, "email-taken")
    assert invite(Api(strangers.olga), email="nina@example.com").status_code == 201
    assert invite(olga, email="nina@example.com").status_code == 201


def test_users_are_listed_filtered_searched_and_ordered(school: School, olga: Api) -> None:
    olga.patch(f"users/{school.tariq.pk}", {"is_active": False})

    def names(**query: str) -> list[str]:
        return [row["name"] for row in olga.get("users", **query).json()["results"]]

    assert names() == ["Olga", "Mina", "Tariq", "Maud"]
    assert names(ordering="-name") == ["Tariq", "Olga", "Mina", "Maud"]
    assert names(role="frontline", is_active="true") == ["Mina"]
    assert names(search="TAR example") == ["Tariq"]
    assert wrong_fields(olga.get("users", password="x")) == {"/password": "unknown_parameter"}
    assert olga.get("users", limit="1", count="true").json()["count"] == 4
    assert "password" not in str(olga.get("users").json()).replace("has_password", "")


@pytest.mark.parametrize("change", [{"role": "manager"}, {"is_active": False}])
def test_another_role_and_deactivation_end_sessions_at_once(school: School, olga: Api, change: dict[str, Any]) -> None:
    signed_in = sign_in(organization="school", email="mina@example.com", password=PASSWORD)
    mina = Api(school.mina)
    assert mina.get("me").status_code == 200
    assert olga.patch(f"users/{school.mina.pk}", change).status_code == 200
    assert refusal(mina.get("me")) == (401, "not-authenticated")
    assert refusal(Api().post("auth/token/refresh", {"refresh": signed_in.refresh})) == (401, "session-ended")
    row = history(school)[-1]
    assert (row.new_values["token_version"], row.old_values["token_version"]) == (1, 0)
    assert {name: row.new_values[name] for name in change} == change


def test_a_new_name_ends_nothing(school: School, olga: Api) -> None:
    mina = Api(school.mina)
    assert olga.patch(f"users/{school.mina.pk}", {"name": "Mina Rahman"}).json()["name"] == "Mina Rahman"
    assert mina.get("me").json()["name"] == "Mina Rahman"


def test_a_stale_change_is_refused(school: School, olga: Api) -> None:
    seen = olga.get(f"users/{school.mina.pk}").headers["ETag"]
    assert olga.patch(f"users/{school.mina.pk}", {"name": "A"}, **{"If-Match": seen}).status_code == 200
    stale = olga.patch(f"users/{school.mina.pk}", {"name": "B"}, **{"If-Match": seen})
    assert refusal(stale) == (412, "version-changed")


@pytest.mark.parametrize("change", [{"role": "manager"}, {"is_active": False}])
def test_the_last_administrator_stays(school: School, olga: Api, change: dict[str, Any]) -> None:
    # Somebody who was invited and never came cannot administer anything.
    invite(olga, role="administrator")
    assert refusal(olga.patch(f"users/{school.olga.pk}", change)) == (409, "last-administrator")
    assert olga.patch(f"users/{school.mina.pk}", {"role": "administrator"}).status_code == 200
    assert olga.patch(f"users/{school.olga.pk}", change).status_code == 200


def test_a_reset_ends_the_old_password_and_all_sessions(school: School, olga: Api) -> None:
    mina = Api(school.mina)
    answer = olga.post(f"users/{school.mina.pk}/reset")
    token = answer.json()["invitation"]
    assert answer.status_code == 200
    assert enter("mina@example.com", PASSWORD) == 401
    assert mina.get("me").status_code == 401
    newer = olga.post(f"users/{school.mina.pk}/reset").json()["invitation"]
    assert refusal(redeem(token)) == (404, "invitation-ended")
    assert redeem(newer).status_code == 200
    assert enter("mina@example.com") == 200


def test_a_reset_shuts_nobody_out_for_good(school: School, olga: Api) -> None:
    assert refusal(olga.post(f"users/{school.olga.pk}/reset")) == (409, "own-account")
    olga.patch(f"users/{school.tariq.pk}", {"is_active": False})
    assert refusal(olga.post(f"users/{school.tariq.pk}/reset")) == (409, "user-inactive")


def test_a_link_of_somebody_who_was_deactivated_has_ended(school: School, olga: Api) -> None:
    nina = invite(olga).json()
    olga.patch(f"users/{nina['id']}", {"is_active": False})
    never = redeem("x" * 43)
    assert refusal(never) == (404, "invitation-ended")
    assert redeem(nina["invitation"]).content == never.content


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_shut_each_other_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each demotes the other at the same moment: one succeeds, and the other has no say any more."""
    from omnipresence.accounts.services import users

    school = School()
    User.objects.for_organization(school.organization.pk).filter(pk=school.mina.pk).update(role="administrator")
    gate, first = Turnstile(), Api(school.olga)
    second = Api(User.objects.for_organization(school.organization.pk).get(pk=school.mina.pk))
    checked = users._still_administrator
    waiting = [gate]

    def hold(by: Any) -> None:
        checked(by)
        if waiting:
            waiting.pop().stop_here()

    monkeypatch.setattr(users, "_still_administrator", hold)
    one = Worker(lambda: first.patch(f"users/{school.mina.pk}", {"role": "frontline"}).status_code)
    gate.wait_until_reached()
    other = Worker(lambda: second.patch(f"users/{school.olga.pk}", {"role": "frontline"}).status_code)
    gate.open()
    assert (one.outcome(), other.outcome()) == (200, 401)
    able = User.objects.for_organization(school.organization.pk).filter(role="administrator", is_active=True)
    assert able.count() == 1


@pytest.mark.parametrize(("method", "path"), [("GET", "users/{}"), ("PATCH", "users/{}"), ("POST", "users/{}/reset")])
def test_another_organization_s_users_do_not_exist(school: School, strangers: School, method: str, path: str) -> None:
    def ask(id: int) -> Any:
        address = f"/api/v1/{path.format(id)}"
        return Api(school.olga).client.generic(method, address, b'{"name": "X"}', content_type="application/json")

    theirs = ask(strangers.mina.pk)
    assert theirs.status_code == 404
    assert seen(theirs) == seen(ask(9_000_000_000_000_000_000))
