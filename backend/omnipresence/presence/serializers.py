"""Wire shapes and filters of this room: what may come in, and for the contract what goes out (shapes.py makes it)."""

from typing import Any

from django.db.models import F, Q
from rest_framework import serializers

from omnipresence.accounts.domains.serializers import COUNTS_AS, one_of
from omnipresence.base import values
from omnipresence.base.contract import ProblemOut
from omnipresence.base.filters import ApiFilterSet, FlagFilter, IdFilter, MomentFilter, TextFilter
from omnipresence.base.inputs import Exact, Flag, Id, Input, Moment, Number, Pattern, Text
from omnipresence.base.values import MAX_ID
from omnipresence.roster.serializers import ParticipantOut

MAX_NOTE = 2000
COLOR = "#[0-9A-Fa-f]{6}"
CODE = "[a-z][a-z0-9_]*"
NULLABLE: dict[str, Any] = {"allow_null": True}


class PresenceStateOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    domain = serializers.CharField()
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    color = serializers.CharField(help_text="#rrggbb")
    sort_order = serializers.IntegerField()
    is_default = serializers.BooleanField()
    is_active = serializers.BooleanField(help_text="False for a retired state: it stays on the records that have it.")
    counts_as = serializers.ChoiceField(COUNTS_AS, help_text="What reports and absence rules take it for.")
    is_offered = serializers.BooleanField(help_text="False while the organization works with another domain.")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class PresenceStateIn(Input):
    domain = Text(max_length=50, required=False, help_text="The organization's own, when left out.")
    code = Pattern(CODE, max_length=50)
    label = Text(max_length=100)  # type: ignore[assignment]
    color = Pattern(COLOR, max_length=7)
    sort_order = Number(min_value=0, max_value=10_000)
    is_default = Flag(required=False)
    is_active = Flag(required=False)
    counts_as = one_of(COUNTS_AS, required=False)


class PresenceStatePatch(Input):
    """The code stays: records and queued marks on tablets name it."""

    label = Text(max_length=100, required=False)  # type: ignore[assignment]
    color = Pattern(COLOR, max_length=7, required=False)
    sort_order = Number(min_value=0, max_value=10_000, required=False)
    is_default = Flag(required=False)
    is_active = Flag(required=False)
    counts_as = one_of(COUNTS_AS, required=False)


class ReorderIn(Input):
    codes = serializers.ListField(child=Text(max_length=50), min_length=1, max_length=200)
    domain = Text(max_length=50, required=False, help_text="The organization's own, when left out.")


class PresenceStateListOut(serializers.Serializer[Any]):
    results = PresenceStateOut(many=True)


class ApplyDomainIn(Input):
    domain_type = Pattern(CODE, max_length=50)
    language = Pattern("en|bn", max_length=2, required=False, help_text="Of the labels of added states; en.")


class AppliedOut(serializers.Serializer[Any]):
    domain_type = serializers.CharField()
    added = serializers.ListField(child=serializers.CharField(), help_text="Codes of the states that were added.")
    states = PresenceStateOut(many=True)


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


class PresenceRecordIn(Input):
    session = Id()
    participant = Id()
    presence_state = Text(max_length=50)
    recorded_at = Moment(required=False, help_text="Now, when left out.")
    note = Text(max_length=MAX_NOTE, blank=True, required=False)


class PresenceRecordPatch(Input):
    presence_state = Text(max_length=50, required=False)
    recorded_at = Moment(required=False)
    note = Text(max_length=MAX_NOTE, blank=True, required=False)


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


class DecisionIn(Input):
    chosen_version = Pattern("a|b|other", max_length=5)
    presence_state = Text(
        max_length=50, required=False, **NULLABLE, help_text="For `other`: a state's code, null for no record."
    )
    note = Text(max_length=MAX_NOTE, blank=True, required=False, help_text="For `other`.")
    expected_version = Number(
        min_value=0, max_value=MAX_ID, help_text="Version of the presence record on your screen; 0 for none."
    )
    seen = serializers.ListField(
        child=Id(),
        max_length=100,
        required=False,
        help_text="Further open conflicts of the same record that your screen shows; they are closed too.",
    )

    op_id = Exact(
        values.read_uuid,
        {"type": "string", "format": "uuid"},
        required=False,
        help_text="Made by you: the same decision sent again is answered the same.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["chosen_version"] == "other" and "presence_state" not in attrs:
            error = serializers.ErrorDetail("Required when chosen_version is other.", "required")
            raise serializers.ValidationError({"presence_state": error})
        return attrs


class NumberedDecisionIn(DecisionIn):
    id = Id(help_text="The conflict.")


class DecisionsIn(Input):
    decisions = serializers.ListField(child=NumberedDecisionIn(), min_length=1, max_length=100)


class ResolvedOut(serializers.Serializer[Any]):
    """What became of one decision: the decided conflict, or why it was not taken."""

    id = serializers.IntegerField()
    status = serializers.IntegerField(help_text="As if it had been sent alone: 200, 404, 409 or 422.")
    conflict = SyncConflictOut(**NULLABLE)
    problem = ProblemOut(**NULLABLE)


class ResolvedListOut(serializers.Serializer[Any]):
    results = ResolvedOut(many=True)


class OfferedFilter(FlagFilter):
    """`?is_offered=true`: the states of the domain that the organization works with."""

    def filter(self, qs: Any, value: Any) -> Any:
        if value is None:
            return qs
        own = Q(domain=F("organization__domain_type"))
        return qs.filter(own if value else ~own)


class PresenceStateFilters(ApiFilterSet):
    domain = TextFilter()
    code = TextFilter()
    is_active = FlagFilter()
    is_offered = OfferedFilter()


class PresenceRecordFilters(ApiFilterSet):
    session = IdFilter(field_name="session_id")
    participant = IdFilter(field_name="participant_id")
    group = IdFilter(field_name="session__group_id")
    presence_state = TextFilter(field_name="presence_state__code")
    recorded_by = IdFilter(field_name="recorded_by_id")
    recorded_at__gte = MomentFilter(field_name="recorded_at", lookup_expr="gte")
    recorded_at__lt = MomentFilter(field_name="recorded_at", lookup_expr="lt")


class ResolvedFilter(FlagFilter):
    """`?resolved=false`: those that wait for a decision."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs if value is None else qs.filter(resolved_at__isnull=not value)


class SyncConflictFilters(ApiFilterSet):
    session = IdFilter(field_name="session_id")
    participant = IdFilter(field_name="participant_id")
    resolved = ResolvedFilter()


class MergeIn(Input):
    duplicate = Id()
    expected_version = Number(
        min_value=1, max_value=MAX_ID, required=False, help_text="The version of this participant on the screen."
    )
    duplicate_version = Number(
        min_value=1, max_value=MAX_ID, required=False, help_text="The version of the duplicate on the screen."
    )


class MergeOut(serializers.Serializer[Any]):
    participant = ParticipantOut()
    memberships = serializers.IntegerField(help_text="Groups that this participant joined by it.")
    moved = serializers.IntegerField(help_text="Presence records that moved.")
    equal = serializers.IntegerField(help_text="Records that said the same of both.")
    conflicts = serializers.IntegerField(help_text="Records that wait for a decision now.")
