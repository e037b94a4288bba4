"""Wire shapes and filters of self-service."""

from typing import Any

from rest_framework import serializers

from omnipresence.base.filters import ApiFilterSet, ChoiceFilter, IdFilter, SearchFilter
from omnipresence.base.inputs import Data, Day, Flag, Id, Input, Moment, Number, Pattern, Text
from omnipresence.selfservice.rules import MAX_USES, OPTIONAL_FIELDS, Kind, State, Status

KINDS = tuple(str(kind) for kind in Kind)
STATES = tuple(str(state) for state in State)
STATUSES = tuple(str(status) for status in Status)


class SelfServiceLinkIn(Input):
    kind = Pattern("|".join(KINDS), max_length=20)
    name = Text(max_length=100, required=False, help_text="What staff call it; it is printed, too.")
    session = Id(required=False, help_text="Of a check-in, and of nothing else.")
    group = Id(required=False, help_text="Of a registration; without one it is for the organization.")
    expires_at = Moment(help_text="Within 366 days.")
    max_uses = Number(min_value=1, max_value=MAX_USES, required=False, help_text="1000 where nothing is said.")
    requires_code = Flag(
        required=False, help_text="Of a check-in: whether the rotating code has to be typed in as well; the default."
    )
    required_fields = serializers.ListField(
        child=Pattern("|".join(OPTIONAL_FIELDS), max_length=20),
        max_length=len(OPTIONAL_FIELDS),
        required=False,
        help_text="Of a registration: what cannot be left out, besides the first name.",
    )


class SelfServiceLinkOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(KINDS)
    name = serializers.CharField()
    session = serializers.IntegerField(allow_null=True)
    group = serializers.IntegerField(allow_null=True)
    requires_code = serializers.BooleanField()
    required_fields = serializers.ListField(child=serializers.ChoiceField(OPTIONAL_FIELDS))
    max_uses = serializers.IntegerField()
    uses = serializers.IntegerField()
    wrong_tries = serializers.IntegerField(help_text="Check-ins with a wrong identifier or code; 200 end the link.")
    state = serializers.ChoiceField(STATES)
    created_by = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)


class NewSelfServiceLinkOut(SelfServiceLinkOut):
    token = serializers.CharField(help_text="What opens it. It is shown this once, and in the printed code.")
    url = serializers.CharField(help_text="The app's page for it. What is behind `#` reaches no server's log.")


class SelfServiceCodeOut(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="Six digits.")
    changes_at = serializers.DateTimeField(help_text="When the next one comes; this one is taken 30 seconds longer.")


class SelfServiceLinkFilters(ApiFilterSet):
    kind = ChoiceFilter(KINDS)
    session = IdFilter(field_name="session_id")
    group = IdFilter(field_name="group_id")


class SelfServiceSessionOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    scheduled_start_at = serializers.DateTimeField()
    scheduled_end_at = serializers.DateTimeField()
    opens_at = serializers.DateTimeField(help_text="From when on people check in.")
    closes_at = serializers.DateTimeField()
    is_open = serializers.BooleanField()


class SelfServiceFieldOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]


class SelfServiceOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(KINDS)
    organization = serializers.CharField()
    time_zone = serializers.CharField()
    group = serializers.CharField(allow_null=True)
    session = SelfServiceSessionOut(allow_null=True)
    requires_code = serializers.BooleanField()
    fields = SelfServiceFieldOut(many=True)  # type: ignore[assignment]
    expires_at = serializers.DateTimeField()


class CheckInIn(Input):
    identifier = Text(max_length=100)
    code = Pattern("[0-9]{6}", max_length=6, required=False)


class CheckInAnswerOut(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(
        ["recorded", "already_recorded"], help_text="`already_recorded`: as something else, which stays."
    )


class RegistrationIn(Input):
    first_name = Text(max_length=100)
    last_name = Text(max_length=100, blank=True, required=False)
    identifier = Text(max_length=100, required=False)
    date_of_birth = Day(required=False)
    extra = Data(required=False, source="extra_data")


class RegisteredOut(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(["received"])


class RegistrationOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    link = serializers.IntegerField(allow_null=True)
    group = serializers.IntegerField(allow_null=True)
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    identifier = serializers.CharField(allow_null=True)
    date_of_birth = serializers.DateField(allow_null=True)
    extra = serializers.DictField()
    status = serializers.ChoiceField(STATUSES)
    duplicate = serializers.IntegerField(allow_null=True, help_text="The participant who has this identifier.")
    participant = serializers.IntegerField(allow_null=True, help_text="Whom the approval added, or put into the group.")
    decided_by = serializers.IntegerField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class ApprovalIn(Input):
    identifier = Text(max_length=100, required=False, help_text="In place of the one that was given, or of none.")
    participant = Id(required=False, help_text="Somebody who is there already: nobody is added.")
    group = Id(required=False, help_text="In place of the link's.")


class RegistrationFilters(ApiFilterSet):
    status = ChoiceFilter(STATUSES)
    link = IdFilter(field_name="link_id")
    group = IdFilter(field_name="group_id")
    search = SearchFilter(["first_name", "last_name", "identifier"])
