"""Checking in by a link: a mark through the one write path, which overwrites nothing and tells nothing."""

from datetime import timedelta
from typing import Any

import pytest
from rest_framework.throttling import SimpleRateThrottle

from omnipresence.audit.models import AuditLog
from omnipresence.base import clock
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.roster.models import GroupMembership, Participant
from omnipresence.schedule.models import Session
from omnipresence.selfservice.models import SelfServiceLink
from omnipresence.selfservice.rules import CODE_SECONDS, MAX_WRONG_TRIES, code_at
from omnipresence.selfservice.tokens import code_key
from support.answers import seen
from support.api import Api, refusal
from support.cast import School
from support.links import check_in_link


def say(link: dict[str, Any], identifier: str, **more: Any) -> Any:
    return Api().post(f"self-service/{link['token']}/check-in", {"identifier": identifier, **more})


def records(school: School) -> Any:
    return PresenceRecord.objects.for_organization(school.organization.pk)


def row_of(school: School, link: dict[str, Any]) -> Any:
    return SelfServiceLink.objects.for_organization(school.organization.pk).get(pk=link["id"])


def test_it_marks_present_in_the_name_of_the_links_maker(school: School) -> None:
    link = check_in_link(Api(school.mina), school, requires_code=False)
    answer = say(link, " p0000 ")
    assert (answer.status_code, answer.json()) == (200, {"outcome": "recorded"})
    row = records(school).select_related("presence_state").get()
    assert (row.participant_id, row.presence_state.code, row.recorded_by_id) == (
        school.pupil.pk,
        "present",
        school.mina.pk,
    )
    assert row.extra_data == {"source": "self_service", "link": link["id"]}
    log = AuditLog.objects.for_organization(school.organization.pk).get(table_name="presence_records")
    assert (log.changed_by_id, log.source_device) == (school.mina.pk, f"self_service:{link['id']}")
    version = row.version
    assert seen(say(link, "P0000")) == seen(answer), "the same again is the same"
    assert (records(school).get().version, row_of(school, link).uses) == (version, 1)


def test_what_staff_recorded_stays_and_is_not_told(school: School, olga: Api, check_in: dict[str, Any]) -> None:
    mark = {"session": school.session.pk, "participant": school.pupil.pk, "presence_state": "excused", "note": "Ill"}
    assert olga.post("presence-records", mark).status_code == 201
    answer = say(check_in, "P0000")
    assert (answer.status_code, answer.json()) == (200, {"outcome": "already_recorded"})
    row = records(school).select_related("presence_state").get()
    assert (row.presence_state.code, row.recorded_by_id) == ("excused", school.olga.pk)
    assert not SyncConflict.objects.for_organization(school.organization.pk).exists()
    assert row_of(school, check_in).uses == 0


def test_one_answer_for_whatever_is_wrong(school: School, strangers: School) -> None:
    link = check_in_link(Api(school.olga), school)
    right = code_at(code_key(row_of(school, link).seed), clock.now().timestamp())
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    people = Participant.objects.for_organization(school.organization.pk)
    GroupMembership.objects.for_organization(school.organization.pk).filter(participant=school.participants[1]).delete()
    people.filter(pk=school.participants[2].pk).update(is_active=False)
    Participant.objects.for_organization(strangers.organization.pk).filter(identifier="P0002").update(identifier="S1")
    first = say(link, "nobody", code=right)
    assert refusal(first) == (422, "check-in-refused")
    for identifier, more in (
        ("P0000", {}),
        ("P0000", {"code": wrong}),
        ("nobody", {"code": wrong}),
        ("P0001", {"code": right}),
        ("P0002", {"code": right}),
        ("S1", {"code": right}),
    ):
        assert seen(say(link, identifier, **more)) == seen(first), identifier
    assert not records(school).exists()
    assert row_of(school, link).wrong_tries == 7
    assert say(link, "P0000", code=right).json() == {"outcome": "recorded"}


def test_the_code_changes_and_the_one_before_is_taken_a_little_longer(school: School, olga: Api) -> None:
    link = check_in_link(olga, school)
    path = f"self-service-links/{link['id']}/code"
    shown, now = olga.get(path).json(), clock.now().timestamp()
    key = code_key(row_of(school, link).seed)
    around = [code_at(key, now + step * CODE_SECONDS) for step in (-2, -1, 0, 1)]
    assert shown["code"] in around[1:3] and len(set(around)) == 4
    outcomes = [say(link, "P0000", code=code).status_code for code in (around[3], around[0], around[1], around[2])]
    # The moment may pass from one window to the next in between, never back: the oldest is always too old.
    assert outcomes[1:] == [422, 200, 200] or outcomes == [200, 422, 422, 200]
    no_code = check_in_link(olga, school, requires_code=False)
    assert refusal(olga.get(f"self-service-links/{no_code['id']}/code")) == (409, "link-not-shown")


def test_so_many_wrong_tries_end_a_link(school: School, olga: Api, check_in: dict[str, Any]) -> None:
    own = SelfServiceLink.objects.for_organization(school.organization.pk)
    own.update(wrong_tries=MAX_WRONG_TRIES - 1)
    assert refusal(say(check_in, "nobody")) == (422, "check-in-refused")
    assert refusal(say(check_in, "P0000")) == (404, "not-found")
    assert olga.get(f"self-service-links/{check_in['id']}").json()["state"] == "blocked"


def test_wrong_tries_of_an_address_count_over_all_links(
    school: School, olga: Api, check_in: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SimpleRateThrottle.THROTTLE_RATES["self-service-wrong"] == "30/min"
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "self-service-wrong", "3/min")
    other = check_in_link(olga, school)
    assert say(check_in, "P0001").status_code == 200, "what is right counts for nothing"
    assert [say(link, "nobody").status_code for link in (check_in, other, other)] == [422] * 3
    refused = say(check_in, "P0000")
    assert refusal(refused) == (429, "throttled") and int(refused.headers["Retry-After"]) <= 60
    assert not records(school).filter(participant=school.pupil).exists(), "not even a right one is judged"
    path = f"/api/v1/self-service/{check_in['token']}/check-in"
    assert Api().client.get(path.removesuffix("/check-in")).status_code == 200, "what it is for may be read"
    elsewhere = Api().client.post(path, {"identifier": "P0000"}, format="json", REMOTE_ADDR="10.0.0.7")
    assert elsewhere.status_code == 200


def test_so_many_uses_and_no_more(school: School, olga: Api) -> None:
    link = check_in_link(olga, school, requires_code=False, max_uses=2)
    answers = [say(link, f"P{number:04}").status_code for number in range(3)]
    assert answers == [200, 200, 404]
    assert records(school).count() == 2


@pytest.mark.parametrize(
    ("times", "status"),
    [
        ({"scheduled_start_at": 61, "scheduled_end_at": 120}, 409),
        ({"scheduled_start_at": 59, "scheduled_end_at": 120}, 200),
        ({"scheduled_start_at": 90, "scheduled_end_at": 120, "actual_start_at": -1}, 200),
        ({"scheduled_start_at": -60, "scheduled_end_at": 0}, 409),
        ({"scheduled_start_at": -60, "scheduled_end_at": 0, "actual_end_at": 30}, 200),
        ({"scheduled_start_at": -60, "scheduled_end_at": 60, "actual_end_at": -1}, 409),
    ],
)
def test_only_while_the_session_is_there(
    school: School, check_in: dict[str, Any], times: dict[str, int], status: int
) -> None:
    moments = {name: clock.now() + timedelta(minutes=minutes) for name, minutes in times.items()}
    Session.objects.for_organization(school.organization.pk).update(**moments)
    answer = say(check_in, "P0000")
    assert answer.status_code == status
    if status == 409:
        assert refusal(answer) == (409, "check-in-closed")
        assert Api().get(f"self-service/{check_in['token']}").json()["session"]["is_open"] is False


def test_bodies_are_exact(check_in: dict[str, Any]) -> None:
    path = f"self-service/{check_in['token']}/check-in"
    for body in ({}, {"identifier": ""}, {"identifier": "x" * 101}, {"identifier": "P0000", "code": "12345"}, [], None):
        assert Api().post(path, body).status_code in {400, 422}
    assert refusal(Api().post(path, {"identifier": "P0000", "session": 1})) == (422, "invalid-input")
