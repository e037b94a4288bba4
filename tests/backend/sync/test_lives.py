"""I21, I22: a restored backup and purged tombstones make devices read anew, and cost no mark."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from omnipresence.base import clock
from omnipresence.base.models import SyncCounter, SyncTombstone
from omnipresence.presence.models import PresenceRecord
from omnipresence.sync.models import SyncOperation
from support.cast import School
from support.tablets import Tablet


def cleared(school: School, mina: Tablet) -> None:
    (first,) = mina.results(mina.op(school.pupil))
    mina.results(mina.op(school.pupil, None, base_version=first["version"]))


def age(days: int) -> None:
    SyncTombstone.objects.update(buried_at=clock.now() - timedelta(days=days))


def test_i21_who_was_away_longer_than_tombstones_stay_begins_anew(
    school: School, mina: Tablet, tariq: Tablet, capsys: Any
) -> None:
    (first,) = mina.results(mina.op(school.pupil))
    tariq.pull()
    mina.results(mina.op(school.pupil, None, base_version=first["version"]))
    age(401)
    call_command("purge_tombstones")
    assert not SyncTombstone.objects.exists()
    assert tariq.sync()["reset"] == "horizon"
    kinds = {change["kind"] for change in tariq.pull()}
    assert "presence_record" not in kinds and "participant" in kinds
    assert tariq.sync()["reset"] is None


def test_i21_who_has_read_the_deletion_goes_on(school: School, mina: Tablet, tariq: Tablet) -> None:
    cleared(school, mina)
    tariq.pull()
    age(401)
    call_command("purge_tombstones", verbosity=0)
    assert tariq.sync()["reset"] is None


def test_i21_a_first_read_in_small_pages_ends_although_they_lie_before_the_horizon(
    school: School, mina: Tablet, tariq: Tablet
) -> None:
    cleared(school, mina)
    age(401)
    call_command("purge_tombstones", verbosity=0)
    assert len(tariq.pull(limit=2)) >= len(school.participants)


def test_tombstones_of_the_last_400_days_stay(school: School, mina: Tablet) -> None:
    cleared(school, mina)
    age(399)
    call_command("purge_tombstones", "--days", "1", verbosity=0)
    assert SyncTombstone.objects.count() == 1
    assert SyncCounter.objects.get(organization_id=school.organization.pk).horizon == 0


@pytest.mark.django_db(transaction=True)
def test_i22_after_a_restore_devices_begin_anew_and_what_they_send_again_is_there_again(
    school: School, mina: Tablet
) -> None:
    one, two, _ = school.participants
    mina.results(mina.op(one))
    mina.pull()
    counter = SyncCounter.objects.filter(organization_id=school.organization.pk)
    backup = counter.get().version
    lost = mina.op(two, "late", note="after the backup")
    (acknowledged,) = mina.results(lost)
    # The backup of this morning: what came later is gone, and the counter stands where it stood.
    PresenceRecord.objects.for_organization(school.organization.pk).filter(participant=two)._raw_delete("default")
    SyncOperation.objects.filter(organization_id=school.organization.pk, seq_no=lost["seq_no"]).delete()
    counter.update(version=backup)
    call_command("new_epoch", "--organization", school.organization.slug, verbosity=0)
    reply = mina.sync()
    assert (reply["reset"], reply["epoch"]) == ("epoch", counter.get().epoch)
    (again,) = mina.results(lost)
    assert again["outcome"] == "applied"
    assert again["version"] > acknowledged["version"], "no number of the lost life means something else now"
    assert mina.results(lost) == [again]
    row = PresenceRecord.objects.for_organization(school.organization.pk).get(participant=two)
    assert row.extra_data["note"] == "after the backup"


@pytest.mark.django_db(transaction=True)
def test_a_new_epoch_is_for_the_organization_that_is_named(school: School) -> None:
    other = School("other")
    epochs = dict(SyncCounter.objects.values_list("organization_id", "epoch"))
    call_command("new_epoch", "--organization", "other", verbosity=0)
    after = dict(SyncCounter.objects.values_list("organization_id", "epoch"))
    assert after[school.organization.pk] == epochs[school.organization.pk]
    assert after[other.organization.pk] != epochs[other.organization.pk]
    call_command("new_epoch", "--all", verbosity=0)
    assert SyncCounter.objects.get(organization_id=school.organization.pk).epoch != epochs[school.organization.pk]
    for wrong in (["--organization", "nobody"], []):
        with pytest.raises(CommandError):
            call_command("new_epoch", *wrong)
