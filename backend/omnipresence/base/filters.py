"""Filters of lists: strict, bounded, named after fields, and described in openapi.yaml from the same place."""

from collections.abc import Sequence
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from omnipresence.base import values
from omnipresence.base.inputs import DAY, FLAG, ID, MOMENT, Schema
from omnipresence.base.problems import FieldError, InvalidInput
from omnipresence.base.values import BadValue

MAX_TEXT = 255
MAX_SEARCH = 100
MAX_IDS = 50
MAX_DIGITS = 18


class _Strict(forms.Field):
    """Hands what the query holds to a reader; absent is no filter, empty is an error like any other."""

    def __init__(self, *, read: Any, **kwargs: Any) -> None:
        super().__init__(required=False)
        self.read = read

    def clean(self, value: Any) -> Any:
        if value is None:
            return None
        try:
            return self.read(value)
        except BadValue as error:
            raise forms.ValidationError(error.detail, code=error.code) from error


class ApiFilter(django_filters.Filter):  # type: ignore[misc]
    """One query parameter; `schema` is how openapi.yaml shows it."""

    field_class = _Strict
    schema: ClassVar[Schema] = {"type": "string"}

    def __init__(self, field_name: str | None = None, lookup_expr: str = "exact", **kwargs: Any) -> None:
        super().__init__(field_name, lookup_expr, label="", read=self.read, **kwargs)

    def read(self, text: str) -> Any:
        return values.read_text(text, max_length=MAX_TEXT, blank=True)

    def filter(self, qs: Any, value: Any) -> Any:
        return qs if value is None else qs.filter(**{f"{self.field_name}__{self.lookup_expr}": value})

    def described(self) -> Schema:
        return dict(self.schema)


class IdFilter(ApiFilter):
    """`?group=7`; an id that the organization does not have finds nothing."""

    schema = ID

    def read(self, text: str) -> Any:
        return values.read_id_text(text)


class IdsFilter(ApiFilter):
    """`?record_id=7,8,9`: any of at most 50."""

    schema: ClassVar[Schema] = {"type": "array", "items": ID, "minItems": 1, "maxItems": MAX_IDS}

    def __init__(self, field_name: str | None = None, **kwargs: Any) -> None:
        super().__init__(field_name, "in", **kwargs)

    def read(self, text: str) -> Any:
        parts = text.split(",")
        if len(parts) > MAX_IDS:
            raise BadValue("max_length", f"At most {MAX_IDS} ids.")
        return [values.read_id_text(part) for part in parts]


class FlagFilter(ApiFilter):
    """`?is_active=true`."""

    schema = FLAG

    def read(self, text: str) -> Any:
        if text not in {"true", "false"}:
            raise BadValue("type", "This must be true or false.")
        return text == "true"


class DayFilter(ApiFilter):
    """`?from=2026-01-31`: a calendar day."""

    schema = DAY

    def read(self, text: str) -> Any:
        return values.read_day(text)


class NumberFilter(ApiFilter):
    """`?offset=100`: a whole number within bounds."""

    def __init__(self, low: int, high: int, default: int) -> None:
        self.low, self.high, self.default = low, high, default
        super().__init__()

    def read(self, text: str) -> Any:
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else -1
        return values.read_number(number, self.low, self.high)

    def described(self) -> Schema:
        return {"type": "integer", "minimum": self.low, "maximum": self.high, "default": self.default}


class MomentFilter(ApiFilter):
    """`?changed_at__gte=2026-01-31T08:00:00Z`."""

    schema = MOMENT

    def read(self, text: str) -> Any:
        # A plus sign that was not escaped arrives as a space.
        return values.read_moment(text.replace(" ", "+"))


class TextFilter(ApiFilter):
    """`?group_type=class`: exactly this."""

    schema: ClassVar[Schema] = {"type": "string", "maxLength": MAX_TEXT, "pattern": r"^[^\u0000]*$"}


class ChoiceFilter(ApiFilter):
    """One of a few words."""

    def __init__(self, choices: Sequence[str], **kwargs: Any) -> None:
        self.choices = list(choices)
        super().__init__(**kwargs)

    def read(self, text: str) -> Any:
        if text not in self.choices:
            raise BadValue("choice", f"This must be one of: {', '.join(self.choices)}.")
        return text

    def described(self) -> Schema:
        return {"type": "string", "enum": self.choices}


class SearchFilter(ApiFilter):
    """`?search=ada lov`: every word occurs in one of the fields."""

    schema: ClassVar[Schema] = {"type": "string", "maxLength": MAX_SEARCH, "pattern": r"^[^\u0000]*$"}

    def __init__(self, fields: Sequence[str], **kwargs: Any) -> None:
        self.fields = fields
        super().__init__(**kwargs)

    def read(self, text: str) -> Any:
        return values.read_text(text, max_length=MAX_SEARCH, blank=True).split()

    def filter(self, qs: Any, value: Any) -> Any:
        for word in value or ():
            anywhere = Q()
            for name in self.fields:
                anywhere |= Q(**{f"{name}__icontains": word})
            qs = qs.filter(anywhere)
        return qs


class _NoRows:
    """What a set of filters gets where there are no rows to filter."""

    model = None


class ApiFilterSet(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of one list; a wrong value or an unknown name is refused, never ignored."""

    # What the page itself reads (base/pages.py).
    others: ClassVar[frozenset[str]] = frozenset({"limit", "cursor", "ordering", "count"})

    def check(self) -> dict[str, Any]:
        """What the query says, by name, None where it says nothing; raises InvalidInput for each wrong parameter."""
        errors = [
            FieldError(f"/{name}", "unknown_parameter", "There is no such parameter.")
            for name in sorted(self.data)
            if name not in self.filters and name not in self.others
        ]
        errors += [
            FieldError(f"/{name}", "repeated", "This parameter may be given once.")
            for name, given in sorted(self.data.lists())
            if len(given) > 1
        ]
        errors += [
            FieldError(f"/{name}", str(found.code), str(found.message))
            for name, some in self.form.errors.as_data().items()
            for found in some
        ]
        if errors:
            raise InvalidInput(errors=errors)
        return dict(self.form.cleaned_data)

    @classmethod
    def read_query(cls, query: Any) -> dict[str, Any]:
        """The same without rows: for answers that are no list of rows."""
        return cls(query, queryset=_NoRows()).check()

    def apply(self) -> QuerySet[Any]:
        """The filtered rows; raises InvalidInput as `check` does."""
        self.check()
        rows: QuerySet[Any] = self.qs
        return rows
