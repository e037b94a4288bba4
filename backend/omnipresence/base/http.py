"""How a request becomes a call and a failure becomes an answer, the same way in every room."""

import json
import logging
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest
from rest_framework import exceptions
from rest_framework.pagination import CursorPagination
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from omnipresence.base import problems
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, Problem

log = logging.getLogger("omnipresence.http")

MAX_DEPTH = 32
LIMIT_DEFAULT = 100
LIMIT_MAX = 500


class ApiView(APIView):
    """A view of the API: `self.caller` is who asks; `roles` says who may (accounts.permissions)."""

    @property
    def caller(self) -> Caller:
        """The signed-in caller. Only the verified access token makes one."""
        user = self.request.user
        return Caller(
            organization_id=user.organization_id,
            user_id=user.pk,
            role=user.role,
            name=user.name or user.email,
        )


class CursorPage(CursorPagination):
    """Lists by cursor: `limit` up to 500; `count=true` adds how many there are in all."""

    page_size = LIMIT_DEFAULT
    page_size_query_param = "limit"
    max_page_size = LIMIT_MAX
    ordering = "id"
    _count: int | None = None

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        self._count = queryset.count() if request.query_params.get("count") == "true" else None
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Response:
        body = {"results": data, "next": self.get_next_link(), "previous": self.get_previous_link()}
        return Response(body if self._count is None else {**body, "count": self._count})

    def get_paginated_response_schema(self, schema: Any) -> Any:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["results", "next", "previous"],
            "properties": {
                "results": schema,
                "next": link,
                "previous": link,
                "count": {"type": "integer", "minimum": 0, "description": "Only with `count=true`."},
            },
        }


def etag(version: int) -> str:
    """The ETag of a versioned resource."""
    return f'"{version}"'


def expected_version(request: HttpRequest | Request) -> int | None:
    """The version that the caller has seen, from If-Match; None when the header is absent or `*`.

    Raises VersionChanged for a tag that no version could have: it matches nothing.
    """
    value = request.headers.get("If-Match")
    if value is None or value.strip() == "*":
        return None
    match = re.fullmatch(r'(?:W/)?"(\d{1,19})"', value.strip())
    if match is None:
        raise problems.VersionChanged("If-Match holds no ETag of this resource.")
    return int(match[1])


class StrictJSONParser(BaseParser):
    """JSON as RFC 8259 has it: no NaN, no duplicate keys, bounded depth, UTF-8 without lone surrogates or NUL."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        try:
            return parse_json(stream.read())
        except RequestDataTooBig as error:
            raise problems.PayloadTooLarge from error


def parse_json(body: bytes) -> Any:
    """Parse strictly; raises MalformedRequest with the reason in words."""
    _bound_depth(body)
    try:
        return json.loads(
            body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_constant, parse_int=_integer
        )
    except UnicodeDecodeError as error:
        raise problems.MalformedRequest("The body is not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise problems.MalformedRequest(str(error)) from error


def _bound_depth(body: bytes) -> None:
    # Before parsing: the parser itself is recursive. Brackets inside strings count too, but only in strings.
    if body.count(b"[") + body.count(b"{") <= MAX_DEPTH:
        return
    depth = 0
    for token in re.finditer(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', body):
        if token[0] in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise problems.MalformedRequest("The body is nested too deeply.")
        elif token[0] in b"]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("A key appears twice in one object.")
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number.")


def _integer(text: str) -> int:
    if len(text) > 20:  # noqa: PLR2004 - the digits and sign of any 64-bit number
        raise ValueError("A number has too many digits.")
    return int(text)


def handle_exception(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Every failure of a view as a problem; what nobody expected is logged and shown without its inside."""
    problem = as_problem(error)
    if isinstance(problem, problems.Unexpected):
        request = context.get("request")
        log.error("unexpected error at %s", getattr(request, "path", "?"), exc_info=error)
    headers: dict[str, str] = {}
    if problem.retry_after is not None:
        headers["Retry-After"] = str(problem.retry_after)
    if isinstance(problem, problems.NotAuthenticated) or problem.status == 401:  # noqa: PLR2004
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(problem, problems.MethodNotAllowed) and context.get("view") is not None:
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    return Response(problem.as_json(), status=problem.status, headers=headers, content_type="application/problem+json")


def as_problem(error: Exception) -> Problem:
    """The problem that an exception of Django or the REST framework stands for."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, exceptions.ValidationError):
        return problems.InvalidInput(errors=field_errors(error.detail))
    if isinstance(error, exceptions.Throttled):
        throttled = problems.Throttled()
        throttled.retry_after = max(1, round(error.wait or 1))
        return throttled
    if isinstance(error, RequestDataTooBig):
        return problems.PayloadTooLarge()
    for kinds, problem in _TRANSLATIONS:
        if isinstance(error, kinds):
            return problem()
    return problems.Unexpected()


_TRANSLATIONS: tuple[tuple[tuple[type[Exception], ...], type[Problem]], ...] = (
    ((exceptions.NotAuthenticated, exceptions.AuthenticationFailed), problems.NotAuthenticated),
    ((exceptions.PermissionDenied, PermissionDenied), problems.Forbidden),
    ((exceptions.NotFound, Http404), problems.NotFound),
    ((exceptions.MethodNotAllowed,), problems.MethodNotAllowed),
    ((exceptions.NotAcceptable,), problems.NotAcceptable),
    ((exceptions.UnsupportedMediaType,), problems.UnsupportedMediaType),
    ((exceptions.ParseError,), problems.MalformedRequest),
)


def field_errors(detail: Any, pointer: str = "") -> list[FieldError]:
    """The REST framework's nested error detail as a flat list with JSON pointers."""
    if isinstance(detail, Mapping):
        return [
            error
            for name, inner in detail.items()
            for error in field_errors(inner, pointer if name == "non_field_errors" else f"{pointer}/{_escaped(name)}")
        ]
    if isinstance(detail, list):
        if any(isinstance(item, (Mapping, list)) for item in detail):
            return [error for n, item in enumerate(detail) for error in field_errors(item, f"{pointer}/{n}")]
        return [error for item in detail for error in field_errors(item, pointer)]
    return [FieldError(pointer, str(getattr(detail, "code", "invalid")), str(detail))]


def _escaped(name: object) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")
