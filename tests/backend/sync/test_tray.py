"""Nothing marked is lost: what devices set aside, and the queues of tablets that cannot send any more."""

import json

from omnipresence.accounts.devices import REVOKED, change_device
from omnipresence.accounts.models import SyncDevice
from omnipresence.presence.models import PresenceRecord
from omnipresence.sync.models import SyncOperation, SyncQuarantine
from support.api import Api, refusal
from support.cast import School
from support.tablets import Tablet


def test_a_device_sets_an_operation_aside_once_and_as_it_came(school: School, olga: Api, mina: Tablet) -> None:
    for op in ({"any": ["thing", None]}, {"any": ["thing", None]}, "text", None):
        answer = Api(school.mina).post("sync/quarantine", {"device_id": str(mina.device_id), "op": op})
        assert answer.status_code == 204
    rows = olga.get("sync-quarantine", handled="false").json()["results"]
    assert [json.loads(row["payload"]) for row in rows] == [None, "text", {"any": ["thing", None]}]
    assert {(row["reason"], row["user_name"]) for row in rows} == {("set_aside", "Mina")}
    assert not SyncOperation.objects.filter(organization_id=school.organization.pk).exists()


def test_who_looked_after_it_first_stays(school: School, olga: Api, mina: Tablet) -> None:
    mina.results({**mina.op(school.pupil), "kind": "teleport"})
    (row,) = olga.get("sync-quarantine").json()["results"]
    first = olga.post(f"sync-quarantine/{row['id']}/handle").json()
    assert (first["handled_by"], bool(first["handled_at"])) == (school.olga.pk, True)
    assert olga.post(f"sync-quarantine/{row['id']}/handle").json() == first
    assert olga.get("sync-quarantine", handled="false").json()["results"] == []
    theirs = School("other")
    assert refusal(Api(theirs.olga).post(f"sync-quarantine/{row['id']}/handle")) == (404, "not-found")


def test_a_rescued_queue_is_the_authors_and_the_same_as_if_the_tablet_had_sent_it(
    school: School, olga: Api, mina: Tablet
) -> None:
    ops = [mina.op(person) for person in school.participants]
    sent = mina.results(ops[0])
    device = SyncDevice.objects.for_organization(school.organization.pk).get()
    change_device(school.caller(school.olga), device.pk, status=REVOKED)
    file = {"device_id": str(mina.device_id), "exported_by": school.mina.pk, "ops": ops}
    results = olga.post("sync/rescue", file).json()["results"]
    assert results[0] == sent[0]
    assert [result["outcome"] for result in results] == ["applied"] * 3
    assert olga.post("sync/rescue", file).json()["results"] == results
    rows = PresenceRecord.objects.for_organization(school.organization.pk)
    assert set(rows.values_list("recorded_by", "source_device_id")) == {(school.mina.pk, str(mina.device_id))}
    ledger = SyncOperation.objects.filter(organization_id=school.organization.pk).order_by("seq_no")
    assert [row.uploaded_by for row in ledger] == [school.mina.pk, school.olga.pk, school.olga.pk]
    change_device(school.caller(school.olga), device.pk, status="active")
    assert mina.results(*ops) == results


def test_a_rescue_is_for_administrators_and_for_people_of_the_organization(
    school: School, olga: Api, mina: Tablet
) -> None:
    other = School("other")
    file = {"device_id": str(mina.device_id), "exported_by": 1, "ops": [mina.op(school.pupil, marked_by=other.mina.pk)]}
    assert olga.post("sync/rescue", file).json()["results"][0]["reason"] == "forbidden"
    assert refusal(Api(school.mina).post("sync/rescue", file)) == (403, "forbidden")
    for bad in ([], {}, {**file, "ops": 5}, {**file, "device_id": "x"}, {**file, "exported_by": True}):
        assert refusal(olga.post("sync/rescue", bad)) == (422, "invalid-envelope")
    assert refusal(olga.post("sync/rescue", {**file, "ops": [1] * 501})) == (413, "too-many-operations")
    (kept,) = SyncQuarantine.objects.for_organization(school.organization.pk)
    assert kept.reason == "forbidden"
