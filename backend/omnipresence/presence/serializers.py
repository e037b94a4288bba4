"""Wire shapes of this room: what may come in, and for the contract what goes out (shapes.py makes it)."""

from typing import Any

from rest_framework import serializers


MAX_NOTE = 2000
COLOR = r"^#[0-9A-Fa-f]{6}$"
CODE = r"^[a-z][a-z0-9_]*$"
NULLABLE: dict[str, Any] = {"allow_null": True}


class PresenceStateOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    domain = serializers.CharField()
    code = serializers.CharField()
    label = serializers.CharField()
    color = serializers.CharField(help_text="#rrggbb")
    sort_order = serializers.IntegerField()
    is_default = serializers.BooleanField()
    is_active = serializers.BooleanField(help_text="False for a retired state: it stays on the records that have it.")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class PresenceRecordOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    session = serializers.IntegerField()
    participant = serializers.IntegerField()
    presence_state = serializers.CharField(help_text="Code of the state.")
    recorded_at = serializers.DateTimeField()
    recorded_by = serializers.IntegerField(help_text="Id of the user who marked.")
    source_device_id = serializers.CharField(help_text="Empty where no registered device sent the mark.")
    note = serializers.CharField()
    extra_data = serializers.DictField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class EarlierEditOut(serializers.Serializer[Any]):
    state = serializers.CharField(**NULLABLE)
    note = serializers.CharField()
    marked_at = serializers.IntegerField()


class EditsOut(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    earlier = EarlierEditOut(many=True)


class ConflictSideOut(serializers.Serializer[Any]):
    """One version of a record in question, in words that outlive the people and devices behind it."""

    presence_state = serializers.CharField(**NULLABLE, help_text="Null: no record, or cleared.")
    note = serializers.CharField()
    recorded_at = serializers.DateTimeField(**NULLABLE)
    recorded_by = serializers.IntegerField(**NULLABLE)
    recorded_by_name = serializers.CharField()
    source_device_id = serializers.CharField()
    device_name = serializers.CharField()
    received_at = serializers.DateTimeField(**NULLABLE)
    op_id = serializers.CharField(**NULLABLE)
    base_version = serializers.IntegerField(**NULLABLE)
    version = serializers.IntegerField(**NULLABLE)
    supersedes_op = serializers.CharField(**NULLABLE)
    clock = serializers.CharField(**NULLABLE, help_text="ok, corrected or suspect.")
    edits = EditsOut(**NULLABLE)


class SyncConflictOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    session = serializers.IntegerField()
    participant = serializers.IntegerField()
    version_a_data = ConflictSideOut()
    version_b_data = ConflictSideOut()
    chosen_version = serializers.ChoiceField(choices=["a", "b", "other"], **NULLABLE)
    resolved_with_id = serializers.IntegerField(**NULLABLE, help_text="The presence record that stands now.")
    resolved_at = serializers.DateTimeField(**NULLABLE)
    resolved_by = serializers.IntegerField(**NULLABLE)
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()
