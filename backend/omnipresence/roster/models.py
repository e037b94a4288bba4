"""Participants, groups and memberships."""

from django.db import models

from omnipresence.base.fields import UnsignedBigIntegerField
from omnipresence.base.models import TenantModel, Timestamped, Versioned


class Participant(TenantModel, Timestamped, Versioned):
    """A person whose presence is recorded: a student, a guest, an attendee."""

    external_id = models.CharField(max_length=100, null=True)  # noqa: DJ001 - the schema's "optional" reference
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    identifier = models.CharField(max_length=100)
    date_of_birth = models.DateField(null=True)
    extra_data = models.JSONField(default=dict)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "participants"
        constraints = [
            models.UniqueConstraint(fields=["organization", "identifier"], name="participants_organization_identifier"),
            models.UniqueConstraint(fields=["organization", "version"], name="participants_organization_version"),
        ]
        indexes = [
            models.Index(fields=["organization"], name="participants_organization"),
            models.Index(fields=["is_active"], name="participants_is_active"),
        ]


class Group(TenantModel, Timestamped, Versioned):
    """A class, a room, a track: participants that are present together."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children", db_index=False)
    name = models.CharField(max_length=255)
    group_type = models.CharField(max_length=50)
    extra_data = models.JSONField(default=dict)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "groups"
        constraints = [models.UniqueConstraint(fields=["organization", "version"], name="groups_organization_version")]
        indexes = [
            models.Index(fields=["organization"], name="groups_organization"),
            models.Index(fields=["parent"], name="groups_parent"),
            models.Index(fields=["group_type"], name="groups_group_type"),
            models.Index(fields=["is_active"], name="groups_is_active"),
        ]


class GroupMembership(TenantModel, Versioned):
    """A participant's place in a group. `organization` is an extension: it scopes the row and orders its feed."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships", db_index=False)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="memberships", db_index=False)
    joined_at = models.DateTimeField()
    extra_data = models.JSONField(default=dict)

    class Meta:
        db_table = "group_memberships"
        constraints = [
            models.UniqueConstraint(fields=["group", "participant"], name="group_memberships_group_participant"),
            models.UniqueConstraint(fields=["organization", "version"], name="group_memberships_organization_version"),
        ]
        indexes = [
            models.Index(fields=["group"], name="group_memberships_group"),
            models.Index(fields=["participant"], name="group_memberships_participant"),
        ]


class ParticipantMerge(TenantModel):
    """Who a participant that is no more was found to be: marks that still name the duplicate are the survivor's."""

    duplicate_id = UnsignedBigIntegerField()
    survivor = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+", db_index=False)
    merged_at = models.DateTimeField()

    class Meta:
        db_table = "participant_merges"
        constraints = [models.UniqueConstraint(fields=["organization", "duplicate_id"], name="participant_merges_once")]
        indexes = [models.Index(fields=["survivor"], name="participant_merges_survivor")]
