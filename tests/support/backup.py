"""A backup of an organization's marks, and its restore, as an operator would do it."""

from typing import Any

from django.core.management import call_command

from omnipresence.base.models import SyncCounter, SyncLife, SyncTombstone
from omnipresence.presence.models import PresenceRecord, SyncConflict
from omnipresence.roster.models import GroupMembership, Participant
from omnipresence.schedule.models import Session
from omnipresence.sync.models import SyncOperation
from support.cast import School

LOSES = (PresenceRecord, SyncConflict, SyncOperation, SyncTombstone, GroupMembership, Participant, SyncLife, Session)


class Backup:
    """What stands now; `restore` brings it back and begins a new epoch."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.counter = SyncCounter.objects.filter(organization_id=school.organization.pk)
        self.version = self.counter.get().version
        self.rows = {model: list(self._of(model)) for model in LOSES}

    def restore(self) -> None:
        for model in LOSES:
            self._of(model)._raw_delete("default")
        for model in reversed(LOSES):
            model._base_manager.bulk_create(self.rows[model])
        self.counter.update(version=self.version)
        call_command("new_epoch", "--all", verbosity=0)

    def _of(self, model: Any) -> Any:
        return model._base_manager.filter(organization_id=self.school.organization.pk)
