"""Somebody who is not on the list is added and marked offline; no mark is ever an orphan (faults 40 and 41)."""

import pytest

from omnipresence.audit.models import AuditLog
from omnipresence.notifications.models import Notification
from omnipresence.presence.models import PresenceRecord
from omnipresence.roster.models import GroupMembership, Participant
from omnipresence.roster.services import add_walk_ins
from omnipresence.sync.models import SyncOperation
from support.cast import School
from support.tablets import Json, Tablet, raw_results


def ref(walk_in: Json) -> Json:
    return {"ref": walk_in["op_id"]}


def newcomers(school: School) -> list[Participant]:
    known = [person.pk for person in school.participants]
    return list(Participant.objects.for_organization(school.organization.pk).exclude(pk__in=known).order_by("id"))


def test_a_walk_in_and_the_mark_that_refers_to_it_arrive_together(school: School, mina: Tablet) -> None:
    walk_in = mina.walk_in("Åsa", "")
    mark = mina.op(ref(walk_in), "late", note="bus")
    added, marked = mina.results(walk_in, mark)
    (person,) = newcomers(school)
    assert (person.first_name, person.last_name, person.extra_data) == ("Åsa", "", {"walk_in": walk_in["op_id"]})
    assert person.identifier == "W-" + walk_in["op_id"][-8:].upper()
    assert (added["outcome"], added["version"], added["participant"]) == ("applied", person.version, person.pk)
    assert (marked["outcome"], marked["participant"]) == ("applied", person.pk)
    member = GroupMembership.objects.for_organization(school.organization.pk).get(participant=person)
    assert member.group_id == school.group.pk
    record = PresenceRecord.objects.for_organization(school.organization.pk).get()
    assert (record.participant_id, record.extra_data["note"]) == (person.pk, "bus")
    logs = AuditLog.objects.for_organization(school.organization.pk)
    assert set(logs.values_list("table_name", "record_id", "changed_by")) >= {
        ("participants", person.pk, school.mina.pk),
        ("group_memberships", member.pk, school.mina.pk),
        ("presence_records", record.pk, school.mina.pk),
    }


def test_other_tablets_learn_of_the_walk_in_with_their_next_pull(school: School, mina: Tablet, tariq: Tablet) -> None:
    tariq.pull()
    walk_in = mina.walk_in()
    mina.results(walk_in, mina.op(ref(walk_in)))
    assert [change["kind"] for change in tariq.pull()] == ["participant", "group_membership", "presence_record"]


def test_a_repeat_in_any_split_answers_the_same_and_adds_nobody(school: School, mina: Tablet) -> None:
    walk_in = mina.walk_in()
    mark = mina.op(ref(walk_in))
    first = raw_results(mina.send(walk_in, mark))
    assert raw_results(mina.send(walk_in, mark)) == first
    parts = [raw_results(mina.send(op)).removeprefix('"results":[')[:-1] for op in (walk_in, mark)]
    assert first == f'"results":[{",".join(parts)}]'
    assert len(newcomers(school)) == 1


def test_a_mark_before_its_walk_in_waits_and_a_later_batch_applies_it(school: School, mina: Tablet) -> None:
    walk_in = mina.walk_in()
    mark = mina.op(ref(walk_in))
    (early,) = mina.results(mark)
    assert (early["outcome"], early["reason"], early["participant"]) == ("retry", "missing_ref", None)
    assert not SyncOperation.objects.filter(organization_id=school.organization.pk).exists()
    (added,) = mina.results(walk_in)
    (late,) = mina.results(mark)
    assert (late["outcome"], late["participant"]) == ("applied", added["participant"])


def test_marks_by_reference_and_by_id_are_one_chain(school: School, mina: Tablet, tariq: Tablet) -> None:
    walk_in = mina.walk_in()
    first = mina.op(ref(walk_in), "present")
    second = mina.op(ref(walk_in), "late", prev_op=first["op_id"])
    results = mina.results(walk_in, first, second)
    assert [result["outcome"] for result in results] == ["applied"] * 3
    by_id = tariq.op(results[0]["participant"], "absent", base_version=results[2]["version"])
    assert tariq.outcomes(by_id) == ["applied"]
    # The tablet still speaks of the walk-in by its own id, and has not seen the other's mark.
    assert mina.outcomes(mina.op(ref(walk_in), None, prev_op=second["op_id"])) == ["conflict"]


def test_a_refused_walk_in_makes_nobody_and_its_marks_are_refused_with_it(school: School, mina: Tablet) -> None:
    walk_in = mina.walk_in(session=999_999)
    together = mina.results(walk_in, mina.op(ref(walk_in)))
    (later,) = mina.results(mina.op(ref(walk_in)))
    assert [result["reason"] for result in (*together, later)] == [
        "unknown_session", "unknown_participant", "unknown_participant",
    ]  # fmt: skip
    assert newcomers(school) == []


def test_a_walk_in_that_cannot_be_written_goes_to_the_tray_with_its_marks(
    school: School, mina: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_for_some(by: object, versions: object, walk_ins: list[object]) -> object:
        if walk_ins:
            raise RuntimeError("out of order")
        return add_walk_ins(by, versions, walk_ins)  # type: ignore[arg-type]

    monkeypatch.setattr("omnipresence.sync.services.kinds.add_walk_ins", fail_for_some)
    walk_in = mina.walk_in()
    results = mina.results(walk_in, mina.op(ref(walk_in)), mina.op(school.pupil))
    assert [result["outcome"] for result in results] == ["quarantined", "quarantined", "applied"]
    assert newcomers(school) == []


def test_somebody_known_from_another_group_joins_this_one_and_is_marked(school: School, mina: Tablet) -> None:
    from support.rosters import add_roster, people

    (guest,) = add_roster(school, "Chess", people(1)).participants
    known = {"first_name": None, "last_name": None, "participant": guest.pk}
    ops = [mina.walk_in(**known), mina.walk_in(**known)]
    marks = [mina.op(ref(ops[0])), mina.op(ref(ops[1]), "late", prev_op=None)]
    first = raw_results(mina.send(*ops, *marks[:1]))
    added, twice, marked = mina.results(*ops, *marks[:1])
    assert [one["outcome"] for one in (added, twice, marked)] == ["applied", "same", "applied"]
    assert {one["participant"] for one in (added, twice, marked)} == {guest.pk}
    assert raw_results(mina.send(*ops, *marks[:1])) == first
    joined = GroupMembership.objects.for_organization(school.organization.pk).get(group=school.group, participant=guest)
    assert added["version"] == joined.version
    log = AuditLog.objects.for_organization(school.organization.pk).get(
        table_name="group_memberships", record_id=joined.pk
    )
    assert log.changed_by_id == school.mina.pk
    # By reference in a later batch, and by its own number, it is one and the same person.
    assert mina.results(marks[1])[0]["participant"] == guest.pk
    assert newcomers(school) == [guest]


def test_nobody_of_another_organization_can_be_brought(school: School, mina: Tablet) -> None:
    stranger = School("elsewhere", people=1).pupil
    walk_in = mina.walk_in(participant=stranger.pk)
    first = raw_results(mina.send(walk_in, mina.op(ref(walk_in))))
    assert first.count('"outcome":"rejected"') == first.count('"reason":"unknown_participant"') == 2
    assert first.count('"participant":null') == 2
    (again,) = mina.results(walk_in)
    assert (again["participant"], again["reason"]) == (None, "unknown_participant")
    assert not GroupMembership.objects.for_organization(school.organization.pk).filter(participant=stranger).exists()


def test_a_walk_in_belongs_to_the_group_of_its_session_only(school: School, mina: Tablet) -> None:
    from support.rosters import add_roster, people

    elsewhere = add_roster(school, "Chess", people(1))
    walk_in = mina.walk_in()
    _, stray = mina.results(walk_in, mina.op(ref(walk_in), session=elsewhere.session))
    (later,) = mina.results(mina.op(ref(walk_in), session=elsewhere.session))
    assert stray["reason"] == later["reason"] == "not_in_group"


def test_i4_another_device_cannot_refer_to_a_walk_in(school: School, mina: Tablet, tariq: Tablet) -> None:
    walk_in = mina.walk_in()
    mina.results(walk_in)
    (result,) = tariq.results(tariq.op(ref(walk_in)))
    assert (result["outcome"], result["reason"]) == ("retry", "missing_ref")


def test_two_people_of_one_name_on_two_tablets_are_two_people(school: School, mina: Tablet, tariq: Tablet) -> None:
    states = {}
    for tablet, state in ((mina, "present"), (tariq, "absent")):
        walk_in = tablet.walk_in("Ravi", "Roy", identifier="R-1")
        added, _ = tablet.results(walk_in, tablet.op(ref(walk_in), state))
        states[added["participant"]] = state
    assert [(row.identifier, row.pk) for row in newcomers(school)] == list(zip(["R-1", "R-1-2"], states, strict=True))
    records = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state")
    assert {row.participant_id: row.presence_state.code for row in records} == states
    told = Notification.objects.for_organization(school.organization.pk).filter(user=school.olga)
    assert [(row.notification_type, "R-1-2" in row.message) for row in told] == [("data_quality", True)]


@pytest.mark.parametrize("taken", ["p0000", "P0000 ", "P0000"])
def test_a_taken_identifier_never_refuses_a_person(school: School, mina: Tablet, taken: str) -> None:
    wishes = [mina.walk_in(identifier=taken) for _ in range(3)]
    assert mina.outcomes(*wishes) == ["applied"] * 3
    assert len({row.identifier for row in newcomers(school)}) == 3


def test_a_long_taken_identifier_keeps_its_length(school: School, mina: Tablet) -> None:
    long = "L" * 100
    mina.results(mina.walk_in(identifier=long))
    mina.results(*[mina.walk_in(identifier=long) for _ in range(2)])
    assert [row.identifier for row in newcomers(school)] == [long, "L" * 98 + "-2", "L" * 98 + "-3"]


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        *[("first_name", bad) for bad in (None, "", "  ", "n" * 101, 5, "a\x00")],
        *[("last_name", bad) for bad in (None, "n" * 101, 5)],
        *[("identifier", bad) for bad in ("n" * 101, 5, "\ud800")],
        *[("session", bad) for bad in (None, "1", {})],
        *[("participant", bad) for bad in (0, "1", {"ref": "x"})],
    ],
)
def test_a_wrong_walk_in_is_refused_with_the_reason(school: School, mina: Tablet, name: str, bad: object) -> None:
    (result,) = mina.results(mina.walk_in(**{name: bad}))
    assert (result["outcome"], result["reason"]) == ("rejected", "invalid")
    assert name in result["detail"]


@pytest.mark.parametrize("bad", [{"ref": "x"}, {"ref": None}, {"ref": 5}, {}, {"id": 5}])
def test_a_reference_that_is_none_is_refused(school: School, mina: Tablet, bad: Json) -> None:
    (result,) = mina.results(mina.op(bad))
    assert (result["outcome"], result["reason"]) == ("rejected", "invalid")


def test_managers_add_nobody(school: School) -> None:
    maud = Tablet(school, school.maud)
    assert maud.results(maud.walk_in())[0]["reason"] == "forbidden"
    assert newcomers(school) == []


def test_five_hundred_walk_ins_are_fine(school: School, mina: Tablet, caplog: pytest.LogCaptureFixture) -> None:
    wishes = [mina.walk_in(f"Guest{number}", identifier="same") for number in range(500)]
    assert set(mina.outcomes(*wishes)) == {"applied"}
    assert len({row.identifier for row in newcomers(school)}) == 500
    # All at once, and not one by one after the batch had failed.
    assert not [entry for entry in caplog.records if "isolating" in entry.message]
