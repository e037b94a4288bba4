"""Presence as it stands in the database, for rooms below the one that writes it."""

from omnipresence.presence.models import PresenceRecord
from support.cast import School


def record_presence(school: School) -> None:
    """The school's first pupil was present in its session."""
    PresenceRecord.objects.create(
        organization=school.organization,
        session=school.session,
        participant=school.pupil,
        presence_state=school.states["present"],
        recorded_at=school.session.created_at,
        recorded_by=school.mina,
        source_device_id="",
        created_at=school.session.created_at,
        updated_at=school.session.created_at,
        version=10**6,
    )
