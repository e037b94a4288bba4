"""Answers that are files and not JSON: what they take as Accept, and what spreadsheets must not take for formulas."""

from collections.abc import Iterable
from typing import Any

from rest_framework.negotiation import BaseContentNegotiation

from omnipresence.base.http import ApiView

# A cell that begins so is run as a formula by spreadsheets, whatever a file says of its type.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class FirstRenderer(BaseContentNegotiation):
    """The address or its query says what comes; calendars and browsers send any Accept. Problems stay JSON."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return next((parser for parser in parsers if parser.media_type == "application/json"), None)

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class FileView(ApiView):
    """A view whose answers may be files."""

    content_negotiation_class = FirstRenderer


def safe_cell(value: object) -> object:
    """A cell as spreadsheets should see it: a text that could be run as a formula gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def safe_row(row: Iterable[object]) -> list[object]:
    """All cells of a row."""
    return [safe_cell(value) for value in row]
