"""Wire shapes and filters of participants, groups and memberships."""

from typing import Any

from rest_framework import serializers

from omnipresence.base.filters import ApiFilterSet, FlagFilter, IdFilter, SearchFilter, TextFilter
from omnipresence.base.inputs import Data, Day, Flag, Id, Input, Moment, Number, Pattern, Text

# What a range counts in.
LABEL = "[0-9]{1,9}|[A-Z]{1,3}|[a-z]{1,3}"
ONE_PLACE = r"[^{}\u0000]*\{\}[^{}\u0000]*"


class ParticipantIn(Input):
    external_id = Text(max_length=100, allow_null=True, required=False)
    first_name = Text(max_length=100)
    last_name = Text(max_length=100, blank=True)
    identifier = Text(max_length=100)
    date_of_birth = Day(allow_null=True, required=False)
    extra_data = Data(required=False)
    is_active = Flag(required=False)


class ParticipantOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    external_id = serializers.CharField(allow_null=True)
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    identifier = serializers.CharField()
    date_of_birth = serializers.DateField(allow_null=True)
    extra_data = serializers.DictField()
    is_active = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class DuplicateOut(serializers.Serializer[Any]):
    shared = serializers.ChoiceField(["identifier", "external_id", "name"], help_text="What speaks for it.")
    participants = ParticipantOut(many=True)


class DuplicatesOut(serializers.Serializer[Any]):
    results = DuplicateOut(many=True)


class ParticipantFilters(ApiFilterSet):
    identifier = TextFilter()
    external_id = TextFilter()
    is_active = FlagFilter()
    group = IdFilter(field_name="memberships__group_id")
    search = SearchFilter(["first_name", "last_name", "identifier"])


class GroupIn(Input):
    parent = Id(allow_null=True, required=False)  # type: ignore[assignment]
    name = Text(max_length=255)
    group_type = Text(max_length=50)
    extra_data = Data(required=False)
    is_active = Flag(required=False)


class GroupOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    name = serializers.CharField()
    group_type = serializers.CharField()
    extra_data = serializers.DictField()
    is_active = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class GroupRangeIn(Input):
    pattern = Pattern(ONE_PLACE, max_length=200, help_text="The name, with {} where it counts: `Room {}`.")
    first = Pattern(LABEL, max_length=10, help_text="Digits or letters: `101`, `001`, `A`, `AA`.")
    last = Pattern(LABEL, max_length=10, help_text="Of the same kind as `first`.")
    step = Number(min_value=1, max_value=100, required=False)
    group_type = Text(max_length=50)
    parent = Id(allow_null=True, required=False)  # type: ignore[assignment]
    preview = Flag(required=False)


class GroupNameOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    exists = serializers.BooleanField()


class GroupRangeOut(serializers.Serializer[Any]):
    names = GroupNameOut(many=True)
    groups = GroupOut(many=True, help_text="Those that were added.")


class GroupFilters(ApiFilterSet):
    parent = IdFilter(field_name="parent_id")
    group_type = TextFilter()
    is_active = FlagFilter()
    search = SearchFilter(["name"])


class GroupMembershipIn(Input):
    group = Id()
    participant = Id()
    joined_at = Moment(required=False)
    extra_data = Data(required=False)


class GroupMembershipChangeIn(Input):
    """A membership stays with its group and participant; what can change is the rest."""

    joined_at = Moment()
    extra_data = Data()


class GroupMembershipOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    group = serializers.IntegerField()
    participant = serializers.IntegerField()
    joined_at = serializers.DateTimeField()
    extra_data = serializers.DictField()
    version = serializers.IntegerField()


class GroupMembershipFilters(ApiFilterSet):
    group = IdFilter(field_name="group_id")
    participant = IdFilter(field_name="participant_id")
