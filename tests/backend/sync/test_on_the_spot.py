"""Sessions that no timetable planned are made on tablets, once; what was said of them never lands anywhere else."""

import json
from datetime import timedelta
from typing import Any

import pytest

from omnipresence.audit.models import AuditLog
from omnipresence.base import clock
from omnipresence.notifications.models import Notification
from omnipresence.presence.models import PresenceRecord
from omnipresence.roster.models import Group, Participant
from omnipresence.schedule.models import Session
from omnipresence.schedule.services import add_sessions
from omnipresence.sync.models import SyncOperation, SyncQuarantine
from omnipresence.sync.services.batch import Batch
from omnipresence.sync.services.creations import MOST_A_DAY
from omnipresence.sync.services.turn import enter
from support.cast import School
from support.tablets import Json, Tablet, raw_results

MINUTE = 60_000
DAY = 24 * 60 * MINUTE


def ref(create: Json) -> Json:
    return {"ref": create["op_id"]}


def made(school: School) -> list[Session]:
    rows = Session.objects.for_organization(school.organization.pk).exclude(pk=school.session.pk)
    return list(rows.order_by("id"))


def whole_lesson(school: School, tablet: Tablet) -> list[Json]:
    """A session with its start, a mark, somebody who walked in with a mark, and its end."""
    create = tablet.create()
    start = tablet.strike("start", session=ref(create))
    mark = tablet.op(school.pupil, session=ref(create))
    walk_in = tablet.walk_in(session=ref(create))
    guest = tablet.op({"ref": walk_in["op_id"]}, "late", session=ref(create))
    return [create, start, mark, walk_in, guest, tablet.strike("end", session=ref(create))]


def test_a_session_and_all_that_happened_in_it_arrive_together(school: School, mina: Tablet) -> None:
    ops = whole_lesson(school, mina)
    results = mina.results(*ops)
    assert [result["outcome"] for result in results] == ["applied"] * 6
    (session,) = made(school)
    create = ops[0]
    assert (results[0]["session"], results[0]["version"] < session.version) == (session.pk, True)
    assert all("session" not in result for result in results[1:])
    assert (session.name, session.group_id) == ("On the spot", school.group.pk)
    assert clock.to_milliseconds(session.scheduled_start_at) == create["starts_at"]
    assert clock.to_milliseconds(session.scheduled_end_at) == create["ends_at"]
    assert session.actual_start_at is not None and session.actual_end_at is not None
    device = str(mina.device_id)
    origin = session.extra_data["on_the_spot"]
    assert (origin["op"], origin["device"]) == (create["op_id"], device)
    records = PresenceRecord.objects.for_organization(school.organization.pk)
    assert {row.session_id for row in records} == {session.pk} and records.count() == 2
    log = AuditLog.objects.for_organization(school.organization.pk).get(table_name="sessions", action="create")
    assert (log.record_id, log.changed_by_id, log.source_device) == (session.pk, school.mina.pk, device)
    assert log.new_values["name"] == "On the spot"


def test_a_repeat_in_any_split_is_answered_with_the_same_bytes_and_makes_nothing(school: School, mina: Tablet) -> None:
    ops = whole_lesson(school, mina)
    first = raw_results(mina.send(*ops))
    assert raw_results(mina.send(*ops)) == first
    parts = [raw_results(mina.send(op)).removeprefix('"results":[')[:-1] for op in ops]
    assert first == f'"results":[{",".join(parts)}]'
    assert len(made(school)) == 1


@pytest.mark.parametrize("size", [1, 2, 4])
def test_what_happened_in_it_may_come_later_in_any_batches(school: School, mina: Tablet, size: int) -> None:
    ops = whole_lesson(school, mina)
    ends = [outcome for at in range(0, 6, size) for outcome in mina.outcomes(*ops[at : at + size])]
    assert ends == ["applied"] * 6


def test_what_comes_before_its_session_waits(school: School, mina: Tablet) -> None:
    ops = whole_lesson(school, mina)
    early = mina.results(*ops[1:])
    assert {(result["outcome"], result["reason"]) for result in early} == {("retry", "missing_ref")}
    assert not SyncOperation.objects.filter(organization_id=school.organization.pk).exists()
    assert mina.outcomes(*reversed(ops)) == ["applied"] * 6


def test_marks_upon_marks_in_it_are_one_chain_by_reference_and_by_number(school: School, mina: Tablet) -> None:
    create = mina.create()
    first = mina.op(school.pupil, session=ref(create))
    number = mina.results(create, first)[0]["session"]
    second = mina.op(school.pupil, "late", session=ref(create), prev_op=first["op_id"])
    (result,) = mina.results(second)
    by_number = mina.op(school.pupil, "absent", session=number, base_version=result["version"])
    assert (result["outcome"], mina.outcomes(by_number)) == ("applied", ["applied"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"group": 999_999}, "unknown_group"),
        ({"name": "  "}, "invalid"),
        ({"name": "x" * 256}, "invalid"),
        ({"ends_at": 0}, "invalid"),
        ({"starts_at": "now"}, "invalid"),
    ],
)
def test_a_refused_session_takes_all_that_happened_in_it_to_the_tray(
    school: School, mina: Tablet, change: Json, reason: str
) -> None:
    ops = whole_lesson(school, mina)
    ops[0] |= change
    together = mina.results(*ops)
    assert [result["reason"] for result in together] == [reason] + ["session_refused"] * 5
    later = mina.op(school.pupil, "late", session=ref(ops[0]))
    assert mina.results(later)[0]["reason"] == "session_refused"
    kept = SyncQuarantine.objects.for_organization(school.organization.pk).values_list("payload", flat=True)
    assert {json.loads(payload)["op_id"] for payload in kept} == {op["op_id"] for op in (*ops, later)}
    assert made(school) == []


def test_a_plan_is_about_the_time_at_which_it_was_made(school: School, mina: Tablet) -> None:
    now = clock.to_milliseconds(clock.now())
    for starts_at, ends_at in ((now - DAY - 1, now), (now + DAY + 1, now + DAY + 2), (now, now + DAY + 1)):
        (result,) = mina.results(mina.create(marked_at=now, starts_at=starts_at, ends_at=ends_at))
        assert (result["outcome"], result["reason"]) == ("rejected", "invalid")


def test_a_retired_group_and_strangers_groups_get_none(school: School, mina: Tablet) -> None:
    Group.objects.for_organization(school.organization.pk).filter(pk=school.group.pk).update(is_active=False)
    stranger = School("elsewhere")
    results = mina.results(mina.create(), mina.create(group=stranger.group.pk), mina.create(group=999_999))
    assert [result["reason"] for result in results] == ["group_inactive", "unknown_group", "unknown_group"]


def test_managers_make_none_and_another_tablet_s_session_is_not_named(school: School, mina: Tablet) -> None:
    maud = Tablet(school, school.maud)
    refused = maud.create()
    results = maud.results(refused, maud.op(school.pupil, session=ref(refused)))
    assert [result["reason"] for result in results] == ["forbidden", "forbidden"]
    create = mina.create()
    mina.results(create)
    other = Tablet(school, school.tariq)
    (strange,) = other.results(other.op(school.pupil, session=ref(create)))
    assert (strange["outcome"], strange["reason"]) == ("retry", "missing_ref")


def test_a_clock_that_is_wrong_moves_the_plan_with_it(school: School, mina: Tablet) -> None:
    now = clock.to_milliseconds(clock.now())
    behind = now - 3 * 60 * MINUTE
    create = mina.create(marked_at=behind, starts_at=behind - 5 * MINUTE, ends_at=behind + 40 * MINUTE)
    assert mina.outcomes(create, client_time=behind) == ["applied"]
    (session,) = made(school)
    assert abs(clock.to_milliseconds(session.scheduled_start_at) - (now - 5 * MINUTE)) < MINUTE
    assert session.scheduled_end_at - session.scheduled_start_at == timedelta(minutes=45)
    assert session.extra_data["on_the_spot"]["clock"] == "suspect"


def test_long_ago_is_refused_unless_only_the_clock_said_so(school: School, mina: Tablet) -> None:
    now = clock.to_milliseconds(clock.now())
    old = {"marked_at": now - 61 * DAY, "starts_at": now - 61 * DAY, "ends_at": now - 61 * DAY}
    assert mina.results(mina.create(**old))[0]["reason"] == "too_old"
    assert Tablet(school, school.olga).outcomes(Tablet(school, school.olga).create(marked_by=school.olga.pk, **old))
    # In 1970 by a clock that was set right since: nobody starts a session then.
    lost = mina.create(marked_at=0, starts_at=0, ends_at=60 * MINUTE, clock_era=1)
    assert mina.outcomes(lost, mina.op(school.pupil, session=ref(lost), clock_era=1), clock_era=2) == ["applied"] * 2
    session = made(school)[-1]
    assert abs(clock.to_milliseconds(session.scheduled_start_at) - now) < MINUTE


def test_one_tablet_makes_so_many_a_day(school: School, mina: Tablet, tariq: Tablet) -> None:
    results = mina.results(*(mina.create() for _ in range(MOST_A_DAY + 1)))
    assert [result["reason"] for result in results] == [None] * MOST_A_DAY + ["too_many_sessions"]
    assert mina.results(mina.create())[0]["reason"] == "too_many_sessions"
    assert tariq.outcomes(tariq.create()) == ["applied"]


def test_administrators_are_told_once_of_sessions_that_may_be_the_same(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    def told() -> list[str]:
        rows = Notification.objects.for_organization(school.organization.pk).filter(notification_type="data_quality")
        return list(rows.order_by("id").values_list("title", flat=True))

    Session.objects.for_organization(school.organization.pk).filter(pk=school.session.pk).update(
        scheduled_start_at=clock.now() - timedelta(days=3), scheduled_end_at=clock.now() - timedelta(days=3)
    )
    mina.results(mina.create())
    assert told() == []
    tariq.results(tariq.create())
    assert told() == ["A session may be there twice"]
    assert len(made(school)) == 2


def test_what_cannot_be_written_goes_to_the_tray_with_all_that_happened_in_it(
    school: School, mina: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_for_some(by: Any, versions: Any, wishes: list[Any]) -> Any:
        if wishes:
            raise RuntimeError("out of order")
        return add_sessions(by, versions, wishes)

    monkeypatch.setattr("omnipresence.sync.services.creations.add_sessions", fail_for_some)
    ops = whole_lesson(school, mina)
    other = mina.op(school.pupil)
    assert mina.outcomes(*ops, other) == ["quarantined"] * 6 + ["applied"]
    assert made(school) == []


@pytest.mark.parametrize("broken", range(1, 6))
def test_one_operation_that_cannot_be_written_goes_alone_and_the_session_is_made_once(
    school: School, mina: Tablet, monkeypatch: pytest.MonkeyPatch, broken: int
) -> None:
    """The batch is halved around it: what is said of the session in one half finds what the other half has made."""
    ops = whole_lesson(school, mina)
    ops[1:5] = [ops[1], ops[2], mina.op(school.participants[1], session=ref(ops[0])), ops[3]]
    for at, op in enumerate(ops, ops[0]["seq_no"]):
        op["seq_no"] = at
    stops_at = ops[broken]["op_id"]

    def fail_at_one(batch: Batch, ended: Any, at: Any) -> None:
        if any(item.op_id == stops_at and result.reason is None for item, result in ended):
            raise RuntimeError("out of order")
        enter(batch, ended, at)

    monkeypatch.setattr("omnipresence.sync.services.turn.enter", fail_at_one)
    results = mina.results(*ops)
    alone = [result["outcome"] for result in results]
    assert alone == ["quarantined" if at == broken else "applied" for at in range(6)]
    (session,) = made(school)
    logs = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="sessions", action="create")
    assert list(logs.values_list("record_id", flat=True)) == [session.pk]
    (kept,) = SyncQuarantine.objects.for_organization(school.organization.pk)
    assert json.loads(kept.payload)["op_id"] == stops_at
    assert mina.results(*ops) == results


def test_an_administrator_adopts_the_session_and_then_its_marks(school: School, mina: Tablet, olga: Any) -> None:
    Group.objects.for_organization(school.organization.pk).filter(pk=school.group.pk).update(is_active=False)
    create = mina.create()
    mark = mina.op(school.pupil, session=ref(create))
    mina.results(create, mark)
    Group.objects.for_organization(school.organization.pk).filter(pk=school.group.pk).update(is_active=True)
    rows = SyncQuarantine.objects.for_organization(school.organization.pk)
    in_tray = {json.loads(row.payload)["kind"]: row.pk for row in rows}
    refused = olga.post(f"sync-quarantine/{in_tray['mark']}/adopt")
    assert (refused.status_code, "session_refused" in refused.content.decode()) == (409, True)
    adopted = [olga.post(f"sync-quarantine/{in_tray[kind]}/adopt").json() for kind in ("session_create", "mark")]
    assert [one["outcome"] for one in adopted] == ["applied", "applied"]
    (session,) = made(school)
    assert PresenceRecord.objects.for_organization(school.organization.pk).get().session_id == session.pk


def test_other_tablets_learn_of_it_and_mark_in_it(school: School, mina: Tablet, tariq: Tablet) -> None:
    tariq.pull()
    number = mina.results(mina.create())[0]["session"]
    (change,) = tariq.pull()
    assert (change["kind"], change["data"]["id"]) == ("session", number)
    assert tariq.outcomes(tariq.op(school.pupil, session=number)) == ["applied"]


def test_newcomers_of_it_are_in_its_group_only(school: School, mina: Tablet) -> None:
    create = mina.create()
    walk_in = mina.walk_in(session=ref(create))
    mina.results(create, walk_in)
    person = Participant.objects.for_organization(school.organization.pk).get(first_name="Wanda")
    assert mina.outcomes(mina.op(person, session=ref(create))) == ["applied"]
