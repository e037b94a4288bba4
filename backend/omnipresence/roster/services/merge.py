"""The roster's part of a merge: the survivor takes over groups and details, and the duplicate ends.

For use inside base.writes.write. What is recorded about the duplicate has to be moved in between, by the room that
holds it (presence/services/merge_participants.py).
"""

from typing import Any

from omnipresence.audit import synced
from omnipresence.base import clock
from omnipresence.base.caller import Caller
from omnipresence.base.writes import Versions
from omnipresence.roster import selectors
from omnipresence.roster.models import GroupMembership, Participant, ParticipantMerge
from omnipresence.roster.services.walk_ins import ORIGIN


def take_over(by: Caller, versions: Versions, survivor: Participant, duplicate: Participant) -> int:
    """Give the survivor the duplicate's groups, and the details that the survivor lacks; how many groups those are."""
    memberships = selectors.group_memberships(by.organization_id)
    theirs = list(memberships.filter(participant_id=duplicate.pk))
    own = set(memberships.filter(participant_id=survivor.pk).values_list("group_id", flat=True))
    joined = synced.insert_many(
        by,
        versions,
        [
            GroupMembership(
                organization_id=by.organization_id,
                group_id=one.group_id,
                participant_id=survivor.pk,
                joined_at=one.joined_at,
                extra_data=one.extra_data,
            )
            for one in theirs
            if one.group_id not in own
        ],
    )
    synced.delete(by, versions, theirs, selectors.GROUP_MEMBERSHIP)
    details: dict[str, Any] = {
        name: getattr(duplicate, name)
        for name in ("external_id", "date_of_birth", "last_name")
        if not getattr(survivor, name)
    }
    extra = {name: value for name, value in duplicate.extra_data.items() if name != ORIGIN}
    details["extra_data"] = {**extra, **survivor.extra_data}
    details["is_active"] = survivor.is_active or duplicate.is_active
    synced.update(by, versions, survivor, details)
    return len(joined)


def end_duplicate(by: Caller, versions: Versions, survivor: Participant, duplicate: Participant) -> None:
    """Delete the duplicate, and note whom they were: also for those who were merged into the duplicate before."""
    merges = ParticipantMerge.objects.for_organization(by.organization_id)
    merges.filter(survivor_id=duplicate.pk).update(survivor_id=survivor.pk)
    ParticipantMerge.objects.create(
        organization_id=by.organization_id, duplicate_id=duplicate.pk, survivor=survivor, merged_at=clock.now()
    )
    synced.delete(by, versions, [duplicate], selectors.PARTICIPANT)
