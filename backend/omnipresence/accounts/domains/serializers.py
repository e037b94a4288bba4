"""Wire shapes of domains. Words come in English, and in Bangla where somebody gave them."""

from typing import Any

from rest_framework import serializers

from omnipresence.base.inputs import Flag, Input, Number, Pattern, Text

CODE = "[a-z][a-z0-9_]*"
COLOR = "#[0-9A-Fa-f]{6}"
COUNTS_AS = ("present", "absent", "other")
OPENING_REPORTS = ("today", "session", "absentees", "unseen", "attendance", "trends")
NOTIFICATION_TYPES = ("absence", "conflict", "data_quality")
MAX_STATES = 50
MAX_GROUP_TYPES = 50
MAX_RULES = 20
WORD = 60


def one_of(words: tuple[str, ...], **kwargs: Any) -> Pattern:
    """One of a few words, exactly."""
    return Pattern("|".join(words), max_length=max(map(len, words)), **kwargs)


class FormsIn(Input):
    one = Text(max_length=WORD)
    many = Text(max_length=WORD)  # type: ignore[assignment]


class TermIn(Input):
    en = FormsIn()
    bn = FormsIn(required=False)


class TerminologyIn(Input):
    participant = TermIn()
    group = TermIn()
    session = TermIn()
    staff = TermIn(required=False)


class WordsIn(Input):
    en = Text(max_length=100)
    bn = Text(max_length=100, required=False)


class GroupTypeIn(Input):
    code = Pattern(CODE, max_length=50)
    label = WordsIn()  # type: ignore[assignment]


class DomainStateIn(Input):
    code = Pattern(CODE, max_length=50)
    label = WordsIn()  # type: ignore[assignment]
    color = Pattern(COLOR, max_length=7)
    counts_as = one_of(COUNTS_AS)
    is_default = Flag(required=False)


class DomainRuleIn(Input):
    notification_type = one_of(NOTIFICATION_TYPES)
    threshold = Number(min_value=1, max_value=1000, required=False)
    within_days = Number(min_value=1, max_value=366, required=False)


class GroupTypesField(serializers.ListField):
    child = GroupTypeIn()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_length=1, max_length=MAX_GROUP_TYPES, **kwargs)


class StatesField(serializers.ListField):
    child = DomainStateIn()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_length=2, max_length=MAX_STATES, **kwargs)


class DomainIn(Input):
    code = Pattern(CODE, max_length=50)
    name = WordsIn()
    terminology = TerminologyIn()
    group_types = GroupTypesField()
    states = StatesField()
    opening_report = one_of(OPENING_REPORTS)
    notification_rules = serializers.ListField(child=DomainRuleIn(), max_length=MAX_RULES, required=False)


class DomainChangeIn(Input):
    """The code stays: states and the organization name it. Not read as `partial`, which would reach into the parts."""

    name = WordsIn(required=False)
    terminology = TerminologyIn(required=False)
    group_types = GroupTypesField(required=False)
    states = StatesField(required=False)
    opening_report = one_of(OPENING_REPORTS, required=False)
    notification_rules = serializers.ListField(child=DomainRuleIn(), max_length=MAX_RULES, required=False)


class FormsOut(serializers.Serializer[Any]):
    one = serializers.CharField()
    many = serializers.CharField()  # type: ignore[assignment]


class TermOut(serializers.Serializer[Any]):
    en = FormsOut()
    bn = FormsOut(required=False)


class TerminologyOut(serializers.Serializer[Any]):
    participant = TermOut()
    group = TermOut()
    session = TermOut()
    staff = TermOut(required=False)


class WordsOut(serializers.Serializer[Any]):
    en = serializers.CharField()
    bn = serializers.CharField(required=False)


class GroupTypeOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = WordsOut()  # type: ignore[assignment]


class DomainStateOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = WordsOut()  # type: ignore[assignment]
    color = serializers.CharField()
    counts_as = serializers.ChoiceField(COUNTS_AS, help_text="What reports count it as.")
    is_default = serializers.BooleanField()


class DomainRuleOut(serializers.Serializer[Any]):
    notification_type = serializers.ChoiceField(NOTIFICATION_TYPES)
    threshold = serializers.IntegerField(required=False)
    within_days = serializers.IntegerField(required=False)


class StateNameOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = WordsOut()  # type: ignore[assignment]


class DomainBriefOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = WordsOut()
    terminology = TerminologyOut()
    group_types = GroupTypeOut(many=True)
    opening_report = serializers.ChoiceField(OPENING_REPORTS)
    states = StateNameOut(
        many=True, help_text="What the domain calls its states; the organization may have renamed its own."
    )


class DomainOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    is_shipped = serializers.BooleanField(help_text="Shipped domains are read-only.")
    name = WordsOut()
    terminology = TerminologyOut()
    group_types = GroupTypeOut(many=True)
    states = DomainStateOut(many=True)
    opening_report = serializers.ChoiceField(OPENING_REPORTS)
    notification_rules = DomainRuleOut(many=True)
    version = serializers.IntegerField(help_text="0 for a shipped domain.")


class DomainListOut(serializers.Serializer[Any]):
    results = DomainOut(many=True)
