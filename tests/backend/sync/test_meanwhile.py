"""What changed on the server between a mark and its sync (faults 33 to 39, 67, 68): nothing is lost or guessed."""

import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.presence.services import resolve_conflict, update_presence_state
from omnipresence.roster.models import GroupMembership
from omnipresence.roster.services import update_group, update_participant
from omnipresence.sync.models import SyncOperation
from support.api import Api, refusal
from support.cast import School
from support.tablets import Json, Tablet
from support.threads import Turnstile, Worker


def conflicts(school: School) -> list[SyncConflict]:
    return list(SyncConflict.objects.for_organization(school.organization.pk).order_by("id"))


def record(school: School) -> PresenceRecord:
    rows = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state")
    return rows.get(participant=school.pupil)


def test_fault_33_three_values_are_two_questions_and_one_decision_closes_both(
    school: School, olga: Api, mina: Tablet, tariq: Tablet
) -> None:
    third = Tablet(school, school.tariq, name="Gym")
    (first,) = mina.results(mina.op(school.pupil, "present"))
    two = [*tariq.results(tariq.op(school.pupil, "absent")), *third.results(third.op(school.pupil, "late"))]
    assert [result["outcome"] for result in two] == ["conflict", "conflict"]
    assert {(one.version_a_data["presence_state"], one.version_a_data["version"]) for one in conflicts(school)} == {
        ("present", first["version"])
    }
    assert record(school).presence_state.code == "present"
    one, other = conflicts(school)
    body = {"chosen_version": "b", "expected_version": first["version"], "seen": [one.pk, other.pk]}
    assert olga.post(f"sync-conflicts/{other.pk}/resolve", body).status_code == 200
    assert [bool(row.resolved_at) for row in conflicts(school)] == [True, True]
    assert record(school).presence_state.code == "late"
    assert mina.outcomes(mina.op(school.pupil, "excused", base_version=record(school).version)) == ["applied"]


def test_fault_33_a_question_that_was_not_on_the_screen_stays_open(
    school: School, olga: Api, mina: Tablet, tariq: Tablet
) -> None:
    (first,) = mina.results(mina.op(school.pupil, "present"))
    tariq.results(tariq.op(school.pupil, "absent"))
    (seen,) = conflicts(school)
    third = Tablet(school, school.tariq)
    third.results(third.op(school.pupil, "late"))
    body = {"chosen_version": "a", "expected_version": first["version"], "seen": [seen.pk]}
    assert olga.post(f"sync-conflicts/{seen.pk}/resolve", body).status_code == 200
    assert [bool(row.resolved_at) for row in conflicts(school)] == [True, False]
    assert mina.outcomes(mina.op(school.pupil, "excused", base_version=record(school).version)) == ["conflict"]


@pytest.mark.parametrize("kind", ["correction", "removal"])
def test_fault_36_what_an_administrator_changed_while_the_tablet_was_away_is_not_overwritten(
    school: School, olga: Api, mina: Tablet, kind: str
) -> None:
    (first,) = mina.results(mina.op(school.pupil, "present"))
    path = f"presence-records/{record(school).pk}"
    if kind == "correction":
        assert olga.patch(path, {"presence_state": "excused", "note": "doctor"}).status_code == 200
    else:
        assert olga.delete(path).status_code == 204
    (result,) = mina.results(mina.op(school.pupil, "late", base_version=first["version"]))
    assert result["outcome"] == "conflict"
    side = conflicts(school)[0].version_a_data
    expected = ("excused", "doctor", "Olga") if kind == "correction" else (None, "", "Olga")
    assert (side["presence_state"], side["note"], side["recorded_by_name"]) == expected
    assert conflicts(school)[0].version_b_data["presence_state"] == "late"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("knows", [True, False], ids=["from what stood", "from nothing"])
def test_fault_37_a_mark_that_arrives_during_a_decision_waits_for_it_and_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, knows: bool
) -> None:
    school = School()
    mina, tariq = Tablet(school, school.mina), Tablet(school, school.tariq)
    (first,) = mina.results(mina.op(school.pupil, "present"))
    tariq.results(tariq.op(school.pupil, "absent"))
    (question,) = conflicts(school)
    # Its package has the function under the module's own name.
    hold, told = Turnstile(), sys.modules[resolve_conflict.__module__]
    write_records = told.write_records

    def slowly(*args: Any) -> Any:
        hold.stop_here()
        return write_records(*args)

    monkeypatch.setattr(told, "write_records", slowly)
    body = {"chosen_version": "b", "expected_version": first["version"]}
    deciding = Worker(lambda: Api(school.olga).post(f"sync-conflicts/{question.pk}/resolve", body))
    hold.wait_until_reached()
    late = mina.op(school.pupil, "late", base_version=first["version"] if knows else 0)
    sending = Worker(lambda: mina.outcomes(late))
    sending.join(0.3)
    assert sending.is_alive(), "it did not wait for the decision"
    hold.open()
    assert deciding.outcome().status_code == 200
    assert sending.outcome() == ["conflict"]
    assert record(school).presence_state.code == "absent"
    assert conflicts(school)[1].version_b_data["presence_state"] == "late"


def test_fault_37_a_decision_about_what_a_mark_has_changed_is_told_so(
    school: School, olga: Api, mina: Tablet, tariq: Tablet
) -> None:
    (first,) = mina.results(mina.op(school.pupil, "present"))
    tariq.results(tariq.op(school.pupil, "absent"))
    mina.results(mina.op(school.pupil, "late", base_version=first["version"]))
    one, other = conflicts(school)
    body = {"chosen_version": "b", "expected_version": first["version"]}
    assert olga.post(f"sync-conflicts/{one.pk}/resolve", body).status_code == 200
    assert refusal(olga.post(f"sync-conflicts/{other.pk}/resolve", body)) == (409, "version-changed")
    assert [bool(row.resolved_at) for row in conflicts(school)] == [True, False]


def end_session(school: School, olga: Api) -> None:
    assert olga.delete(f"sessions/{school.session.pk}").status_code == 204


def end_group(school: School, olga: Api) -> None:
    update_group(school.caller(school.olga), school.group.pk, values={"is_active": False})


def end_state(school: School, olga: Api) -> None:
    update_presence_state(school.caller(school.olga), school.states["late"].pk, {"is_active": False}, None)


def end_person(school: School, olga: Api) -> None:
    assert olga.delete(f"participants/{school.pupil.pk}").status_code == 204


def end_membership(school: School, olga: Api) -> None:
    rows = GroupMembership.objects.for_organization(school.organization.pk)
    assert olga.delete(f"group-memberships/{rows.get(participant=school.pupil).pk}").status_code == 204


ENDS = [
    (end_session, "unknown_session"),
    (end_group, "group_inactive"),
    (end_state, "state_inactive"),
    (end_person, "unknown_participant"),
    (end_membership, "not_in_group"),
]


@pytest.mark.parametrize(("end", "reason"), ENDS, ids=[reason for _, reason in ENDS])
def test_fault_39_and_68_what_ended_meanwhile_refuses_the_mark_keeps_it_and_says_why(
    school: School, olga: Api, mina: Tablet, end: Callable[[School, Api], None], reason: str
) -> None:
    mina.pull()
    op = mina.op(school.pupil, "late", note="kept as it came")
    end(school, olga)
    (result,) = mina.results(op)
    assert (result["outcome"], result["reason"]) == ("rejected", reason)
    kept = SyncOperation.objects.get(organization_id=school.organization.pk)
    assert json.loads(kept.payload) == op
    assert mina.results(op) == [result]
    assert not PresenceRecord.objects.for_organization(school.organization.pk).exists()


def test_fault_39_what_only_rests_takes_marks_still(school: School, olga: Api, mina: Tablet, tariq: Tablet) -> None:
    """A session that has ended, and a person who left: tablets that were away bring what happened before."""
    assert olga.post(f"sessions/{school.session.pk}/start").status_code == 200
    assert olga.post(f"sessions/{school.session.pk}/end").status_code == 200
    update_participant(school.caller(school.olga), school.pupil.pk, values={"is_active": False})
    assert mina.outcomes(mina.op(school.pupil, "late")) == ["applied"]


def test_fault_68_a_lost_group_leaves_the_tablet_with_the_next_pull(school: School, mina: Tablet) -> None:
    def pull() -> list[Json]:
        return mina.sync(subscription=subscription)["changes"]

    subscription = {"groups": [school.group.pk], "days_back": 1, "days_ahead": 1}
    assert {change["kind"] for change in pull()} >= {"participant", "session", "group_membership"}
    subscription = {"groups": [], "days_back": 1, "days_ahead": 1}
    assert mina.sync(subscription=subscription)["reset"] == "scope"
    assert {change["kind"] for change in pull()} == {"presence_state"}
