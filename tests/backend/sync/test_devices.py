"""The register of tablets: the name under which administrators read where a mark was made."""

from omnipresence.accounts.models import SyncDevice
from omnipresence.audit.models import AuditLog
from support.cast import School
from support.tablets import Tablet


def label_of(tablet: Tablet) -> str:
    return SyncDevice.objects.for_organization(tablet.school.organization.pk).get(device_uuid=tablet.device_id).label


def test_a_tablet_is_known_by_the_name_it_was_given_last(school: School) -> None:
    tablet = Tablet(school, school.mina, name="")
    tablet.sync()
    assert label_of(tablet) == ""
    tablet.name = "Front gate"
    tablet.sync()
    tablet.sync()
    assert label_of(tablet) == "Front gate"
    tablet.name = ""
    tablet.sync()
    assert label_of(tablet) == "Front gate", "saying no name takes none away"
    steps = AuditLog.objects.for_organization(school.organization.pk).filter(table_name="sync_devices")
    assert [(step.action, step.new_values.get("label")) for step in steps.order_by("pk")] == [
        ("create", ""),
        ("update", "Front gate"),
    ]


def test_a_revoked_tablet_has_no_say_in_its_name(school: School) -> None:
    tablet = Tablet(school, school.mina, name="Front gate")
    tablet.sync()
    SyncDevice.objects.for_organization(school.organization.pk).update(status="revoked")
    tablet.name = "Back door"
    assert tablet.send().status_code == 403
    assert label_of(tablet) == "Front gate"
