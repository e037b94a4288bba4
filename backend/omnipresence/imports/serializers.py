"""Wire shapes and filters of imports."""

from typing import Any

from rest_framework import serializers

from omnipresence.base import values
from omnipresence.base.filters import ApiFilterSet, ChoiceFilter
from omnipresence.base.inputs import Exact, Flag, Input, Text
from omnipresence.imports.rules import FIELDS, MAX_COLUMNS, Fate, Status
from omnipresence.imports.services.tables import ENCODINGS, SEPARATORS

KINDS = ("participants",)
FIELD = "|".join((*FIELDS, r"extra:[A-Za-z0-9_][A-Za-z0-9_ .\-]{0,59}"))
MODES = ("all", "valid")


class Choice(Exact):
    """One of a few words."""

    def __init__(self, words: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(lambda value: _read_choice(value, words), {"type": "string", "enum": list(words)}, **kwargs)


def _read_choice(value: object, words: tuple[str, ...]) -> str:
    if value not in words:
        raise values.BadValue("choice", f"This must be one of: {', '.join(map(repr, words))}.")
    return str(value)


class FieldName(Exact):
    """What a column holds; null where it is to be left out."""

    def __init__(self, **kwargs: Any) -> None:
        schema = {"type": "string", "maxLength": 70, "pattern": f"^(?:{FIELD})$"}
        super().__init__(lambda value: values.read_pattern(value, FIELD, 70), schema, allow_null=True, **kwargs)


class ImportIn(Input):
    """A file, as multipart/form-data."""

    file = serializers.FileField(max_length=255, help_text="CSV in any usual encoding, or XLSX; at most 10 MiB.")
    kind = Choice(KINDS, required=False)


class ImportOptionsIn(Input):
    encoding = Choice(ENCODINGS, required=False, help_text="Where the guess is wrong; the file is read anew.")
    separator = Choice(SEPARATORS, required=False, help_text="Where the guess is wrong; the file is read anew.")
    day_first = Flag(required=False, help_text="Whether 03.04.2014 is in April (the default) or in March.")
    create_groups = Flag(required=False, help_text="Make groups that the file names and that are not there.")
    group_type = Text(max_length=50, required=False, help_text="The type of groups that are made.")


class ImportChangeIn(Input):
    mapping = serializers.ListField(
        child=FieldName(), max_length=MAX_COLUMNS, required=False, help_text="What each column holds, in order."
    )
    options = ImportOptionsIn(required=False)


class ImportCommitIn(Input):
    mode = Choice(MODES, help_text="`all`: all or nothing, in one transaction. `valid`: the rows without errors.")


class ImportColumnOut(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="As the header has it.")
    field = serializers.CharField(allow_null=True)
    samples = serializers.ListField(child=serializers.CharField())


class ImportCountsOut(serializers.Serializer[Any]):
    create = serializers.IntegerField()  # type: ignore[assignment]
    update = serializers.IntegerField()  # type: ignore[assignment]
    unchanged = serializers.IntegerField()
    error = serializers.IntegerField()


class ImportProblemOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField()


class ImportOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    file_name = serializers.CharField()
    status = serializers.ChoiceField([str(status) for status in Status])
    mode = serializers.ChoiceField(MODES, allow_null=True)
    columns = ImportColumnOut(many=True)
    options = serializers.DictField()
    total = serializers.IntegerField(help_text="How many rows the file has.")
    done = serializers.IntegerField(help_text="How many rows the running step has behind it.")
    counts = ImportCountsOut()
    problem = ImportProblemOut(allow_null=True)
    created_by = serializers.IntegerField()
    committed_by = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class ImportRowErrorOut(serializers.Serializer[Any]):
    column = serializers.CharField(allow_null=True)
    code = serializers.CharField()
    detail = serializers.CharField()


class ImportRowOut(serializers.Serializer[Any]):
    number = serializers.IntegerField(help_text="The row's number in the file; the header is row 1.")
    fate = serializers.ChoiceField([str(fate) for fate in Fate], allow_null=True)
    is_done = serializers.BooleanField()
    participant = serializers.IntegerField(allow_null=True)
    cells = serializers.ListField(child=serializers.CharField())
    errors = ImportRowErrorOut(many=True)  # type: ignore[assignment]


class ImportFilters(ApiFilterSet):
    status = ChoiceFilter([str(status) for status in Status])


class ImportRowFilters(ApiFilterSet):
    fate = ChoiceFilter([str(fate) for fate in Fate])
