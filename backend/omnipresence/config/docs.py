"""The contract, as OpenAPI and as a page to read. The page loads nothing from anywhere but this server."""

from functools import cache
from html import escape
from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from omnipresence.accounts.permissions import ANYBODY, KEYS_REFUSED, Roles, Scopes
from omnipresence.base.http import ApiView
from omnipresence.config.headers import PARAMETERS

STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
section { border-top: 1px solid; padding: 0.5rem 0; }
code, pre { font-family: ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: 0.25rem 1rem 0.25rem 0; }
"""


class SchemaView(SpectacularAPIView):
    """The contract that clients are generated from."""

    authentication_classes = ()
    roles: ClassVar[Roles] = {"GET": ANYBODY}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        renderer: Any = request.accepted_renderer
        return HttpResponse(
            _contract(renderer.__class__),
            content_type=f"{renderer.media_type}; charset=utf-8",
            headers={"Content-Disposition": f'inline; filename="openapi.{renderer.format}"'},
        )


class DocsView(ApiView):
    """The same contract, to be read."""

    authentication_classes = ()
    roles: ClassVar[Roles] = {"GET": ANYBODY}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        return HttpResponse(_docs_page())


class DocsStyleView(ApiView):
    """How the page looks; a file of its own because no style may stand inside the page."""

    authentication_classes = ()
    roles: ClassVar[Roles] = {"GET": ANYBODY}
    scopes: ClassVar[Scopes] = KEYS_REFUSED

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        return HttpResponse(STYLE, content_type="text/css")


@cache
def _contract(renderer: type[BaseRenderer]) -> str | bytes:
    # Made once: anybody may ask for it, and making it takes a third of a second.
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return renderer().render(schema, renderer_context={})


@cache
def _docs_page() -> str:
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    operations = [
        _operation(method.upper(), path, operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    title = escape(schema["info"]["title"])
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} API</title>'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/api/v1/docs/style.css">'
        f"</head><body><main><h1>{title} API</h1><p>{escape(schema['info']['description'])}</p>"
        '<p>The same as <a href="/api/v1/schema">OpenAPI</a>, to generate clients from.</p>'
        f"{''.join(operations)}{_schemas(schema)}</main></body></html>"
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    parameters = [
        (parameter["name"], f"{parameter['in']}: {_type(parameter['schema'])}", parameter.get("description", ""))
        for parameter in map(_told, operation.get("parameters", []))
    ]
    answers = [
        (
            code,
            ", ".join(_type(content["schema"]) for content in answer.get("content", {}).values()),
            answer["description"],
        )
        for code, answer in sorted(operation["responses"].items())
    ]
    return (
        f'<section id="{escape(operation["operationId"])}"><h2>{escape(operation["summary"])}</h2>'
        f"<p><code>{method} {escape(path)}</code> ({escape(operation['operationId'])})</p>"
        f"<p>{escape(operation['description'])}</p>"
        + (f"<p>Body: {_type(body)}</p>" if body else "")
        + _table("Parameters", parameters)
        + _table("Answers", answers)
        + "</section>"
    )


def _told(parameter: dict[str, Any]) -> dict[str, Any]:
    """A parameter as it is described, also where that is told once for many operations."""
    name = parameter.get("$ref", "").rpartition("/")[2]
    return PARAMETERS[name] if name else parameter


def _schemas(schema: dict[str, Any]) -> str:
    parts = ["<h1>Shapes</h1>"]
    for name, found in schema["components"]["schemas"].items():
        required = set(found.get("required", []))
        fields = [
            (field, _type(inner) + ("" if field in required else ", optional"), inner.get("description", ""))
            for field, inner in found.get("properties", {}).items()
        ]
        parts.append(f'<section id="{escape(name)}"><h2>{escape(name)}</h2>{_table("Fields", fields)}</section>')
    return "".join(parts)


def _table(caption: str, rows: list[tuple[str, str, str]]) -> str:
    if not rows:
        return ""
    lines = "".join(
        f'<tr><th scope="row"><code>{escape(name)}</code></th><td>{kind}</td><td>{escape(text)}</td></tr>'
        for name, kind, text in rows
    )
    return f"<table><caption>{caption}</caption>{lines}</table>"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return f'<a href="#{escape(name)}">{escape(name)}</a>'
    for joined in ("oneOf", "anyOf", "allOf"):
        if joined in schema:
            return " or ".join(_type(inner) for inner in schema[joined])
    if "enum" in schema:
        return escape(", ".join(str(value) for value in schema["enum"]))
    kind = schema.get("type", "anything")
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    if "items" in schema:
        return f"list of {_type(schema['items'])}"
    return escape(words + (f" ({schema['format']})" if "format" in schema else ""))
