"""Wire shapes of sign-in, profile and organization."""

import re
from typing import Any
from zoneinfo import available_timezones

from rest_framework import serializers

from omnipresence.accounts.domains.serializers import DomainBriefOut
from omnipresence.base import values
from omnipresence.base.inputs import Data, Exact, Input, Text
from omnipresence.base.values import BadValue

MAX_PASSWORD = 1024
MAX_TOKEN = 4096
UUID4 = r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"


def read_device_id(value: object) -> str:
    """The UUID that a tablet gave itself, in lower case."""
    text = values.read_text(value, max_length=36)
    if re.fullmatch(UUID4.strip("^$"), text) is None:
        raise BadValue("format", "This must be a version 4 UUID in lower case.")
    return text


def read_time_zone(value: object) -> str:
    """A zone of the IANA database."""
    text = values.read_text(value, max_length=64)
    if text not in available_timezones():
        raise BadValue("unknown", "This must be a time zone such as Asia/Dhaka.")
    return text


class SignInIn(Input):
    organization = Text(max_length=50)
    email = Text(max_length=255)
    password = Text(max_length=MAX_PASSWORD)
    device_id = Exact(read_device_id, {"type": "string", "pattern": UUID4}, required=False)


class RefreshIn(Input):
    refresh = Text(max_length=MAX_TOKEN)


class MeIn(Input):
    name = Text(max_length=255)
    current_password = Text(max_length=MAX_PASSWORD)
    new_password = Text(max_length=MAX_PASSWORD)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("new_password" in attrs) != ("current_password" in attrs):
            missing = "current_password" if "new_password" in attrs else "new_password"
            raise serializers.ValidationError({missing: "Both passwords are needed."}, code="required")
        if "new_password" in attrs and "name" in attrs:
            raise serializers.ValidationError({"name": "Send the name by itself."}, code="alone")
        return attrs


class OrganizationIn(Input):
    name = Text(max_length=255)
    time_zone = Exact(read_time_zone, {"type": "string", "format": "time-zone", "maxLength": 64})
    settings = Data()


class OrganizationBriefOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    slug = serializers.CharField()
    name = serializers.CharField()
    domain_type = serializers.CharField()
    time_zone = serializers.CharField()


class UserOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    email = serializers.CharField()
    name = serializers.CharField()
    role = serializers.ChoiceField(["frontline", "administrator", "manager", "external"])
    organization = OrganizationBriefOut()


class MeOut(UserOut):
    last_login_at = serializers.DateTimeField(allow_null=True)


class TokensOut(serializers.Serializer[Any]):
    access = serializers.CharField(help_text="For `Authorization: Bearer`; lives 15 minutes.")
    refresh = serializers.CharField(help_text="For the next exchange; keep it secret.")


class SignInOut(TokensOut):
    grant = serializers.CharField(
        allow_null=True, help_text="Lets this tablet bring this user's marks later; null where it was not named."
    )
    user = UserOut()


class OrganizationOut(OrganizationBriefOut):
    settings = serializers.DictField()
    domain = DomainBriefOut(allow_null=True, help_text="What `domain_type` stands for.")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
