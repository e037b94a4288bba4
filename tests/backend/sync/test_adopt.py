"""What was refused is kept with all it said, and an administrator may adopt it as its author's (fault 68)."""

import json
from typing import Any

import pytest

from omnipresence.accounts.models import Role, User
from omnipresence.audit.models import AuditLog
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.roster.models import GroupMembership
from omnipresence.sync.models import SyncOperation
from support.api import Api, refusal
from support.cast import School
from support.tablets import Json, Tablet


@pytest.fixture
def olga(school: School) -> Api:
    return Api(school.olga)


def demoted(tablet: Tablet) -> None:
    """Their user reads only, from now on."""
    User.objects.for_organization(tablet.school.organization.pk).filter(pk=tablet.user.pk).update(role=Role.MANAGER)
    tablet.user.role = Role.MANAGER


def tray(olga: Api) -> list[Json]:
    rows: list[Json] = olga.get("sync-quarantine", handled="false").json()["results"]
    return list(reversed(rows))


def adopt(olga: Api, row: Json) -> Any:
    return olga.post(f"sync-quarantine/{row['id']}/adopt")


def test_a_mark_of_who_lost_the_role_is_kept_and_adopted_as_theirs(school: School, olga: Api, mina: Tablet) -> None:
    op = mina.op(school.pupil, "late", note="by bus")
    demoted(mina)
    (told,) = mina.results(op)
    assert told["reason"] == "forbidden"
    (row,) = tray(olga)
    assert (row["reason"], row["outcome"], json.loads(row["payload"])) == ("forbidden", None, op)
    done = adopt(olga, row).json()
    assert (done["outcome"], done["handled_by"]) == ("applied", school.olga.pk)
    record = PresenceRecord.objects.for_organization(school.organization.pk).get()
    assert (record.recorded_by_id, record.source_device_id, record.extra_data["note"]) == (
        school.mina.pk, str(mina.device_id), "by bus",
    )  # fmt: skip
    logs = AuditLog.objects.for_organization(school.organization.pk)
    assert logs.get(table_name="presence_records").changed_by_id == school.mina.pk
    assert logs.get(table_name="sync_quarantine").changed_by_id == school.olga.pk
    brought = SyncOperation.objects.filter(organization_id=school.organization.pk).latest("received_at")
    assert (brought.recorded_for, brought.uploaded_by, brought.outcome) == (school.mina.pk, school.olga.pk, "applied")
    assert adopt(olga, row).json() == done, "twice is once"
    assert mina.results(op) == [told], "the tablet is told what it was told"
    assert PresenceRecord.objects.for_organization(school.organization.pk).get().version == record.version


def test_what_contradicts_becomes_a_conflict_as_ever(school: School, olga: Api, mina: Tablet, tariq: Tablet) -> None:
    op = mina.op(school.pupil, "late")
    tariq.results(tariq.op(school.pupil, "absent"))
    demoted(mina)
    mina.results(op)
    assert adopt(olga, tray(olga)[0]).json()["outcome"] == "conflict"
    conflict = SyncConflict.objects.for_organization(school.organization.pk).get()
    assert conflict.version_b_data["recorded_by"] == school.mina.pk


def test_what_still_cannot_be_stays_until_it_can(school: School, olga: Api, mina: Tablet) -> None:
    members = GroupMembership.objects.for_organization(school.organization.pk).filter(participant=school.pupil)
    (membership,) = members
    members.delete()
    assert mina.results(mina.op(school.pupil))[0]["reason"] == "not_in_group"
    (row,) = tray(olga)
    answer = adopt(olga, row)
    assert refusal(answer) == (409, "not-adoptable")
    assert answer.json()["reason"] == "not_in_group"
    assert len(tray(olga)) == 1
    membership.save(force_insert=True)
    assert adopt(olga, row).json()["outcome"] == "applied"


def test_a_chain_and_a_walk_in_are_adopted_one_after_the_other(school: School, olga: Api, mina: Tablet) -> None:
    person = mina.walk_in()
    first = mina.op({"ref": person["op_id"]}, "present")
    second = mina.op({"ref": person["op_id"]}, "late", prev_op=first["op_id"])
    demoted(mina)
    assert mina.outcomes(person, first, second) == ["rejected"] * 3
    rows = tray(olga)
    assert [adopt(olga, row).json()["outcome"] for row in rows] == ["applied"] * 3
    record = PresenceRecord.objects.for_organization(school.organization.pk).select_related("presence_state").get()
    assert record.presence_state.code == "late"


def test_what_came_under_a_used_id_is_kept(school: School, olga: Api, mina: Tablet) -> None:
    op, other = mina.op(school.pupil), mina.op(school.participants[1])
    mina.results(op)
    again = {**other, "op_id": op["op_id"]}
    twice = mina.op(school.participants[2])
    assert mina.outcomes(again, twice, {**twice, "state": "late"}) == ["rejected", "applied", "rejected"]
    mina.results(again)
    rows = tray(olga)
    assert [json.loads(row["payload"]) for row in rows] == [again, {**twice, "state": "late"}]
    assert {row["reason"] for row in rows} == {"op_id_reused"}
    assert adopt(olga, rows[0]).json()["outcome"] == "applied"


def test_what_nobody_can_read_cannot_be_adopted(school: School, olga: Api, mina: Tablet) -> None:
    mina.results("nonsense", {"op_id": "no id"}, mina.op(school.pupil, "late", note=7), mina.op(1, kind="teleport"))
    assert [refusal(adopt(olga, row)) for row in tray(olga)] == [(409, "not-adoptable")] * 4


def test_who_looked_after_it_decided_it(school: School, olga: Api, mina: Tablet) -> None:
    mina.results(mina.op(school.pupil, "no such state"))
    (row,) = tray(olga)
    olga.post(f"sync-quarantine/{row['id']}/handle")
    assert refusal(adopt(olga, row)) == (409, "already-handled")


def test_only_administrators_of_the_organization_adopt(school: School, mina: Tablet) -> None:
    mina.results(mina.op(school.pupil, "no such state"))
    (row,) = tray(Api(school.olga))
    for user in (school.mina, school.maud):
        assert refusal(adopt(Api(user), row)) == (403, "forbidden")
    assert refusal(adopt(Api(School("other").olga), row)) == (404, "not-found")
