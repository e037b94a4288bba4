"""Decisions on plain values: what a column holds, what a row says, and what becomes of it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from omnipresence.base import values
from omnipresence.base.values import BadValue

MAX_ROWS = 50_000
MAX_COLUMNS = 100
MAX_CELL = 2000
# Also what keeps five hundred rows in one statement.
MAX_ROW = 4000
EXTRA = "extra:"
FIELDS = ("identifier", "external_id", "first_name", "last_name", "full_name", "date_of_birth", "is_active", "group")
LENGTHS = {"identifier": 100, "external_id": 100, "first_name": 100, "last_name": 100}
YES = frozenset({"1", "true", "yes", "y", "x", "active", "ja", "oui", "si", "sí", "sim"})
NO = frozenset({"0", "false", "no", "n", "inactive", "nein", "non", "nao", "não"})
# Headers made of the word for a person; Bangla hangs its "of" to the word.
OF = ("{} ", "{}র ", "{}ের ")
NUMBERS = ("id", "no", "number", "code", "আইডি", "নম্বর", "কোড")
NAMES = ("name", "নাম")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


class Status(StrEnum):
    """Where an import is. The first three are at work, in the background."""

    READING = "reading"
    CHECKING = "checking"
    COMMITTING = "committing"
    READY = "ready"
    CHECKED = "checked"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


AT_WORK = (Status.READING, Status.CHECKING, Status.COMMITTING)
# From where mapping and options may be set, and a dry run started.
OPEN = (Status.READY, Status.CHECKED, Status.CANCELLED, Status.FAILED)


class Fate(StrEnum):
    """What becomes of a row."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with a row: in which column (None: with the row as a whole), a code and a sentence."""

    column: int | None
    code: str
    detail: str


@dataclass(slots=True)
class Reading:
    """What a row says of a person: the fields that it sets, the groups that it names, and what is wrong."""

    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    groups: list[tuple[int, str]] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)


def guess_fields(headers: Sequence[str], terms: Mapping[str, Sequence[str]]) -> list[str | None]:
    """The field of each column by its header, each field once (but for groups); `terms` are the known headers.

    A header that says exactly a term wins over one that only holds it as words.
    """
    plain = [plain_words(header) for header in headers]
    guessed: list[str | None] = [None] * len(headers)
    taken: set[str] = set()
    for exact in (True, False):
        # In the order of the terms: the first ones say more than the last ones.
        for name, known in terms.items():
            for term in known:
                for column, words in enumerate(plain):
                    free = guessed[column] is None and (name == "group" or name not in taken)
                    if free and words and (words == term if exact else f" {term} " in f" {words} " and " " in term):
                        guessed[column] = name
                        taken.add(name)
    if {"first_name", "last_name"} & taken:
        guessed = [None if name == "full_name" else name for name in guessed]
    return guessed


def own_terms(words: Mapping[str, Any], group_types: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The headers that an organization's own words make likely, in each language: `guest`, `guest name`, `guest no`.

    `words` and `group_types` are a domain's terminology and the kinds of its groups.
    """
    people = [form for forms in words.get("participant", {}).values() for form in forms.values()]
    groups = [form for forms in words.get("group", {}).values() for form in forms.values()]
    groups += [label for kind in group_types for label in kind["label"].values()]
    numbered = [of.format(one) + word for one in people for of in OF for word in NUMBERS]
    named = [of.format(one) + word for one in people for of in OF for word in NAMES]
    found = {"identifier": numbered, "full_name": [*named, *people], "group": groups}
    return {name: [plain_words(term) for term in terms] for name, terms in found.items()}


def plain_words(text: str) -> str:
    """Lower case, no accents, words apart: "Student_No." and "student no" are one."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.strip())
    folded = unicodedata.normalize("NFKD", split.replace("ß", "ss")).casefold()
    kept = (one for one in folded if not unicodedata.combining(one))
    # The vowel signs of Indian scripts are marks, and belong to their words.
    return " ".join(
        "".join(one if one.isalnum() or unicodedata.category(one)[0] == "M" else " " for one in kept).split()
    )


def mapping_faults(fields: Sequence[str | None]) -> list[tuple[int | None, str, str]]:
    """What a dry run would stumble over: (column, code, sentence)."""
    faults: list[tuple[int | None, str, str]] = []
    for column, name in enumerate(fields):
        if name is not None and name != "group" and name in fields[:column]:
            faults.append((column, "repeated", "Another column is mapped to this field already."))
    if "identifier" not in fields:
        faults.append((None, "required", "One column must be the identifier."))
    return faults


def read_person(cells: Sequence[str], fields: Sequence[str | None], *, day_first: bool) -> Reading:
    """What the row says. Empty cells say nothing: what is there stays."""
    reading = Reading()
    for column, (cell, name) in enumerate(zip(cells, fields, strict=False)):
        if name is None or not cell:
            continue
        try:
            _read_cell(reading, column, name, cell, day_first=day_first)
        except BadValue as error:
            reading.errors.append(CellError(column, error.code, error.detail))
    if "identifier" not in reading.values and not any(error.column == _of(fields) for error in reading.errors):
        reading.errors.append(CellError(_of(fields), "blank", "The identifier is missing."))
    return reading


def _of(fields: Sequence[str | None]) -> int | None:
    return fields.index("identifier") if "identifier" in fields else None


def _read_cell(reading: Reading, column: int, name: str, cell: str, *, day_first: bool) -> None:
    if name in LENGTHS:
        reading.values[name] = values.read_text(cell, max_length=LENGTHS[name])
    elif name == "full_name":
        first, last = split_name(cell)
        reading.values["first_name"] = values.read_text(first, max_length=100)
        reading.values["last_name"] = values.read_text(last, max_length=100, blank=True)
    elif name == "date_of_birth":
        reading.values[name] = read_day(cell, day_first=day_first)
    elif name == "is_active":
        reading.values[name] = read_flag(cell)
    elif name == "group":
        reading.groups += [(column, part.strip()) for part in cell.split(";") if part.strip()]
    else:
        reading.extra[name.removeprefix(EXTRA)] = values.read_text(cell, max_length=MAX_CELL)


def split_name(text: str) -> tuple[str, str]:
    """First and last name: by the comma if there is one ("Lovelace, Ada"), or else the last word is the last name."""
    if "," in text:
        last, _, first = text.partition(",")
        return (first.strip(), last.strip()) if first.strip() else (last.strip(), "")
    first, _, last = text.strip().rpartition(" ")
    return (first.strip(), last) if first else (last, "")


def read_day(text: str, *, day_first: bool) -> Any:
    """A calendar day in the forms that spreadsheets write."""
    found = YEAR_FIRST.fullmatch(text)
    if found:
        year, month, day = found.groups()
    else:
        found = YEAR_LAST.fullmatch(text)
        if not found:
            raise BadValue("format", "This must be a day such as 2014-02-28 or 28.02.2014.")
        one, two, year = found.groups()
        day, month = (one, two) if day_first else (two, one)
    return values.read_day(f"{year}-{int(month):02}-{int(day):02}")


def read_flag(text: str) -> bool:
    """Yes or no, in a few languages."""
    plain = text.strip().casefold()
    if plain not in YES | NO:
        raise BadValue("choice", "This must be yes or no.")
    return plain in YES


def split_path(text: str) -> tuple[str, ...]:
    """The names of groups from the top: "School / Year 1 / 1A" or with ">"."""
    parts = re.split(r"\s*>\s*|\s+/\s+", text.strip())
    return tuple(part for part in parts if part)


def fate_of(reading: Reading, *, exists: bool, sets: bool, joins: bool) -> Fate:
    """What becomes of a row whose person exists or not, which sets something or nothing, and joins groups or none."""
    if reading.errors:
        return Fate.ERROR
    if not exists:
        return Fate.CREATE
    return Fate.UPDATE if sets or joins else Fate.UNCHANGED
