"""Which tablets there are, what each has sent, and what the server holds of a session."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from omnipresence.accounts.devices import MAX_NEW_DEVICES
from omnipresence.accounts.models import SyncDevice
from omnipresence.audit.models import AuditLog
from omnipresence.base import clock
from support.api import Api, refusal, wrong_fields
from support.cast import School
from support.tablets import Tablet


def listed(api: Api) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get("devices").json()["results"]
    return found


def test_a_device_says_what_it_said_last(school: School, olga: Api, mina: Tablet) -> None:
    mina.sync(waiting={"count": 7, "oldest_at": 1_790_000_000_000, "quarantined": 0}, app_version="1.2")
    (device,) = listed(olga)
    assert device == {
        **device,
        "device_uuid": str(mina.device_id), "label": "Gate", "status": "active", "last_user": school.mina.pk,
        "last_user_name": "Mina", "waiting_reported": 7, "oldest_waiting_at": "2026-09-21T14:13:20Z",
        "app_version": "1.2", "protocol": 1,
    }  # fmt: skip
    assert abs(device["clock_offset_ms"]) < 60_000
    assert device["last_seen_at"] and device["created_at"]
    assert olga.get(f"devices/{device['id']}").json() == device


def test_what_a_device_says_again_at_once_is_not_written_again(school: School, mina: Tablet) -> None:
    mark, rows = mina.op(school.pupil), SyncDevice.objects.for_organization(school.organization.pk)

    def writes(**said: Any) -> bool:
        with CaptureQueriesContext(connection) as captured:
            mina.sync(mark, cursor=None, **said)
        return any("UPDATE sync_devices" in query["sql"] for query in captured.captured_queries)

    assert [writes(), writes(), writes(), writes(app_version="2"), writes(app_version="2")] == [
        True, False, False, True, False,
    ]  # fmt: skip
    assert writes(app_version="2", waiting={"count": 1, "oldest_at": 1_790_000_000_123, "quarantined": 0})
    assert not writes(app_version="2", waiting={"count": 1, "oldest_at": 1_790_000_000_123, "quarantined": 0})
    assert writes(app_version="2")
    rows.update(last_seen_at=clock.now() - timedelta(seconds=11))
    assert writes(app_version="2"), "when it was seen last is news after a while"


def test_an_administrator_s_name_stays_until_the_tablet_is_given_a_new_one(
    school: School, olga: Api, mina: Tablet
) -> None:
    mina.sync()
    (device,) = listed(olga)
    assert olga.patch(f"devices/{device['id']}", {"label": "Main gate"}).json()["label"] == "Main gate"
    mina.sync()
    assert listed(olga)[0]["label"] == "Main gate"
    mina.sync(device_name="Side gate")
    assert listed(olga)[0]["label"] == "Side gate"
    logs = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="sync_devices", action="update")
    assert [(log.changed_by_id, log.new_values) for log in logs.order_by("id")] == [
        (school.olga.pk, {"label": "Main gate"}), (school.mina.pk, {"label": "Side gate"}),
    ]  # fmt: skip
    assert wrong_fields(olga.patch(f"devices/{device['id']}", {"status": "active"})) == {"/status": "unknown_field"}


def test_managers_look_and_frontline_staff_do_not(school: School, maud: Api, mina: Tablet) -> None:
    mina.sync()
    (device,) = listed(maud)
    assert refusal(maud.patch(f"devices/{device['id']}", {"label": "x"})) == (403, "forbidden")
    assert refusal(Api(school.mina).get("devices")) == (403, "forbidden")


def test_the_history_of_a_device_is_newest_first_page_by_page(
    school: School, maud: Api, mina: Tablet, tariq: Tablet
) -> None:
    tariq.results(tariq.op(school.pupil, "absent"))
    ops = [mina.op(person) for person in school.participants] + [mina.op(school.pupil, session="x")]
    mina.results(*ops)
    device = next(one for one in listed(maud) if one["label"] == "Gate")
    path, found = f"devices/{device['id']}/operations", []
    page = maud.get(path, limit=1).json()
    while True:
        found += page["results"]
        if page["next"] is None:
            break
        page = maud.client.get(page["next"]).json()
    assert [(row["op_id"], row["outcome"]) for row in found] == [
        (op["op_id"], outcome)
        for op, outcome in zip(reversed(ops), ["rejected", "applied", "applied", "conflict"], strict=True)
    ]
    assert (found[-1]["recorded_for"], found[-1]["uploaded_by"]) == (school.mina.pk, school.mina.pk)
    assert '"state":"present"' in found[-1]["payload"]
    assert refusal(maud.get(path, colour="red")) == (422, "invalid-input")


def test_operations_without_a_counter_of_their_own_are_all_in_the_history(
    school: School, olga: Api, mina: Tablet
) -> None:
    ops = [{**mina.op(school.pupil), "seq_no": None} for _ in range(5)]
    mina.results(*ops)
    page = olga.get(f"devices/{listed(olga)[0]['id']}/operations", limit=2).json()
    found = [row["op_id"] for row in page["results"]]
    while page["next"]:
        page = olga.client.get(page["next"]).json()
        found += [row["op_id"] for row in page["results"]]
    assert sorted(found) == sorted(op["op_id"] for op in ops)


def test_the_history_can_be_narrowed_to_what_was_refused(school: School, olga: Api, mina: Tablet) -> None:
    refused = mina.op(999_999)
    mina.results(mina.op(school.pupil), refused)
    history = f"devices/{listed(olga)[0]['id']}/operations"
    assert [row["op_id"] for row in olga.get(history, outcome="rejected").json()["results"]] == [refused["op_id"]]
    assert olga.get(history, outcome="conflict").json()["results"] == []
    assert olga.get(history, outcome="retry").status_code == 422


def test_a_receipt_says_what_the_server_holds_of_a_session(school: School, mina: Tablet, tariq: Tablet) -> None:
    one, two, three = school.participants
    (first,) = mina.results(mina.op(one))
    mina.results(mina.op(one, None, base_version=first["version"]), mina.op(two))
    tariq.results(
        tariq.op(two, "absent"), tariq.op(three, "late"), tariq.op(one, "late", base_version=first["version"])
    )
    receipt = Api(school.mina).get(f"sessions/{school.session.pk}/receipt").json()
    devices = receipt.pop("by_device")
    assert receipt == {"session": school.session.pk, "records": 2, "marked": 3, "in_question": 2}
    assert [(row["device_uuid"], row["label"], row["operations"]) for row in devices] == [
        (str(tariq.device_id), "Hall", 3), (str(mina.device_id), "Gate", 3),
    ]  # fmt: skip


def test_one_person_registers_so_many_devices_a_day(school: School, mina: Tablet, tariq: Tablet) -> None:
    """Each is a row and an entry of the audit log: an id made up for every request would fill both."""
    for _ in range(MAX_NEW_DEVICES):
        assert Tablet(school, school.mina).send().status_code == 200
    refused = mina.send(mina.op(school.pupil))
    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert int(refused.headers["Retry-After"]) > 0
    assert SyncDevice.objects.for_organization(school.organization.pk).count() == MAX_NEW_DEVICES
    assert tariq.send().status_code == 200
