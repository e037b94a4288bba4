"""Bodies of requests: serializers whose fields have exact types and bounds, and take nothing that they do not name."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers

from omnipresence.base import values
from omnipresence.base.problems import MAX_ERRORS
from omnipresence.base.values import BadValue

Schema = dict[str, Any]

ID: Schema = {"type": "integer", "format": "int64", "minimum": 1, "maximum": values.MAX_ID}
MOMENT: Schema = {"type": "string", "format": "date-time"}
DAY: Schema = {"type": "string", "format": "date"}
FLAG: Schema = {"type": "boolean"}
STORABLE = r"^[^\u0000]*$"
# Python takes the four separators for space, which `\s` of other languages does not.
NOT_BLANK = r"^[^\u0000]*[^\s\u0000\u001c-\u001f\u0085][^\u0000]*$"
MAX_DATA_BYTES = 16 * 1024
MAX_DATA_KEYS = 100


class Input(serializers.Serializer):  # type: ignore[type-arg]
    """A body: an object with the named fields and no others, so that a misspelt one is not silently dropped."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = [name for name in data if name not in self.fields] if isinstance(data, Mapping) else []
        if unknown:
            raise serializers.ValidationError(
                {
                    name: [serializers.ErrorDetail("There is no such field to set.", "unknown_field")]
                    for name in sorted(unknown)[:MAX_ERRORS]
                }
            )
        return super().to_internal_value(data)


class InputSchema(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """Says in openapi.yaml that other fields are refused."""

    target_class = Input
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        schema = {**auto_schema._map_serializer(self.target, direction, bypass_extensions=True)}
        if schema.get("description") == Input.__doc__:
            del schema["description"]
        return {**schema, "additionalProperties": False}


class Exact(serializers.Field):  # type: ignore[type-arg]
    """A field whose `read` returns the value or raises BadValue, and whose `schema` says so."""

    def __init__(self, read: Callable[[Any], Any], schema: Schema, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.read = read
        # What drf-spectacular's extend_schema_field sets on classes; here the bounds belong to the instance.
        self._spectacular_annotation = {"field": schema}

    def to_internal_value(self, data: Any) -> Any:
        try:
            return self.read(data)
        except BadValue as error:
            raise serializers.ValidationError(error.detail, code=error.code) from error

    def to_representation(self, value: Any) -> Any:
        return value


class Id(Exact):
    """The id of something of the caller's organization."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(values.read_id, ID, **kwargs)


class Text(Exact):
    """A text of bounded length; not blank unless allowed. Kept exactly as it came."""

    def __init__(self, *, max_length: int, blank: bool = False, **kwargs: Any) -> None:
        least = {} if blank else {"minLength": 1}
        schema = {"type": "string", **least, "maxLength": max_length, "pattern": STORABLE if blank else NOT_BLANK}
        super().__init__(lambda value: values.read_text(value, max_length=max_length, blank=blank), schema, **kwargs)


class Number(Exact):
    """A JSON integer within bounds."""

    def __init__(self, *, min_value: int, max_value: int, **kwargs: Any) -> None:
        schema = {"type": "integer", "format": "int64", "minimum": min_value, "maximum": max_value}
        super().__init__(lambda value: values.read_number(value, min_value, max_value), schema, **kwargs)


class Pattern(Exact):
    """A short text of a fixed form, such as a code or a colour."""

    def __init__(self, pattern: str, *, max_length: int, **kwargs: Any) -> None:
        schema = {"type": "string", "maxLength": max_length, "pattern": f"^(?:{pattern})$"}
        super().__init__(lambda value: values.read_pattern(value, pattern, max_length), schema, **kwargs)


class Moment(Exact):
    """A time as RFC 3339 writes it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(values.read_moment, MOMENT, **kwargs)


class Day(Exact):
    """A calendar day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(values.read_day, DAY, **kwargs)


class Flag(Exact):
    """True or false, as JSON has them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(_read_flag, FLAG, **kwargs)


class Data(Exact):
    """A JSON object of the organization's own making, within 16 KiB."""

    def __init__(self, **kwargs: Any) -> None:
        schema = {"type": "object", "additionalProperties": {}, "maxProperties": MAX_DATA_KEYS}
        super().__init__(_read_data, schema, **kwargs)


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadValue("type", "This must be true or false.")
    return value


def _read_data(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadValue("type", "This must be an object.")
    if len(value) > MAX_DATA_KEYS or len(json.dumps(value)) > MAX_DATA_BYTES:
        raise BadValue("max_length", f"This may have at most {MAX_DATA_KEYS} keys and 16 KiB.")
    if not values.is_storable(value):
        raise BadValue("characters", "This contains a character or number that cannot be stored.")
    return value
