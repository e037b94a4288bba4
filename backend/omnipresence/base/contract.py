"""How operations describe themselves for openapi.yaml: one decorator, so that every one names all of its answers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from omnipresence.base import problems
from omnipresence.base.filters import ApiFilterSet
from omnipresence.base.idempotency import KeyReused, RequestInProgress
from omnipresence.base.pages import LIMIT_DEFAULT, LIMIT_MAX, MAX_CURSOR
from omnipresence.base.problems import Problem
from omnipresence.base.writes import Busy

F = TypeVar("F", bound=Callable[..., Any])
PROBLEM_JSON = "application/problem+json"
Output = type[serializers.Serializer[Any]]
LIMIT_HEADERS = ("RateLimit", "RateLimit-Policy")

ALWAYS = (problems.NotAcceptable,)
EVERYWHERE: tuple[type[Problem], ...] = (problems.Throttled, problems.Unexpected, Busy)
SIGNED_IN = (problems.NotAuthenticated, problems.Forbidden, problems.ScopeMissing)
WITH_BODY = (
    problems.MalformedRequest,
    problems.PayloadTooLarge,
    problems.UnsupportedMediaType,
    problems.InvalidInput,
)
WITH_ID = (problems.NotFound,)
WITH_QUERY = (problems.InvalidInput,)


class FieldErrorOut(serializers.Serializer[Any]):
    """One wrong place in the input."""

    pointer = serializers.CharField(help_text="JSON pointer (RFC 6901) into the body, or `/name` of a query parameter.")
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemOut(serializers.Serializer[Any]):
    """A refusal (RFC 9457). `code` is stable; `title` and `detail` are for people."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors = FieldErrorOut(many=True, required=False)  # type: ignore[assignment]


class ApiSchema(AutoSchema):
    """Adds to each operation which roles and keys may use it."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        # Here, since each operation's own description replaces what get_description would say.
        found: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if found is None:
            return None
        roles, scope = self._roles(), self._scope()
        if roles == ["anybody"]:
            who = "Needs no sign-in."
            found["security"] = []
        else:
            keys = f"API keys need the scope `{scope}`." if scope else "API keys are refused."
            who = f"Roles: {', '.join(roles)}. {keys}"
            # Scopes are for OAuth alone in the eyes of some linters: x-scope says which one it takes.
            found["security"] = [{"bearer": []}, *([{"apiKey": []}] if scope else [])]
        found["description"] = f"{found['description']}\n\n{who}"
        found["x-roles"], found["x-scope"] = roles, scope or None
        if self.method == "POST" and roles != ["anybody"] and getattr(self.view, "keeps_answers", False):
            _takes_key(found)
        for status, answer in found["responses"].items():
            if status[0] == "2" or status == "429":
                names = (*LIMIT_HEADERS, "Retry-After") if status == "429" else LIMIT_HEADERS
                refs = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
                answer["headers"] = {**answer.get("headers", {}), **refs}
        return found

    def _roles(self) -> list[str]:
        roles: Mapping[str, Iterable[str]] = getattr(self.view, "roles", {})
        return sorted(str(role) for role in roles.get(self.method, ()))

    def _scope(self) -> str:
        scopes: Mapping[str, str] = getattr(self.view, "scopes", {})
        return str(scopes.get(self.method, ""))

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        # ParticipantIn and ParticipantOut are ParticipantRequest and Participant in the contract.
        name: str = super().get_serializer_name(serializer, direction)
        return name.removesuffix("Out").removesuffix("In")


def page_of(item: Output) -> Output:
    """The serializer of a list's answer."""
    name = item.__name__.removesuffix("Out")
    link: dict[str, Any] = {"allow_null": True, "help_text": "The page's address, or null at the end."}
    fields = {
        "__doc__": "One page of a list.",
        "results": item(many=True),
        "next": serializers.URLField(**link),
        "previous": serializers.URLField(**link),
        "count": serializers.IntegerField(
            required=False, min_value=0, help_text="How many there are in all; only with `count=true`."
        ),
    }
    return type(f"{name}PageOut", (serializers.Serializer,), fields)


def operation(  # noqa: PLR0913 - the words of one declaration, each named where it is used
    operation_id: str,
    summary: str,
    *,
    tag: str,
    answer: Output | None = None,
    status: int = 200,
    body: Output | None = None,
    refusals: Sequence[type[Problem]] = (),
    by_id: bool = False,
    if_match: bool = False,
    anonymous: bool = False,
    most: int = 0,
    description: str = "",
    file: str | None = None,
    filters: type[ApiFilterSet] | None = None,
) -> Callable[[F], F]:
    """Describe an operation on one resource. What follows from its nature (401, 404, 415, ...) is added here.

    With `most` it takes a list of so many as well, and answers it with a list. A `file` is answered in this media type.
    """
    kinds = [*ALWAYS, *refusals, *(() if anonymous else SIGNED_IN), *(WITH_BODY if body else ())]
    kinds += [*(WITH_ID if by_id else ())]
    parameters = query_parameters(filters) if filters else []
    kinds += [*(WITH_QUERY if filters else ())]
    if if_match:
        kinds.append(problems.VersionChanged)
        parameters.append(_if_match())
    if answer is not None and {"version", "updated_at"} & set(answer().fields):
        parameters.append(_header("ETag", "The version, to be sent back as If-Match.", status))
    if status == 201:  # noqa: PLR2004 - created
        parameters.append(_header("Location", "The address of the new resource.", status))
    shown: Any = OpenApiTypes.STR if file else OneOrMany(answer, most) if answer and most else answer
    done: Any = OpenApiResponse(shown, description=summary) if shown else OpenApiResponse(description=summary)
    return extend_schema(
        operation_id=operation_id,
        summary=summary,
        description=description or summary,
        tags=[tag],
        request=OneOrMany(body, most) if body and most else body,
        responses={(status, file) if file else status: done, **problem_answers(kinds)},
        parameters=parameters,
        auth=[] if anonymous else None,
    )


def listing(
    operation_id: str,
    summary: str,
    *,
    tag: str,
    item: Output,
    filters: type[ApiFilterSet],
    orderings: Sequence[str] = ("id",),
    by_id: bool = False,
    description: str = "",
) -> Callable[[F], F]:
    """Describe a list: its filters, its orderings, its pages."""
    parameters = query_parameters(filters)
    limit = {"type": "integer", "minimum": 1, "maximum": LIMIT_MAX, "default": LIMIT_DEFAULT}
    ordering = {"type": "string", "enum": list(orderings), "default": orderings[0]}
    parameters += [
        OpenApiParameter("limit", limit, description="How many rows on a page."),
        OpenApiParameter(
            "cursor",
            {"type": "string", "maxLength": MAX_CURSOR},
            description="From the `next` or `previous` of another page.",
        ),
        OpenApiParameter("count", {"type": "boolean"}, description="Also say how many rows there are in all."),
        OpenApiParameter("ordering", ordering, description="`-` is descending."),
    ]
    return extend_schema(
        operation_id=operation_id,
        summary=summary,
        description=description or summary,
        tags=[tag],
        responses={
            200: OpenApiResponse(page_of(item), description=summary),
            **problem_answers([*ALWAYS, *SIGNED_IN, *WITH_QUERY, *(WITH_ID if by_id else ())]),
        },
        parameters=parameters,
    )


def query_parameters(filters: type[ApiFilterSet]) -> list[OpenApiParameter]:
    """The parameters that a set of filters reads."""
    return [
        OpenApiParameter(name, found.described(), explode=False, style="form")
        if found.described()["type"] == "array"
        else OpenApiParameter(name, found.described())
        for name, found in filters.base_filters.items()
    ]


class OneOrMany:
    """One object or a list of them, for openapi.yaml alone."""

    def __init__(self, kind: Output, most: int) -> None:
        self.kind, self.most = kind, most


class OneOrManySchema(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """Writes it as `oneOf`, with the bounds of the list."""

    target_class = OneOrMany

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        one = auto_schema.resolve_serializer(self.target.kind, direction).ref
        return {"oneOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": self.target.most}]}

    def get_name(self, auto_schema: Any, direction: Any) -> str:
        return f"{self.target.kind.__name__.removesuffix('In').removesuffix('Out')}OrMany"


def problem_answers(kinds: Iterable[type[Problem]]) -> dict[Any, OpenApiResponse]:
    """These problems, and those that everything may meet, as the answers of an operation: one for each status."""
    by_status: dict[int, dict[str, type[Problem]]] = {}
    for kind in (*kinds, *EVERYWHERE):
        by_status.setdefault(kind.status, {})[kind.code] = kind
    return {
        (status, PROBLEM_JSON): OpenApiResponse(
            ProblemOut,
            description=" ".join(f"`{code}`: {kind.title}" for code, kind in sorted(found.items())),
            examples=[
                OpenApiExample(code, kind().as_json(), media_type=PROBLEM_JSON, status_codes=[str(status)])
                for code, kind in sorted(found.items())
            ],
        )
        for status, found in sorted(by_status.items())
    }


def _takes_key(operation: dict[str, Any]) -> None:
    """Says of a POST that the same Idempotency-Key gives the same answer."""
    operation.setdefault("parameters", []).append({"$ref": "#/components/parameters/IdempotencyKey"})
    for kind in (KeyReused, RequestInProgress):
        told = f"`{kind.code}`: {kind.title}"
        problem = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {}}}
        answer = operation["responses"].setdefault(str(kind.status), {"content": problem, "description": ""})
        answer["content"][PROBLEM_JSON]["examples"][kind.code] = {"value": kind().as_json()}
        answer["description"] = f"{answer['description']} {told}".strip()
    operation["responses"] = dict(sorted(operation["responses"].items()))


def _if_match() -> OpenApiParameter:
    return OpenApiParameter(
        "If-Match",
        {"type": "string"},
        OpenApiParameter.HEADER,
        description="The ETag that a read gave; 412 when stale.",
    )


def _header(name: str, description: str, status: int) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=description, response=[status])
