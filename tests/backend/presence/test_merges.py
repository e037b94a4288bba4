"""R2.5: a person who is listed twice becomes one, and no mark is lost on the way, nor one that is still on a tablet."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnipresence.audit.models import AuditLog
from omnipresence.base.models import SyncTombstone
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.roster.models import GroupMembership, Participant
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.rosters import add_roster, people
from support.tablets import Tablet


@pytest.fixture
def mina(school: School) -> Tablet:
    return Tablet(school, school.mina, name="Gate")


@pytest.fixture
def tariq(school: School) -> Tablet:
    return Tablet(school, school.tariq, name="Hall")


def merge(olga: Api, survivor: Participant | int, duplicate: Participant | int, **more: Any) -> Any:
    one, two = (getattr(person, "pk", person) for person in (survivor, duplicate))
    return olga.post(f"participants/{one}/merge", {"duplicate": two, **more})


def records(school: School) -> dict[int, str]:
    rows = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state")
    return {row.participant_id: row.presence_state.code for row in rows}


def conflicts(school: School) -> list[SyncConflict]:
    return list(SyncConflict.objects.for_organization(school.organization.pk).order_by("id"))


def told(tablet: Tablet) -> dict[tuple[str, str], Any]:
    """What a tablet that reads on from its cursor learns of each row, None for its end."""
    return {(change["kind"], change["key"]): change.get("data") for change in tablet.pull()}


def test_a_record_moves_with_its_marker_time_and_note(school: School, olga: Api, mina: Tablet, tariq: Tablet) -> None:
    survivor, duplicate, _ = school.participants
    mina.results(mina.op(duplicate, "late", note="bus"))
    (before,) = PresenceRecord.objects.for_organization(school.organization.pk)
    tariq.pull()
    answer = merge(olga, survivor, duplicate)
    assert answer.status_code == 200, answer.content
    assert {name: answer.json()[name] for name in ("memberships", "moved", "equal", "conflicts")} == {
        "memberships": 0, "moved": 1, "equal": 0, "conflicts": 0,
    }  # fmt: skip
    (row,) = PresenceRecord.objects.for_organization(school.organization.pk)
    assert (row.participant_id, row.extra_data["note"]) == (survivor.pk, "bus")
    kept = ("recorded_by_id", "recorded_at", "source_device_id", "presence_state_id", "extra_data")
    assert all(getattr(row, name) == getattr(before, name) for name in kept)
    news = told(tariq)
    assert news["participant", str(duplicate.pk)] is None
    assert news["presence_record", f"{school.session.pk}:{duplicate.pk}"] is None
    assert news["presence_record", f"{school.session.pk}:{survivor.pk}"]["note"] == "bus"
    log = AuditLog.objects.for_organization(school.organization.pk).filter(changed_by=school.olga)
    assert sorted(log.values_list("table_name", "action")) == [
        ("group_memberships", "delete"),
        ("participants", "delete"),
        ("presence_records", "create"),
        ("presence_records", "delete"),
    ]


def test_equal_marks_are_one_and_others_are_a_question(school: School, olga: Api, mina: Tablet, tariq: Tablet) -> None:
    survivor, duplicate, third = school.participants
    mina.results(mina.op(survivor, "present"), mina.op(third, "late"))
    tariq.results(tariq.op(duplicate, "present"))
    assert merge(olga, survivor, duplicate).json()["equal"] == 1
    assert (records(school), conflicts(school)) == ({survivor.pk: "present", third.pk: "late"}, [])
    assert merge(olga, survivor, third).json()["conflicts"] == 1
    (question,) = conflicts(school)
    sides = question.version_a_data, question.version_b_data
    assert [(side["presence_state"], side["recorded_by_name"]) for side in sides] == [
        ("present", "Mina"),
        ("late", "Mina"),
    ]
    assert question.version_b_data["device_name"] == "Gate"
    assert records(school) == {survivor.pk: "present"}
    version = PresenceRecord.objects.for_organization(school.organization.pk).get().version
    body = {"chosen_version": "b", "expected_version": version}
    assert olga.post(f"sync-conflicts/{question.pk}/resolve", body).status_code == 200
    assert records(school) == {survivor.pk: "late"}


def test_open_questions_of_the_duplicate_become_the_survivors(
    school: School, olga: Api, mina: Tablet, tariq: Tablet
) -> None:
    survivor, duplicate, _ = school.participants
    mina.results(mina.op(duplicate, "present"))
    tariq.results(tariq.op(duplicate, "absent"))
    assert merge(olga, survivor, duplicate).json()["moved"] == 1
    (question,) = conflicts(school)
    assert (question.participant_id, question.resolved_at) == (survivor.pk, None)
    assert records(school) == {survivor.pk: "present"}
    # Frozen as before: what is marked now joins the question.
    assert tariq.outcomes(tariq.op(survivor, "excused", base_version=10**6)) == ["conflict"]


def test_marks_that_still_name_the_duplicate_are_the_survivors(
    school: School, olga: Api, mina: Tablet, tariq: Tablet
) -> None:
    survivor, duplicate, third = school.participants
    waiting = mina.op(duplicate, "late")
    merge(olga, survivor, duplicate)
    (result,) = mina.results(waiting)
    assert (result["outcome"], records(school)) == ("applied", {survivor.pk: "late"})
    # The same again is answered the same; another tablet's other mark is a question about the survivor.
    assert mina.results(waiting) == [result]
    assert tariq.outcomes(tariq.op(duplicate, "absent")) == ["conflict"]
    assert conflicts(school)[0].participant_id == survivor.pk
    # And once the survivor is found to be somebody else as well.
    later = mina.op(duplicate, "late")
    merge(olga, third, survivor)
    assert mina.outcomes(later) == ["same"]
    assert records(school) == {third.pk: "late"}


def test_a_walk_in_that_was_merged_takes_its_marks_along(school: School, olga: Api, mina: Tablet) -> None:
    arrival = mina.walk_in("Pupil0", "Example", identifier="P0000")
    (added,) = mina.results(arrival)
    merge(olga, school.pupil, added["participant"])
    (result,) = mina.results(mina.op({"ref": arrival["op_id"]}, "present"))
    assert (result["outcome"], records(school)) == ("applied", {school.pupil.pk: "present"})


def test_the_survivor_joins_the_groups_and_takes_what_it_lacks(school: School, olga: Api) -> None:
    other = add_roster(school, "Choir", people(1))
    (duplicate,) = other.participants
    Participant.objects.for_organization(school.organization.pk).filter(pk=duplicate.pk).update(
        external_id="X7", extra_data={"house": "red", "walk_in": "some operation"}
    )
    done = merge(
        olga, school.pupil, duplicate, expected_version=school.pupil.version, duplicate_version=duplicate.version
    ).json()
    assert done["memberships"] == 1
    survivor = done["participant"]
    assert (survivor["external_id"], survivor["extra_data"]) == ("X7", {"house": "red"})
    assert (survivor["first_name"], survivor["identifier"]) == (school.pupil.first_name, school.pupil.identifier)
    groups = GroupMembership.objects.for_organization(school.organization.pk).filter(participant=school.pupil)
    assert set(groups.values_list("group_id", flat=True)) == {school.group.pk, other.group.pk}
    graves = SyncTombstone.objects.filter(organization_id=school.organization.pk)
    assert sorted(graves.values_list("kind", flat=True)) == ["group_membership", "participant"]


def test_what_cannot_be_merged_changes_nothing(school: School, olga: Api, maud: Api, strangers: School) -> None:
    survivor, duplicate, _ = school.participants
    assert refusal(merge(olga, 10**9, duplicate)) == (404, "not-found")
    assert refusal(merge(olga, strangers.pupil, duplicate)) == (404, "not-found")
    assert wrong_fields(merge(olga, survivor, strangers.pupil)) == {"/duplicate": "unknown"}
    assert wrong_fields(merge(olga, survivor, survivor)) == {"/duplicate": "same"}
    stale = merge(olga, survivor, duplicate, expected_version=survivor.version + 1)
    assert refusal(stale) == (412, "version-changed")
    changed = merge(
        olga, survivor, duplicate, expected_version=survivor.version, duplicate_version=duplicate.version + 1
    )
    assert refusal(changed) == (412, "version-changed")
    assert refusal(merge(maud, survivor, duplicate)) == (403, "forbidden")
    assert Participant.objects.for_organization(school.organization.pk).count() == 3


def test_the_statements_do_not_grow_with_the_records(school: School, olga: Api, mina: Tablet) -> None:
    survivor, *duplicates = school.participants
    sessions = [school.session, *(_session(school, number) for number in range(30))]
    counts = []
    for duplicate, some in zip(duplicates, (sessions[:1], sessions[1:]), strict=True):
        mina.results(*(mina.op(duplicate, "present", session=one) for one in some))
        with CaptureQueriesContext(connection) as queries:
            assert merge(olga, survivor, duplicate).json()["moved"] == len(some)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def _session(school: School, number: int) -> Any:
    session = type(school.session).objects.for_organization(school.organization.pk).get(pk=school.session.pk)
    session.pk, session.version, session.name = None, 10**6 + number, f"Lesson {number}"
    session.save()
    return session
