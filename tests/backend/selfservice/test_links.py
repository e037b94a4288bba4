"""Self-service links (security item 21): 256 bits, one thing, limits, an end, and one answer for what opens nothing."""

from datetime import timedelta
from typing import Any

import pytest
import segno
from django.test import override_settings
from rest_framework.throttling import SimpleRateThrottle

from omnipresence.accounts.models import Organization, User
from omnipresence.audit.models import AuditLog
from omnipresence.base import clock
from omnipresence.schedule.models import Session
from omnipresence.selfservice.models import Registration, SelfServiceLink
from omnipresence.selfservice.rules import MAX_WRONG_TRIES
from omnipresence.selfservice.services import forget
from support.answers import seen
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.links import check_in_link, made, registration_link, tomorrow


def row_of(school: School, link: dict[str, Any]) -> Any:
    return SelfServiceLink.objects.for_organization(school.organization.pk).filter(pk=link["id"])


def ago(**span: int) -> Any:
    return clock.now() - timedelta(**span)


def test_the_token_is_shown_once_and_kept_as_a_digest(school: School, olga: Api, check_in: dict[str, Any]) -> None:
    token = check_in["token"]
    assert len(token) == 43, "256 bits"
    assert check_in["url"] == f"http://testserver/#/self-service/{token}"
    assert token not in str(olga.get("self-service-links").json())
    assert token not in str(olga.get(f"self-service-links/{check_in['id']}").json())
    row = row_of(school, check_in).get()
    log = AuditLog.objects.for_organization(school.organization.pk).get(table_name="self_service_links")
    for kept in (bytes(row.seed), bytes(row.token_hash), str(log.new_values).encode()):
        assert token.encode() not in kept
    assert not {"seed", "token_hash"} & set(log.new_values)


def test_it_says_what_it_is_for_and_nobodys_name(school: School, olga: Api, check_in: dict[str, Any]) -> None:
    answer = Api().get(f"self-service/{check_in['token']}")
    assert answer.status_code == 200
    said = answer.json()
    assert (said["organization"], said["group"], said["session"]["name"]) == ("School", "1A", "Mathematics")
    assert said["session"]["is_open"] is True
    assert said["fields"] == [{"name": "identifier", "required": True}]
    for hidden in ("Pupil", "Olga", "Example", "P0000", "example.com"):
        assert hidden not in answer.content.decode()
    whole = registration_link(olga, required_fields=["date_of_birth"])
    said = Api().get(f"self-service/{whole['token']}").json()
    assert (said["group"], said["session"]) == (None, None)
    assert [field["name"] for field in said["fields"] if field["required"]] == ["first_name", "date_of_birth"]


END: list[Any] = [
    lambda school, link: row_of(school, link).update(expires_at=clock.now()),
    lambda school, link: row_of(school, link).update(revoked_at=clock.now()),
    lambda school, link: row_of(school, link).update(uses=link["max_uses"]),
    lambda school, link: row_of(school, link).update(wrong_tries=MAX_WRONG_TRIES),
    lambda school, link: User.objects.for_organization(school.organization.pk).update(is_active=False),
    lambda school, link: User.objects.for_organization(school.organization.pk).update(role="manager"),
    lambda school, link: Organization.objects.filter(pk=school.organization.pk).update(suspended_at=clock.now()),
    lambda school, link: Session.objects.for_organization(school.organization.pk).delete(),
]


@pytest.mark.parametrize("end", END, ids=["expired", "revoked", "used up", "tried", "left", "role", "closed", "gone"])
def test_whatever_opens_nothing_has_one_answer(school: School, check_in: dict[str, Any], end: Any) -> None:
    end(school, check_in)
    guest, body = Api(), {"identifier": "P0000"}
    for path, ask in (
        ("", lambda token: guest.get(f"self-service/{token}")),
        ("/check-in", lambda token: guest.post(f"self-service/{token}/check-in", body)),
        ("/registrations", lambda token: guest.post(f"self-service/{token}/registrations", {"first_name": "A"})),
    ):
        ended, never, odd = ask(check_in["token"]), ask("A" * 43), ask("%F0%9F%92%A9")
        assert refusal(ended) == (404, "not-found"), path
        assert seen(ended) == seen(never) == seen(odd), path


def test_a_link_is_for_one_thing(check_in: dict[str, Any], registration: dict[str, Any]) -> None:
    asked = Api().post(f"self-service/{check_in['token']}/registrations", {"first_name": "A"})
    assert refusal(asked) == (404, "not-found")
    marked = Api().post(f"self-service/{registration['token']}/check-in", {"identifier": "P0000"})
    assert refusal(marked) == (404, "not-found")


def test_every_answer_asks_not_to_be_kept_told_or_indexed(check_in: dict[str, Any]) -> None:
    token = check_in["token"]
    answers = [Api().get(f"self-service/{token}"), Api().get("self-service/never")]
    answers += [Api().post(f"self-service/{token}/check-in", {}), Api().get(f"self-service/{token}/check-in")]
    assert [answer.status_code for answer in answers] == [200, 404, 422, 405]
    for answer in answers:
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Cache-Control"] == "no-store"


def test_guessing_is_slowed_down_by_address_and_by_link(
    check_in: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = SimpleRateThrottle.THROTTLE_RATES
    assert (rates["self-service-address"], rates["self-service-link"]) == ("300/min", "600/min")
    monkeypatch.setitem(rates, "self-service-address", "3/min")
    monkeypatch.setitem(rates, "self-service-link", "5/min")
    guesses = [Api().get(f"self-service/guess{number}").status_code for number in range(4)]
    assert guesses == [404, 404, 404, 429]
    path = f"/api/v1/self-service/{check_in['token']}"
    elsewhere = [Api().client.get(path, REMOTE_ADDR=f"10.0.0.{number}").status_code for number in range(6)]
    assert elsewhere == [200, 200, 200, 200, 200, 429]


def test_who_makes_them(school: School, strangers: School, olga: Api) -> None:
    mina, maud, theirs = Api(school.mina), Api(school.maud), Api(strangers.olga)
    own = check_in_link(mina, school)
    body = {"kind": "registration", "expires_at": tomorrow()}
    assert refusal(mina.post("self-service-links", body)) == (403, "forbidden")
    asked = registration_link(olga)
    assert [one["id"] for one in mina.get("self-service-links").json()["results"]] == [own["id"]]
    assert len(olga.get("self-service-links").json()["results"]) == 2
    assert refusal(mina.delete(f"self-service-links/{asked['id']}")) == (404, "not-found")
    assert refusal(maud.get("self-service-links")) == (403, "forbidden")
    assert theirs.get("self-service-links").json()["results"] == []
    for path in ("", "/code", "/qr"):
        foreign = theirs.get(f"self-service-links/{own['id']}{path}")
        assert seen(foreign) == seen(theirs.get(f"self-service-links/9000000000000000000{path}"))
    assert refusal(theirs.delete(f"self-service-links/{own['id']}")) == (404, "not-found")
    for name, row in (("session", strangers.session), ("group", strangers.group)):
        kind = "check_in" if name == "session" else "registration"
        answer = olga.post("self-service-links", {"kind": kind, name: row.pk, "expires_at": tomorrow()})
        assert wrong_fields(answer) == {f"/{name}": "unknown"}


def test_what_a_link_may_be(school: School, olga: Api) -> None:
    session = school.session.pk
    for body, wrong in (
        ({"kind": "check_in"}, {"/session": "required"}),
        ({"kind": "check_in", "session": session, "expires_at": "2199-01-01T00:00:00Z"}, {"/expires_at": "range"}),
        ({"kind": "check_in", "session": session, "expires_at": "2020-01-01T00:00:00Z"}, {"/expires_at": "range"}),
        (
            {"kind": "registration", "session": session, "requires_code": True},
            {"/session": "kind", "/requires_code": "kind"},
        ),
        ({"kind": "registration", "max_uses": 0}, {"/max_uses": "range"}),
    ):
        assert wrong_fields(olga.post("self-service-links", {"expires_at": tomorrow(), **body})) == wrong
    assert set(wrong_fields(olga.post("self-service-links", {"kind": "registration"}))) == {"/expires_at"}


def test_it_is_revoked_once_and_for_all(school: School, olga: Api, check_in: dict[str, Any]) -> None:
    path = f"self-service-links/{check_in['id']}"
    assert (olga.delete(path).status_code, olga.delete(path).status_code) == (204, 204)
    assert olga.get(path).json()["state"] == "revoked"
    log = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="self_service_links")
    assert list(log.order_by("id").values_list("action", flat=True)) == ["create", "update"]
    assert refusal(olga.get(f"{path}/qr")) == (409, "link-not-shown")


def test_the_printed_code_opens_the_link(school: School, olga: Api) -> None:
    link = check_in_link(olga, school, name="Door <b> & \x0b more")
    answer = Api(school.mina).client.get(f"/api/v1/self-service-links/{link['id']}/qr", headers={"Accept": "*/*"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    page = answer.content.decode()
    (path,) = segno.make(link["url"], error="m", micro=False).svg_inline(omitsize=True).split(' d="')[1:]
    assert path.split('"')[0] in page
    assert "Mathematics" in page and "Door &lt;b&gt; &amp; more" in page
    # After a change of the key it still can be printed, and still opens.
    with override_settings(SECRET_KEY="n" * 50, SECRET_KEY_FALLBACKS=[_key()]):
        assert path.split('"')[0] in olga.get(f"self-service-links/{link['id']}/qr").content.decode()
        assert Api().get(f"self-service/{link['token']}").status_code == 200
    with override_settings(SECRET_KEY="n" * 50, SECRET_KEY_FALLBACKS=[]):
        assert Api().get(f"self-service/{link['token']}").status_code == 200


def _key() -> str:
    from django.conf import settings

    return settings.SECRET_KEY


def test_too_many_are_refused(school: School, olga: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("omnipresence.selfservice.services.links.MAX_STANDING", 2)
    first = registration_link(olga)
    registration_link(olga)
    body = {"kind": "registration", "expires_at": tomorrow()}
    assert refusal(olga.post("self-service-links", body)) == (409, "too-many-links")
    olga.delete(f"self-service-links/{first['id']}")
    assert made(olga.post("self-service-links", body))


def test_what_is_long_over_is_forgotten(school: School, olga: Api, registration: dict[str, Any]) -> None:
    old = registration_link(olga)
    for link in (registration, old):
        Api().post(f"self-service/{link['token']}/registrations", {"first_name": f"By {link['id']}"})
    asked = Registration.objects.for_organization(school.organization.pk)
    asked.filter(link_id=registration["id"]).update(status="rejected", decided_at=ago(days=31))
    row_of(school, old).update(expires_at=ago(days=31))
    forget()
    assert [one.first_name for one in asked] == [f"By {old['id']}"], "what waits outlives its link"
    left = SelfServiceLink.objects.for_organization(school.organization.pk)
    assert [row.pk for row in left] == [registration["id"]]
    asked.update(created_at=ago(days=181))
    forget()
    assert not asked.exists()
