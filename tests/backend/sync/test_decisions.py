"""I18: a decision counts once, knows what it decides about, and of two administrators one wins."""

from typing import Any

import pytest

from omnipresence.audit.models import AuditLog
from omnipresence.base import ids
from omnipresence.presence.models import PresenceRecord, SyncConflict
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.tablets import Json, Tablet
from support.threads import Worker


@pytest.fixture
def questions(school: School, mina: Tablet, tariq: Tablet) -> list[SyncConflict]:
    """One for each pupil: Mina said present, Tariq absent."""
    return ask(school, mina, tariq)


def ask(school: School, mina: Tablet, tariq: Tablet) -> list[SyncConflict]:
    mina.results(*[mina.op(person, "present") for person in school.participants])
    tariq.results(*[tariq.op(person, "absent") for person in school.participants])
    return list(SyncConflict.objects.for_organization(school.organization.pk).order_by("id"))


def decision(conflict: SyncConflict, choice: str = "b", **more: Any) -> Json:
    return {"chosen_version": choice, "expected_version": conflict.version_a_data["version"], **more}


def decide(api: Api, conflict: SyncConflict, body: Json) -> Any:
    return api.post(f"sync-conflicts/{conflict.pk}/resolve", body)


def steps(school: School) -> int:
    return AuditLog.objects.for_organization(school.organization.pk).count()


def test_i18_the_same_operation_again_is_answered_the_same_and_changes_nothing(
    school: School, olga: Api, questions: list[SyncConflict], mina: Tablet
) -> None:
    body = decision(questions[0], op_id=str(ids.uuid7()))
    first = decide(olga, questions[0], body)
    assert first.status_code == 200
    after = steps(school)
    row = PresenceRecord.objects.for_organization(school.organization.pk).get(participant=school.pupil)
    mina.results(mina.op(school.pupil, "late", base_version=row.version))
    again = decide(olga, questions[0], {**body, "op_id": body["op_id"].upper()})
    assert (again.status_code, again.content) == (200, first.content)
    assert steps(school) == after + 1, "only Mina's mark came in between"


@pytest.mark.parametrize("change", [{"chosen_version": "a"}, {"op_id": str(ids.uuid7())}, {"op_id": None}])
def test_i18_anything_else_is_told_who_decided_when_and_what(
    school: School, olga: Api, questions: list[SyncConflict], change: Json
) -> None:
    body = decision(questions[0], op_id=str(ids.uuid7()))
    decide(olga, questions[0], body)
    other = {name: value for name, value in {**body, **change}.items() if value is not None}
    answer = decide(olga, questions[0], other)
    assert refusal(answer) == (409, "conflict-already-resolved")
    told = answer.json()
    assert (told["resolved_by"], told["resolved_by_name"], told["chosen_version"]) == (school.olga.pk, "Olga", "b")


def test_i18_who_has_not_seen_what_stands_decides_nothing(
    school: School, olga: Api, questions: list[SyncConflict]
) -> None:
    stale = {**decision(questions[0]), "expected_version": 1}
    answer = decide(olga, questions[0], stale)
    assert refusal(answer) == (409, "version-changed")
    assert answer.json()["current"]["presence_state"] == "present"
    assert not SyncConflict.objects.for_organization(school.organization.pk).exclude(resolved_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_i18_fault_38_of_two_administrators_at_once_one_wins_and_the_other_is_told() -> None:
    school = School()
    question = ask(school, Tablet(school, school.mina), Tablet(school, school.tariq))[0]
    both = [
        Worker(lambda choice=choice: decide(Api(school.olga), question, decision(question, choice)))
        for choice in ("a", "b")
    ]
    answers = [worker.outcome() for worker in both]
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    won = next(answer.json() for answer in answers if answer.status_code == 200)
    lost = next(answer.json() for answer in answers if answer.status_code == 409)
    assert lost["chosen_version"] == won["chosen_version"]


def test_many_decisions_have_one_result_each_and_none_stops_another(
    school: School, olga: Api, questions: list[SyncConflict]
) -> None:
    one, two, three = questions
    bodies = [
        {"id": one.pk, **decision(one, "a", op_id=str(ids.uuid7()))},
        {"id": two.pk, **decision(two), "expected_version": 1},
        {"id": 9_000_000, **decision(two)},
        {"id": three.pk, **decision(three, "other", presence_state="late", note="bus")},
        {"id": three.pk, **decision(three, "other", presence_state="no such")},
    ]
    results = olga.post("sync-conflicts/resolve", {"decisions": bodies}).json()["results"]
    assert [(result["id"], result["status"]) for result in results] == [
        (one.pk, 200), (two.pk, 409), (9_000_000, 404), (three.pk, 200), (three.pk, 409),
    ]  # fmt: skip
    assert [result["problem"] and result["problem"]["code"] for result in results] == [
        None, "version-changed", "not-found", None, "conflict-already-resolved",
    ]  # fmt: skip
    assert results[0]["conflict"] == olga.get(f"sync-conflicts/{one.pk}").json()
    rows = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state")
    assert [row.presence_state.code for row in rows.order_by("participant_id")] == ["present", "present", "late"]
    again = olga.post("sync-conflicts/resolve", {"decisions": bodies[:1]}).json()["results"]
    assert again == results[:1]


@pytest.mark.parametrize("bad", [{}, {"decisions": []}, {"decisions": [{}]}, {"decisions": [{"id": "x"}]}])
def test_decisions_that_are_none_are_refused(school: School, olga: Api, bad: Json) -> None:
    assert wrong_fields(olga.post("sync-conflicts/resolve", bad))


def test_others_decisions_are_like_none(school: School, strangers: School, olga: Api) -> None:
    (theirs, *_) = ask(strangers, Tablet(strangers, strangers.mina), Tablet(strangers, strangers.tariq))
    body = {"id": theirs.pk, **decision(theirs)}
    results = [
        olga.post("sync-conflicts/resolve", {"decisions": [{**body, "id": id}]}).json()["results"][0]
        for id in (theirs.pk, 9_000_000)
    ]
    assert {**results[0], "id": 0} == {**results[1], "id": 0}
    assert Api(school.mina).post("sync-conflicts/resolve", {"decisions": [body]}).status_code == 403
