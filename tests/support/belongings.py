"""One of everything that an organization can have, made through the API: to be asked for by its owner and by others."""

from datetime import timedelta
from typing import Any

from omnipresence.accounts.services import sign_in
from omnipresence.base import clock, ids
from omnipresence.notifications.models import NotificationType
from omnipresence.notifications.services import notify_administrators
from support.api import Api
from support.cast import PASSWORD, School
from support.imports import csv_of, upload
from support.keys import key_of
from support.links import check_in_link, registration_link
from support.tablets import Tablet

DOMAIN = {
    "name": {"en": "Choir", "bn": "Choir"},
    "opening_report": "today",
    "terminology": {
        word: {language: {"one": word, "many": word} for language in ("en", "bn")}
        for word in ("participant", "group", "session")
    },
    "group_types": [{"code": "choir", "label": {"en": "Choir", "bn": "Choir"}}],
    "states": [
        {"code": code, "label": {"en": code, "bn": code}, "color": "#112233", "counts_as": code}
        for code in ("present", "absent")
    ],
}


def belongings(school: School) -> dict[str, Any]:
    """Kind of a thing to what names it in the API: mostly an id. No two schools share a value."""
    return {**_marked(school), **_managed(school)}


def _marked(school: School) -> dict[str, Any]:
    """What tablets and their operations leave."""
    olga = Api(school.olga)
    mina, tariq = Tablet(school, school.mina), Tablet(school, school.tariq)
    look = {"label": "Own", "color": "#112233", "sort_order": 9}
    state = _made(olga, "presence-states", domain="education", code=f"own_{school.slug}", **look)
    mark, walk_in, batch = mina.op(school.pupil, state["code"]), mina.walk_in(), str(ids.uuid4())
    assert mina.outcomes(mark, batch_id=batch) == ["applied"]
    assert tariq.outcomes(tariq.op(school.pupil, "absent")) == ["conflict"]
    assert mina.outcomes({**mina.op(school.participants[1]), "kind": "unheard_of"}) == ["quarantined"]
    assert mina.outcomes(walk_in) == ["applied"]
    record = _first(olga, "presence-records")
    return {
        "participant": school.pupil.pk,
        "group": school.group.pk,
        "session": school.session.pk,
        "user": school.mina.pk,
        "state": state["id"],
        "state code": state["code"],
        "device": _first(olga, "devices")["id"],
        "device id": str(mina.device_id),
        "operation": mark["op_id"],
        "batch": batch,
        "walk-in": walk_in["op_id"],
        "record": record["id"],
        "record version": record["version"],
        "conflict": _first(olga, "sync-conflicts")["id"],
        "quarantine": _first(olga, "sync-quarantine")["id"],
    }


def _managed(school: School) -> dict[str, Any]:
    """What an administrator makes."""
    olga, slug, at = Api(school.olga), school.slug, clock.now()
    names = {"first_name": "Only", "last_name": "Here"}
    pupil = _made(olga, "participants", identifier=f"own-{slug}", external_id=f"x-{slug}", **names)
    told: Any = {"title": "x", "message": "x", "link": "/"}
    notify_administrators(school.organization.pk, notification_type=NotificationType.CONFLICT, at=at, **told)
    sign_in(organization=slug, email=school.olga.email, password=PASSWORD, device=str(ids.uuid4()))
    domain = _made(olga, "domains", code=f"own_{slug}", **DOMAIN)
    look = {"label": "Special", "color": "#112233", "sort_order": 9}
    _made(olga, "presence-states", domain=domain["code"], code="special", **look)
    _made(olga, "groups", name="Below", group_type="class", parent=school.group.pk)
    assert olga.post(f"groups/{school.group.pk}/calendar").status_code == 201
    key_of(school.mina, "read")
    times = {"starts_on": "2031-05-05", "start_time": "08:00", "end_time": "08:45", "rrule": "FREQ=DAILY"}
    absence = {"notification_type": "absence", "threshold": 2, "within_days": 30}
    key = {"name": "x", "scopes": ["read"], "expires_at": clock.rfc3339(at + timedelta(days=9))}
    hook = _made(olga, "webhooks", url="https://receiver.example/", events=["participant.changed"])
    check_in_link(olga, school)
    link = registration_link(olga, group=school.group.pk)
    asked = Api().post(f"self-service/{link['token']}/registrations", {"first_name": "Guest", "identifier": slug})
    assert asked.status_code == 202
    return {
        "link": link["id"],
        "registration": _first(olga, "registrations")["id"],
        "other participant": pupil["id"],
        "identifier": pupil["identifier"],
        "external id": pupil["external_id"],
        "membership": _made(olga, "group-memberships", group=school.group.pk, participant=pupil["id"])["id"],
        "domain": domain["code"],
        "notification": _first(olga, "notifications")["id"],
        "notification rule": _made(olga, "notification-rules", **absence)["id"],
        "timetable": _made(olga, "timetables", group=school.group.pk, name="Poetry", **times)["id"],
        "import": upload(olga, csv_of("1;A;B;;")).json()["id"],
        "api key": _made(olga, "api-keys", **key)["id"],
        "webhook": hook["id"],
        "delivery": olga.post(f"webhooks/{hook['id']}/test").json()["id"],
        "sign-in": _first(olga, "me/sign-ins")["id"],
    }


def _made(api: Api, path: str, **body: Any) -> dict[str, Any]:
    answer = api.post(path, body)
    assert answer.status_code == 201, (path, answer.content)
    found: dict[str, Any] = answer.json()
    return found


def _first(api: Api, path: str) -> dict[str, Any]:
    found: dict[str, Any] = api.get(path, limit=1).json()["results"][0]
    return found
