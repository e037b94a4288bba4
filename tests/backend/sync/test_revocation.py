"""I20: whoever was shut out is refused with the first request after that was committed, and nothing slips through."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from omnipresence.accounts.devices import REVOKED, change_device
from omnipresence.accounts.models import SyncDevice, User
from omnipresence.audit.models import AuditLog
from omnipresence.presence.models import PresenceRecord
from omnipresence.sync.models import SyncOperation
from omnipresence.sync.services import kinds
from omnipresence.sync.services.references import load_references
from support.api import Api, refusal
from support.cast import School
from support.tablets import Tablet
from support.threads import Turnstile, Worker


def device_of(tablet: Tablet) -> SyncDevice:
    return SyncDevice.objects.for_organization(tablet.school.organization.pk).get(device_uuid=str(tablet.device_id))


def revoke(tablet: Tablet) -> None:
    change_device(tablet.school.caller(tablet.school.olga), device_of(tablet).pk, status=REVOKED)


def deactivate(tablet: Tablet) -> None:
    User.objects.for_organization(tablet.school.organization.pk).filter(pk=tablet.user.pk).update(is_active=False)


def untouched(school: School) -> bool:
    organization = school.organization.pk
    return not (
        SyncOperation.objects.filter(organization_id=organization).exists()
        or PresenceRecord.objects.for_organization(organization).exists()
    )


SHUT_OUT = [(revoke, (403, "device-revoked")), (deactivate, (401, "not-authenticated"))]


@pytest.mark.parametrize(("shut_out", "answer"), SHUT_OUT)
def test_i20_the_first_request_after_it_is_refused(
    school: School, mina: Tablet, shut_out: Callable[[Tablet], None], answer: tuple[int, str]
) -> None:
    mina.sync()
    shut_out(mina)
    op = mina.op(school.pupil)
    assert refusal(mina.send(op)) == answer
    assert refusal(mina.send()) == answer
    assert untouched(school)


@pytest.mark.parametrize(("shut_out", "answer"), SHUT_OUT)
def test_i20_also_when_it_is_committed_between_sign_in_check_and_write(
    school: School,
    mina: Tablet,
    monkeypatch: pytest.MonkeyPatch,
    shut_out: Callable[[Tablet], None],
    answer: tuple[int, str],
) -> None:
    mina.sync()

    def meanwhile(*args: Any) -> Any:
        shut_out(mina)
        return load_references(*args)

    monkeypatch.setattr("omnipresence.sync.services.push.load_references", meanwhile)
    assert refusal(mina.send(mina.op(school.pupil), mina.walk_in(), mina.strike("start"))) == answer
    assert untouched(school)


@pytest.mark.django_db(transaction=True)
def test_i20_a_revocation_waits_for_the_batch_that_was_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    school = School()
    tablet, hold = Tablet(school, school.mina), Turnstile()
    tablet.sync()

    def slowly(*args: Any) -> Any:
        hold.stop_here()
        return kinds.mark_people(*args)

    monkeypatch.setattr("omnipresence.sync.services.turn.mark_people", slowly)
    batch = Worker(lambda: tablet.outcomes(tablet.op(school.pupil)))
    hold.wait_until_reached()
    revocation = Worker(lambda: revoke(tablet))
    revocation.join(0.5)
    assert revocation.is_alive(), "it was committed while a batch of the device still was under way"
    hold.open()
    assert batch.outcome() == ["applied"]
    revocation.outcome()
    assert tablet.send().status_code == 403


def test_a_revoked_tablet_reads_nothing_else_either_with_its_own_sign_in(school: School) -> None:
    tablet = Tablet(school, school.mina, bound=True)
    tablet.sync()
    assert Client().get("/api/v1/participants", headers=tablet.header()).status_code == 200
    revoke(tablet)
    assert refusal(Client().get("/api/v1/participants", headers=tablet.header())) == (403, "device-revoked")
    assert Api(school.mina).get("participants").status_code == 200


def test_fault_53_the_sign_in_of_one_tablet_speaks_for_no_other(school: School, tariq: Tablet) -> None:
    tariq.sync()
    tablet = Tablet(school, school.mina, bound=True)
    tablet.sync()
    known, unknown = (
        tablet.send(device_id=str(tariq.device_id)),
        tablet.send(device_id=str(Tablet(school, school.mina).device_id)),
    )
    assert refusal(known) == refusal(unknown) == (403, "forbidden")
    assert known.content == unknown.content


def test_fault_67_a_restored_tablet_drains(school: School, mina: Tablet) -> None:
    mina.sync()
    olga = Api(school.olga)
    device = device_of(mina).pk
    assert olga.post(f"devices/{device}/revoke").json()["status"] == "revoked"
    op = mina.op(school.pupil)
    assert mina.send(op).status_code == 403
    assert olga.post(f"devices/{device}/restore").json()["status"] == "active"
    assert mina.outcomes(op) == ["applied"]
    logs = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="sync_devices").order_by("id")
    assert [(log.changed_by_id, log.new_values["status"]) for log in logs] == [
        (school.mina.pk, "active"), (school.olga.pk, "revoked"), (school.olga.pk, "active"),
    ]  # fmt: skip
