"""I22: after a restored backup what was acknowledged comes back as it was; in question is only what truly is."""

from collections.abc import Iterator

import pytest

from omnipresence.audit.models import AuditLog
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.presence.services import update_presence_record
from omnipresence.roster.models import Participant
from support.audit_doors import opened_while_emptying
from support.backup import Backup
from support.cast import School
from support.tablets import Json, Tablet


@pytest.fixture
def school(transactional_db: None) -> Iterator[School]:
    with opened_while_emptying():
        yield School()


def state_of(school: School, person: Participant) -> str | None:
    rows = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state")
    row = rows.filter(participant=person).first()
    return row.presence_state.code if row else None


def acknowledged(tablet: Tablet, *ops: Json) -> list[Json]:
    """The operations as the tablet sends them again after a restore."""
    return [{**op, "acked_version": result["version"]} for op, result in zip(ops, tablet.results(*ops), strict=True)]


def chain(school: School, mina: Tablet, tariq: Tablet) -> tuple[Json, Json, Json]:
    """Mina marks, Tariq corrects what he saw of it, Mina corrects that in turn."""
    (first,) = acknowledged(mina, mina.op(school.pupil, "present"))
    (second,) = acknowledged(tariq, tariq.op(school.pupil, "late", base_version=first["acked_version"]))
    (third,) = acknowledged(mina, mina.op(school.pupil, "excused", base_version=second["acked_version"]))
    return first, second, third


ORDERS = ["012", "021", "102", "120", "201", "210"]


@pytest.mark.parametrize("order", ORDERS)
def test_i22_marks_upon_marks_come_back_in_whatever_order_tablets_return(
    school: School, mina: Tablet, tariq: Tablet, order: str
) -> None:
    backup = Backup(school)
    ops = chain(school, mina, tariq)
    backup.restore()
    for number in map(int, order):
        (result,) = (tariq if number == 1 else mina).results(ops[number])
        assert result["outcome"] in {"applied", "same"}, result
        assert (mina if number != 1 else tariq).results(ops[number]) == [result], "repeats are answered the same"
    assert state_of(school, school.pupil) == "excused"
    assert not SyncConflict.objects.for_organization(school.organization.pk).exists()


def test_i22_what_the_backup_holds_is_the_ground_they_stand_on(school: School, mina: Tablet, tariq: Tablet) -> None:
    (ground,) = mina.results(mina.op(school.pupil, "absent"))
    backup = Backup(school)
    (late,) = acknowledged(tariq, tariq.op(school.pupil, "late", base_version=ground["version"]))
    (gone,) = acknowledged(mina, mina.op(school.pupil, None, base_version=late["acked_version"]))
    backup.restore()
    assert mina.outcomes(gone) == ["applied"]
    (after,) = tariq.results(late)
    assert (after["outcome"], after["reason"]) == ("same", "superseded")
    assert state_of(school, school.pupil) is None


def test_i22_a_clearing_that_returns_before_its_mark_is_not_forgotten(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    backup = Backup(school)
    (first,) = acknowledged(mina, mina.op(school.pupil))
    (gone,) = acknowledged(tariq, tariq.op(school.pupil, None, base_version=first["acked_version"]))
    backup.restore()
    assert tariq.outcomes(gone) == ["same"]
    assert mina.results(first)[0]["reason"] == "superseded"
    assert state_of(school, school.pupil) is None


def test_i22_a_new_mark_on_what_was_lost_is_no_conflict(school: School, mina: Tablet, tariq: Tablet) -> None:
    backup = Backup(school)
    _, second, third = chain(school, mina, tariq)
    fresh = tariq.op(school.pupil, "absent", base_version=third["acked_version"])
    backup.restore()
    assert tariq.outcomes(fresh) == ["applied"]
    # It was made by somebody who had seen these: they come back behind it.
    assert [result["reason"] for result in tariq.results(second)] == ["superseded"]
    assert [result["reason"] for result in mina.results(third)] == ["superseded"]
    assert state_of(school, school.pupil) == "absent"


def test_i22_what_was_not_seen_in_the_lost_life_is_still_in_question(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    backup = Backup(school)
    _, second, third = chain(school, mina, tariq)
    fresh = tariq.op(school.pupil, "absent", base_version=second["acked_version"])
    backup.restore()
    assert tariq.outcomes(fresh) == ["applied"], "nobody has said otherwise yet"
    assert mina.outcomes(third) == ["conflict"], "Tariq had never seen it"
    assert state_of(school, school.pupil) == "absent"


def test_i22_what_was_touched_since_the_restore_is_in_question(school: School, mina: Tablet, tariq: Tablet) -> None:
    backup = Backup(school)
    first, _, third = chain(school, mina, tariq)
    backup.restore()
    (other,) = tariq.results(tariq.op(school.pupil, "absent"))
    assert other["outcome"] == "applied"
    assert mina.outcomes(third) == ["conflict"]
    assert mina.outcomes(first) == ["conflict"]


def test_i22_a_correction_by_the_office_since_the_restore_stands(school: School, mina: Tablet) -> None:
    (ground,) = mina.results(mina.op(school.pupil, "absent"))
    backup = Backup(school)
    (late,) = acknowledged(mina, mina.op(school.pupil, "late", base_version=ground["version"]))
    backup.restore()
    row = PresenceRecord.objects.for_organization(school.organization.pk).get(participant=school.pupil)
    office = school.caller(school.olga)
    update_presence_record(
        office, row.pk, presence_state="excused", note=None, recorded_at=None, expected_version=row.version
    )
    assert mina.outcomes(late) == ["conflict"]
    assert state_of(school, school.pupil) == "excused"


def test_i22_a_backup_that_is_restored_twice_mixes_up_no_numbers(school: School, mina: Tablet, tariq: Tablet) -> None:
    backup = Backup(school)
    ops = chain(school, mina, tariq)
    backup.restore()
    again = [{**op, "acked_version": mina.results(op)[0]["version"]} for op in (ops[0], ops[2])]
    assert all(op["acked_version"] > backup.version for op in again)
    backup.restore()
    assert mina.outcomes(again[1]) == ["applied"]
    assert tariq.outcomes(ops[1]) == ["same"]
    assert mina.outcomes(again[0]) == ["same"]
    assert state_of(school, school.pupil) == "excused"


def test_i16_i22_what_comes_back_is_audited_and_counts_once(school: School, mina: Tablet, tariq: Tablet) -> None:
    backup = Backup(school)
    ops = chain(school, mina, tariq)
    backup.restore()
    logs = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="presence_records")
    before = logs.count()
    mina.results(ops[0], ops[2])
    tariq.results(ops[1])
    mina.results(ops[2], ops[0])
    assert logs.count() == before + 2, "one step for the first, one for the third, none for what it replaced"


def test_i22_ids_that_the_lost_life_gave_away_are_nobody_elses(school: School, mina: Tablet) -> None:
    backup = Backup(school)
    (walked_in,) = mina.results(mina.walk_in())
    lost = walked_in["participant"]
    backup.restore()
    (other,) = mina.results(mina.walk_in("Somebody", "Else"))
    assert other["participant"] > lost + 1_000_000
    assert mina.results(mina.op(lost))[0]["reason"] == "unknown_participant"


def test_an_ordinary_tablet_gains_nothing_by_the_field(school: School, mina: Tablet, tariq: Tablet) -> None:
    (first,) = mina.results(mina.op(school.pupil))
    for claim in (first["version"], first["version"] + 1, 2**53):
        assert tariq.outcomes(tariq.op(school.pupil, "late", acked_version=claim)) == ["conflict"]
    (wrong,) = tariq.results(tariq.op(school.participants[1], acked_version=-1))
    assert (wrong["outcome"], wrong["reason"]) == ("rejected", "invalid")
