"""I7-I11: nothing is overwritten unseen, both versions are kept, equal marks agree, a device never fights itself."""

import itertools

import pytest

from omnipresence.notifications.models import Notification
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.presence.problems import PresenceInQuestion
from omnipresence.presence.services import Decision, resolve_conflict, update_presence_record
from support.cast import School
from support.tablets import Json, Tablet


def record(school: School) -> PresenceRecord | None:
    rows = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state")
    return rows.filter(participant=school.pupil).first()


def standing(school: School) -> str | None:
    row = record(school)
    return row.presence_state.code if row else None


def conflicts(school: School) -> list[SyncConflict]:
    return list(SyncConflict.objects.for_organization(school.organization.pk).order_by("id"))


def test_i7_applied_only_when_the_base_is_what_stands(school: School, mina: Tablet, tariq: Tablet) -> None:
    (first,) = mina.results(mina.op(school.pupil, "present"))
    (unseen,) = tariq.results(tariq.op(school.pupil, "absent", base_version=0))
    assert (first["outcome"], unseen["outcome"]) == ("applied", "conflict")
    assert standing(school) == "present"
    other = school.participants[1]
    (seen,) = mina.results(mina.op(other, "present"))
    (stale, fresh) = tariq.results(
        tariq.op(other, "late", base_version=seen["version"]), tariq.op(other, "absent", base_version=seen["version"])
    )
    assert (stale["outcome"], fresh["outcome"]) == ("applied", "conflict")


def test_i7_a_clear_of_what_somebody_corrected_meanwhile_is_a_conflict(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    (first,) = mina.results(mina.op(school.pupil, "present"))
    tariq.results(tariq.op(school.pupil, "late", base_version=first["version"]))
    assert mina.outcomes(mina.op(school.pupil, None, base_version=first["version"])) == ["conflict"]
    assert standing(school) == "late"
    assert conflicts(school)[0].version_b_data["presence_state"] is None


def test_i7_a_correction_of_what_somebody_cleared_meanwhile_is_a_conflict(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    (first,) = mina.results(mina.op(school.pupil, "present"))
    (cleared,) = mina.results(mina.op(school.pupil, None, base_version=first["version"]))
    assert cleared["outcome"] == "applied"
    assert record(school) is None
    assert tariq.outcomes(tariq.op(school.pupil, "late", base_version=first["version"])) == ["conflict"]
    side = conflicts(school)[0].version_a_data
    assert (side["presence_state"], side["recorded_by_name"], side["device_name"]) == (None, "Mina", "Gate")


def test_i8_both_versions_are_kept_whole_and_the_record_is_untouched(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    a = mina.op(school.pupil, "present", note="front row")
    mina.results(a)
    before = record(school)
    b = tariq.op(
        school.pupil,
        "absent",
        note="not seen",
        edits={"count": 2, "earlier": [{"state": "late", "note": "", "marked_at": 1}]},
    )
    (result,) = tariq.results(b)
    after = record(school)
    assert before is not None and after is not None
    assert {f.attname: getattr(before, f.attname) for f in before._meta.fields} == {
        f.attname: getattr(after, f.attname) for f in after._meta.fields
    }
    (conflict,) = conflicts(school)
    assert result["conflict_id"] == conflict.pk
    assert result["current"]["presence_state"] == "present"
    one, two = conflict.version_a_data, conflict.version_b_data
    assert (one["presence_state"], one["note"], one["op_id"], one["version"]) == (
        "present", "front row", a["op_id"], before.version,
    )  # fmt: skip
    assert (one["recorded_by"], one["recorded_by_name"], one["device_name"], one["source_device_id"]) == (
        school.mina.pk, "Mina", "Gate", str(mina.device_id),
    )  # fmt: skip
    assert (two["presence_state"], two["note"], two["op_id"], two["base_version"]) == (
        "absent", "not seen", b["op_id"], 0,
    )  # fmt: skip
    assert (two["recorded_by"], two["recorded_by_name"], two["device_name"], two["source_device_id"]) == (
        school.tariq.pk, "Tariq", "Hall", str(tariq.device_id),
    )  # fmt: skip
    assert two["edits"] == {"count": 2, "earlier": [{"state": "late", "note": "", "marked_at": 1}]}
    assert one["recorded_at"] and two["recorded_at"] and two["received_at"]


def test_administrators_are_told_once_for_a_batch(school: School, mina: Tablet, tariq: Tablet) -> None:
    mina.results(*[mina.op(person, "present") for person in school.participants])
    tariq.results(*[tariq.op(person, "absent") for person in school.participants])
    told = Notification.objects.for_organization(school.organization.pk)
    assert [(row.user_id, row.notification_type, row.title) for row in told] == [
        (school.olga.pk, "conflict", "3 marks are in question")
    ]


def test_i9_a_record_in_question_changes_by_a_decision_only(school: School, mina: Tablet, tariq: Tablet) -> None:
    (first,) = mina.results(mina.op(school.pupil, "present"))
    tariq.results(tariq.op(school.pupil, "absent"))
    seen = first["version"]
    assert mina.outcomes(mina.op(school.pupil, "late", base_version=seen)) == ["conflict"]
    assert mina.outcomes(mina.op(school.pupil, None, base_version=seen)) == ["conflict"]
    row = record(school)
    assert row is not None
    with pytest.raises(PresenceInQuestion):
        update_presence_record(
            school.caller(school.olga),
            row.pk,
            presence_state="late",
            note=None,
            recorded_at=None,
            expected_version=seen,
        )
    assert standing(school) == "present"
    open_ones = conflicts(school)
    decided = resolve_conflict(
        school.caller(school.olga),
        open_ones[0].pk,
        Decision("b", expected_version=seen, seen=[one.pk for one in open_ones]),
    )
    assert decided.chosen_version == "b"
    assert standing(school) == "absent"
    row = record(school)
    assert row is not None and row.recorded_by_id == school.tariq.pk
    assert mina.outcomes(mina.op(school.pupil, "late", base_version=row.version)) == ["applied"]


def test_i9_a_question_that_a_batch_opens_freezes_the_record_for_the_rest_of_the_batch(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    (first,) = mina.results(mina.op(school.pupil, "present"))
    unseen = tariq.op(school.pupil, "absent", base_version=0)
    seen = tariq.op(school.pupil, "late", base_version=first["version"])
    assert tariq.outcomes(unseen, seen) == ["conflict", "conflict"]
    assert standing(school) == "present"


def test_i10_equal_marks_agree_whoever_comes_second(school: School, mina: Tablet, tariq: Tablet) -> None:
    (first,) = mina.results(mina.op(school.pupil, "present", note="n"))
    (second,) = tariq.results(tariq.op(school.pupil, "present", note="n"))
    assert (second["outcome"], second["version"]) == ("same", first["version"])
    assert mina.outcomes(mina.op(school.pupil, None, base_version=first["version"])) == ["applied"]
    assert tariq.outcomes(tariq.op(school.pupil, None, base_version=first["version"])) == ["same"]
    assert conflicts(school) == []


def test_i10_an_equal_mark_on_a_record_in_question_makes_no_second_conflict(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    mina.results(mina.op(school.pupil, "present"))
    tariq.results(tariq.op(school.pupil, "absent"))
    assert tariq.outcomes(tariq.op(school.pupil, "present")) == ["same"]
    assert len(conflicts(school)) == 1


def chain(tablet: Tablet, school: School, states: list[str | None]) -> list[Json]:
    """One person's edits of one record, all made offline from nothing."""
    ops: list[Json] = []
    for state in states:
        ops.append(tablet.op(school.pupil, state, prev_op=ops[-1]["op_id"] if ops else None))
    return ops


CHAIN = ["present", "absent", None, "late"]


@pytest.mark.parametrize("cuts", list(itertools.product([False, True], repeat=3)))
@pytest.mark.parametrize("lost", [False, True])
def test_i11_a_device_never_conflicts_with_itself_in_any_split_of_its_edits(
    school: School, mina: Tablet, cuts: tuple[bool, ...], lost: bool
) -> None:
    ops = chain(mina, school, CHAIN)
    batches: list[list[Json]] = [[ops[0]]]
    for op, cut in zip(ops[1:], cuts, strict=True):
        if cut:
            batches.append([])
        batches[-1].append(op)
    for batch in batches:
        for _ in range(2 if lost else 1):
            assert mina.outcomes(*batch) == ["applied"] * len(batch)
    assert standing(school) == "late"
    assert conflicts(school) == []


def test_i11_a_successor_that_overtakes_its_predecessor_waits_for_it(school: School, mina: Tablet) -> None:
    first, second = chain(mina, school, ["present", "absent"])
    (early,) = mina.results(second)
    assert (early["outcome"], early["reason"]) == ("retry", "missing_prev")
    assert standing(school) is None
    assert mina.outcomes(first, second) == ["applied", "applied"]


def test_i11_a_lost_predecessor_is_declared_gone_and_only_what_was_seen_counts(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    _, second = chain(mina, school, ["present", "absent"])
    tariq.results(tariq.op(school.pupil, "late"))
    assert mina.outcomes({**second, "prev_gone": True}) == ["conflict"]


def test_i11_a_chain_whose_first_link_is_in_question_stays_in_question(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    tariq.results(tariq.op(school.pupil, "excused"))
    ops = chain(mina, school, ["present", "absent"])
    assert mina.outcomes(*ops) == ["conflict", "conflict"]
    assert conflicts(school)[1].version_b_data["supersedes_op"] == ops[0]["op_id"]
    assert standing(school) == "excused"
