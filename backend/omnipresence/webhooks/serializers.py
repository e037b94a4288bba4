"""Wire shapes and filters of webhooks."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from omnipresence.base import values
from omnipresence.base.filters import ApiFilterSet, ChoiceFilter, FlagFilter, MomentFilter
from omnipresence.base.inputs import Exact, Flag, Input
from omnipresence.base.values import BadValue
from omnipresence.webhooks import rules
from omnipresence.webhooks.rules import Disabled, Error, Status
from omnipresence.webhooks.selectors import EVENTS, TEST

URL_SCHEMA = {"type": "string", "maxLength": rules.MAX_URL, "pattern": f"^{rules.URL}$"}
EVENTS_SCHEMA = {
    "type": "array",
    "items": {"type": "string", "enum": list(EVENTS)},
    "minItems": 1,
    "maxItems": len(EVENTS),
    "uniqueItems": True,
}


def _read_url(value: object) -> str:
    text = values.read_pattern(value, rules.URL, rules.MAX_URL)
    rules.read_target(text, allow_private=settings.WEBHOOKS_ALLOW_PRIVATE)
    return text


def _read_events(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadValue("type", "This must be a list of texts.")
    unknown = sorted(set(value) - set(EVENTS))
    if unknown:
        raise BadValue("choice", f"There is no event {unknown[0][:50]!r}.")
    if not value or len(set(value)) < len(value):
        raise BadValue("length", "Name at least one event, and each once.")
    return value


class WebhookIn(Input):
    url = Exact(_read_url, URL_SCHEMA, help_text="Where to post to. https, on the public Internet.")
    events = Exact(_read_events, EVENTS_SCHEMA, help_text="What to be told of.")
    is_active = Flag(required=False, help_text="What changes while it is off comes after it is on again.")


class WebhookOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    url = serializers.CharField()
    events = serializers.ListField(child=serializers.ChoiceField(EVENTS))
    is_active = serializers.BooleanField()
    disabled_reason = serializers.ChoiceField(
        [str(reason) for reason in Disabled],
        allow_null=True,
        help_text="Why it was switched off by itself: the receiver said 410, or took nothing for five days.",
    )
    failing_since = serializers.DateTimeField(allow_null=True)
    attempted_at = serializers.DateTimeField(allow_null=True)
    previous_secret_until = serializers.DateTimeField(
        allow_null=True, help_text="Until then everything is signed with the secret before this one as well."
    )
    created_by = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class WebhookWithSecretOut(WebhookOut):
    """A webhook and its new secret."""

    secret = serializers.CharField(help_text="For verifying signatures. Shown only now.")


class DeliveryOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    event_id = serializers.CharField(help_text="The header `webhook-id`: the same at every attempt and replay.")
    event_type = serializers.ChoiceField([*EVENTS, TEST])
    status = serializers.ChoiceField([str(status) for status in Status])
    attempts = serializers.IntegerField()
    next_attempt_at = serializers.DateTimeField(allow_null=True)
    attempted_at = serializers.DateTimeField(allow_null=True)
    response_status = serializers.IntegerField(allow_null=True)
    response_excerpt = serializers.CharField(help_text="The beginning of the last answer, or what went wrong.")
    error = serializers.ChoiceField([str(error) for error in Error], allow_null=True)
    duration_ms = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class DeliveryWithPayloadOut(DeliveryOut):
    """A delivery and the body of its request."""

    payload = serializers.DictField()


class WebhookFilters(ApiFilterSet):
    is_active = FlagFilter(field_name="is_active")


class DeliveryFilters(ApiFilterSet):
    status = ChoiceFilter([str(status) for status in Status], field_name="status")
    event_type = ChoiceFilter([*EVENTS, TEST], field_name="event_type")
    error = ChoiceFilter([str(error) for error in Error], field_name="error")
    created_at__gte = MomentFilter("created_at", "gte")
    created_at__lt = MomentFilter("created_at", "lt")
