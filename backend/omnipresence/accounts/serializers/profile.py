"""Wire shapes of the caller's own profile, sign-ins and organization."""

from typing import Any
from zoneinfo import available_timezones

from rest_framework import serializers

from omnipresence.accounts.domains.serializers import DomainBriefOut
from omnipresence.accounts.rules import MAX_PASSWORD, MIN_PASSWORD, SETTINGS, Setting
from omnipresence.base import values
from omnipresence.base.filters import ApiFilterSet
from omnipresence.base.inputs import Exact, Input, Number, Text
from omnipresence.base.values import BadValue

ROLES = ("frontline", "administrator", "manager", "external")


def read_time_zone(value: object) -> str:
    """A zone of the IANA database."""
    text = values.read_text(value, max_length=64)
    if text not in available_timezones():
        raise BadValue("unknown", "This must be a time zone such as Asia/Dhaka.")
    return text


class MeIn(Input):
    name = Text(max_length=255)


class PasswordIn(Input):
    current_password = Text(max_length=MAX_PASSWORD)
    new_password = Text(
        max_length=MAX_PASSWORD,
        help_text=f"{MIN_PASSWORD} characters or more, of any kind; none of those that everybody tries first.",
    )


def _number(setting: Setting) -> Number:
    return Number(
        min_value=setting.low,
        max_value=setting.high,
        required=False,
        allow_null=True,
        help_text=f"{setting.meaning} Null takes it back to {setting.default}.",
    )


class SettingsIn(Input):
    """What an organization chooses for itself; what is not named stays."""

    inactivity_minutes = _number(SETTINGS["inactivity_minutes"])
    sign_in_days = _number(SETTINGS["sign_in_days"])
    backdating_days = _number(SETTINGS["backdating_days"])


class SettingsOut(serializers.Serializer[Any]):
    """Every setting, chosen or default."""

    inactivity_minutes = serializers.IntegerField(help_text=SETTINGS["inactivity_minutes"].meaning)
    sign_in_days = serializers.IntegerField(help_text=SETTINGS["sign_in_days"].meaning)
    backdating_days = serializers.IntegerField(help_text=SETTINGS["backdating_days"].meaning)


class OrganizationIn(Input):
    name = Text(max_length=255)
    time_zone = Exact(read_time_zone, {"type": "string", "format": "time-zone", "maxLength": 64})
    settings = SettingsIn()


class OrganizationBriefOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    slug = serializers.CharField()
    name = serializers.CharField()
    domain_type = serializers.CharField()
    time_zone = serializers.CharField()
    domain = DomainBriefOut(allow_null=True, help_text="What `domain_type` stands for.")


class SignedInUserOut(serializers.Serializer[Any]):
    """Who is signed in."""

    id = serializers.IntegerField()
    email = serializers.CharField()
    name = serializers.CharField()
    role = serializers.ChoiceField(ROLES)
    organization = OrganizationBriefOut()


class MeOut(SignedInUserOut):
    last_login_at = serializers.DateTimeField(allow_null=True)


class OrganizationOut(OrganizationBriefOut):
    settings = SettingsOut()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class SignInRowOut(serializers.Serializer[Any]):
    """One sign-in of the caller that stands."""

    id = serializers.IntegerField()
    device = serializers.CharField(help_text="The tablet's own UUID; empty where it named none.")
    device_label = serializers.CharField(allow_null=True, help_text="What it is called; null before its first sync.")
    signed_in_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(help_text="To a tenth of the inactivity limit.")
    expires_at = serializers.DateTimeField()
    is_current = serializers.BooleanField(help_text="Whether this request was made with it.")


class SignInFilters(ApiFilterSet):
    """There is nothing to filter."""
