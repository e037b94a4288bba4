"""Answers that are files and not JSON, whatever a browser or a calendar sends as Accept."""

from typing import Any

from rest_framework.negotiation import BaseContentNegotiation

from omnipresence.base.http import ApiView


class FirstRenderer(BaseContentNegotiation):
    """The address or its query says what comes; calendars and browsers send any Accept. Problems stay JSON."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return next((parser for parser in parsers if parser.media_type == "application/json"), None)

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class FileView(ApiView):
    """A view whose answers may be files."""

    content_negotiation_class = FirstRenderer
