"""Wire shapes of signing in."""

import re
from typing import Any

from rest_framework import serializers

from omnipresence.accounts.rules import MAX_PASSWORD
from omnipresence.accounts.serializers.profile import SignedInUserOut
from omnipresence.base import values
from omnipresence.base.inputs import Exact, Input, Text
from omnipresence.base.values import BadValue

MAX_TOKEN = 4096
UUID4 = r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"


def read_device_id(value: object) -> str:
    """The UUID that a tablet gave itself, in lower case."""
    text = values.read_text(value, max_length=36)
    if re.fullmatch(UUID4.strip("^$"), text) is None:
        raise BadValue("format", "This must be a version 4 UUID in lower case.")
    return text


class SignInIn(Input):
    organization = Text(max_length=50)
    email = Text(max_length=255)
    password = Text(max_length=MAX_PASSWORD)
    device_id = Exact(read_device_id, {"type": "string", "pattern": UUID4}, required=False)


class RefreshIn(Input):
    refresh = Text(max_length=MAX_TOKEN)


class RedeemIn(Input):
    token = Text(max_length=100)
    password = Text(max_length=MAX_PASSWORD)


class RedeemedOut(serializers.Serializer[Any]):
    """What to sign in with, beside the password that was just chosen."""

    organization = serializers.CharField()
    email = serializers.CharField()


class TokensOut(serializers.Serializer[Any]):
    access = serializers.CharField(help_text="For `Authorization: Bearer`; lives 15 minutes.")
    refresh = serializers.CharField(help_text="For the next exchange; keep it secret.")


class SignInOut(TokensOut):
    grant = serializers.CharField(
        allow_null=True, help_text="Lets this tablet bring this user's marks later; null where it was not named."
    )
    user = SignedInUserOut()
