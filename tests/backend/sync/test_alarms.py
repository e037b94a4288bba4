"""Tablets that are missed, tablets that forgot, and tablets that were copied (faults 59 and 69)."""

from datetime import timedelta

import pytest

from omnipresence.accounts.models import SyncDevice
from omnipresence.base import clock, ids
from omnipresence.notifications.models import Notification
from omnipresence.presence.models import PresenceRecord
from omnipresence.sync.jobs import alarm_of_tablets
from omnipresence.sync.services.alarms import alarm_of_missing_devices
from support.cast import School
from support.tablets import Tablet

WAITING = {"count": 3, "oldest_at": None, "quarantined": 0}


def away(school: School, **how_long: float) -> None:
    rows = SyncDevice.objects.for_organization(school.organization.pk)
    rows.update(last_seen_at=clock.now() - timedelta(**how_long))


def told(school: School) -> list[str]:
    rows = Notification.objects.for_organization(school.organization.pk).filter(user=school.olga)
    return [row.title + ": " + row.message for row in rows.order_by("pk")]


def test_tablets_that_went_silent_with_marks_are_told_of_once_and_together(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    for tablet in (mina, tariq, Tablet(school, school.mina, name="Idle")):
        tablet.sync(waiting=WAITING if tablet.name != "Idle" else {"count": 0})
    away(school, hours=23)
    assert alarm_of_missing_devices() == 0
    away(school, hours=25)
    alarm_of_tablets.func()
    assert alarm_of_missing_devices() == 0
    (message,) = told(school)
    assert "2 tablets" in message and "Gate, Hall" in message and "6 marks" in message and "Idle" not in message
    assert not Notification.objects.for_organization(school.organization.pk).filter(user=school.mina).exists()


def test_who_came_back_may_be_missed_again_and_who_was_shut_out_is_not(school: School, mina: Tablet) -> None:
    mina.sync(waiting=WAITING)
    away(school, days=2)
    assert alarm_of_missing_devices() == 1
    mina.sync(waiting=WAITING)
    away(school, days=2)
    assert alarm_of_missing_devices() == 1
    mina.sync(waiting=WAITING)
    away(school, days=2)
    SyncDevice.objects.for_organization(school.organization.pk).update(status="revoked")
    assert alarm_of_missing_devices() == 0


def test_fault_59_a_new_tablet_of_a_known_name_is_told_of_where_marks_waited(school: School, mina: Tablet) -> None:
    mina.sync(waiting=WAITING)
    Tablet(school, school.mina, name="Another").sync()
    assert told(school) == []
    forgetful = Tablet(school, school.mina, name=mina.name)
    forgetful.sync()
    forgetful.sync()
    (message,) = told(school)
    assert "Gate" in message and "3 marks" in message


def test_fault_69_a_copied_tablet_is_told_to_register_anew_and_loses_nothing(school: School, mina: Tablet) -> None:
    one, two, three = school.participants
    queued = mina.op(one)
    copy = Tablet(school, school.mina, device_id=mina.device_id, seq_no=mina.seq_no)
    assert mina.sync(queued)["register_anew"] is False
    assert copy.sync(queued)["register_anew"] is False, "the same operation is no sign of two"
    assert mina.sync(mina.op(two))["register_anew"] is False
    other = copy.op(three)
    answer = copy.sync(other)
    assert answer["register_anew"] is True
    assert [result["outcome"] for result in answer["results"]] == ["applied"]
    assert PresenceRecord.objects.for_organization(school.organization.pk).count() == 3
    assert mina.sync(mina.op(two, "late"))["register_anew"] is False, "who was there first goes on"
    assert copy.sync(copy.op(two, "late"))["register_anew"] is True
    copy.device_id = ids.uuid4()
    assert copy.sync(copy.op(one, "late"))["register_anew"] is False


def test_people_of_one_tablet_count_each_for_themselves(school: School, mina: Tablet) -> None:
    theirs = Tablet(school, school.tariq, device_id=mina.device_id)
    for tablet, person in ((mina, 0), (theirs, 1), (mina, 2)):
        assert tablet.sync(tablet.op(school.participants[person]))["register_anew"] is False


@pytest.mark.parametrize("strange", [{"seq_no": "1"}, {"seq_no": -1}, {"marked_by": None}, {"op_id": 5}])
def test_what_has_no_number_is_no_twin(school: School, mina: Tablet, strange: dict[str, object]) -> None:
    mina.sync(mina.op(school.pupil))
    assert mina.sync({**mina.op(school.pupil), **strange}, "text", None)["register_anew"] is False
