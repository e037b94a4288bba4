"""How a request becomes a call and a failure becomes an answer, the same way in every room."""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from omnipresence.base import limits, problems
from omnipresence.base.caller import Caller, Credential
from omnipresence.base.clock import stamp
from omnipresence.base.filters import ApiFilterSet
from omnipresence.base.idempotency import Answer, Claim, answer_once, read_key
from omnipresence.base.inputs import Input
from omnipresence.base.pages import page
from omnipresence.base.problems import FieldError, Problem
from omnipresence.base.writes import Busy, is_transient

log = logging.getLogger("omnipresence.http")


class ApiView(APIView):
    """A view of the API: `self.caller` is who asks; `roles` and `scopes` say who may (accounts.permissions)."""

    # Whether POST takes an Idempotency-Key; not where operations have ids of their own.
    keeps_answers = True

    http_method_names = ["get", "post", "patch", "delete", "head"]  # noqa: RUF012 - Django's own attribute

    @property
    def credential(self) -> Credential:
        """What the request proved itself with."""
        auth: Any = self.request.auth
        found: Credential = auth
        return found

    @property
    def caller(self) -> Caller:
        """The signed-in caller. Only a verified access token or API key makes one."""
        user: Any = self.request.user
        credential = self.credential
        return Caller(
            organization_id=user.organization_id,
            user_id=user.pk,
            role=user.role,
            name=user.name or user.email,
            device=f"key:{credential.key}" if credential.key else credential.device,
            key=credential.key,
        )

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """The address is counted before anything else, so guessing tokens costs little; then whose request it is."""
        address = BaseThrottle().get_ident(request) or ""
        limits.admit({"address": limits.network_of(address)})
        super().initial(request, *args, **kwargs)
        user: Any = request.user
        if user is not None:
            who = {"key": self.credential.key} if self.credential.key else {"user": str(user.pk)}
            self.standings += limits.admit({**who, "organization": str(user.organization_id)})
            key = request.headers.get("Idempotency-Key")
            post = getattr(self, "post", None)
            if key is not None and request.method == "POST" and post is not None and self.keeps_answers:
                # From here on this request's POST is one that happens once.
                self.__dict__["post"] = partial(self._once, post, read_key(key))

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        # What an answer says of limits. Not of the address: others may share it, of other organizations too.
        self.standings: list[limits.Standing] = []
        return super().initialize_request(request, *args, **kwargs)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Every answer says what remains of the limits that it counted in."""
        done = super().finalize_response(request, response, *args, **kwargs)
        for name, value in limits.headers(self.standings).items():
            done.headers[name] = value
        return done

    def handle_exception(self, error: Exception) -> Any:
        """As its parent's; a refusal for too many requests also says which limit it was."""
        if isinstance(error, problems.Throttled):
            self.standings = [*error.standings]
        return super().handle_exception(error)

    def said(self, request: Request) -> bytes:
        """What the body of a request says: two with one Idempotency-Key are the same where this is."""
        return request._request.body

    def _once(
        self, handler: Callable[..., HttpResponseBase], key: str, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The answer of the handler, or the one that it gave to the same request with the same key before."""
        by = self.caller
        whole = f"{request.get_full_path()}\n".encode() + self.said(request)
        claim = Claim(by.organization_id, f"{by.user_id} {by.key}", key, whole)
        answer = answer_once(claim, lambda: _as_answer(handler(request, *args, **kwargs)))
        return HttpResponse(answer.body, status=answer.status, headers=answer.headers)

    def body(self, kind: type[Input], *, partial: bool = False) -> dict[str, Any]:
        """The request's body as `kind` describes it; raises InvalidInput with every wrong field."""
        data = self.request.data
        if not self.request.META.get("CONTENT_LENGTH") or self.request.META["CONTENT_LENGTH"] == "0":
            # The framework would take nothing for an empty object, and a lost body for a wish to change nothing.
            raise problems.MalformedRequest("There is no body.")
        given = kind(data=data, partial=partial)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)

    def bodies(self, kind: type[Input], *, most: int) -> list[dict[str, Any]]:
        """The objects of a body that is a list of at most `most`; raises InvalidInput with pointers such as /3/name."""
        if not 1 <= len(self.request.data) <= most:
            raise problems.InvalidInput(errors=[FieldError("", "range", f"Send 1 to {most} at once.")])
        given = kind(data=self.request.data, many=True)
        given.is_valid(raise_exception=True)
        return [dict(one) for one in given.validated_data]

    def page(
        self,
        rows: QuerySet[Any],
        shape: Callable[[Any], dict[str, Any]],
        filters: type[ApiFilterSet],
        orderings: Sequence[str] = ("id",),
        tie: str = "id",
    ) -> Response:
        """One page of those rows that the query's filters let through."""
        found = filters(self.request.query_params, queryset=rows).apply()
        return Response(page(self.request, found, shape, orderings, tie))


def _as_answer(response: Any) -> Answer:
    """An answer as bytes, which the REST framework would only make after the view."""
    kept = {name: response.headers[name] for name in ("ETag", "Location") if name in response.headers}
    if not isinstance(response, Response):
        return Answer(
            response.status_code, {**kept, "Content-Type": response.headers["Content-Type"]}, response.content
        )
    if response.data is None:
        return Answer(response.status_code, kept, b"")
    kept["Content-Type"] = "application/json"
    return Answer(response.status_code, kept, JSONRenderer().render(response.data))


def single(body: dict[str, Any], *, status: int = 200, location: str | None = None) -> Response:
    """One versioned resource, with its ETag; of a new one also the address."""
    headers = {"ETag": etag(body["version"])}
    if location is not None:
        headers["Location"] = location
    return Response(body, status=status, headers=headers)


def stamped(body: dict[str, Any], updated_at: datetime, *, status: int = 200, location: str | None = None) -> Response:
    """One resource without a version: its ETag is when it changed last."""
    headers = {"ETag": etag(stamp(updated_at)), **({"Location": location} if location else {})}
    return Response(body, status=status, headers=headers)


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


def handle_exception(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Every failure of a view as a problem; what nobody expected is logged and shown without its inside."""
    problem = as_problem(error)
    if isinstance(problem, problems.Unexpected):
        request = context.get("request")
        log.error("unexpected error at %s", getattr(request, "path", "?"), exc_info=error)
    if isinstance(problem, Busy):
        # Whoever migrates, or whose disk is full, finds the database's own words here.
        log.warning("the database could not: %s", error.__cause__ or error)
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
        throttled.retry_after = max(1, round(getattr(error, "wait", None) or 1))
        return throttled
    if isinstance(error, DatabaseError) and is_transient(error):
        return Busy()
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
