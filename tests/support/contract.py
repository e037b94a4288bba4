"""openapi.yaml as the tests walk it: its operations, requests that fit them, and every place that may name a row."""

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from support import tree

Json = dict[str, Any]
# From the top of a body to a value: names of properties, positions in arrays, alternatives of a choice.
Path = tuple[str | int, ...]
METHODS = ("get", "post", "put", "patch", "delete")
CHOICES = ("oneOf", "anyOf", "allOf")


@cache
def contract() -> Json:
    found: Json = yaml.load((tree.ROOT / "openapi.yaml").read_text(), Loader=yaml.CSafeLoader)
    return found


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    about: Any

    def __str__(self) -> str:
        return str(self.about["operationId"])

    def parameters(self, where: str) -> dict[str, Json]:
        """Name to schema of those in `path`, `query` or `header`."""
        all_of_them = [resolved(one) for one in self.about.get("parameters", [])]
        return {one["name"]: resolved(one["schema"]) for one in all_of_them if one["in"] == where}

    def body(self) -> tuple[str, Json] | None:
        """Media type and schema of what it takes."""
        for kind, content in self.about.get("requestBody", {}).get("content", {}).items():
            return kind, resolved(content["schema"])
        return None


def operations() -> list[Operation]:
    return [
        Operation(method, path, item[method])
        for path, item in contract()["paths"].items()
        for method in METHODS
        if method in item
    ]


def resolved(schema: Json) -> Json:
    while "$ref" in schema:
        found: Any = contract()
        for name in schema["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        schema = found
    return schema


@dataclass(frozen=True)
class Place:
    """One value inside a schema, reached through `path`; `name` is the nearest property's."""

    path: Path
    name: str
    schema: Any


def places(schema: Json, path: Path = (), name: str = "") -> Iterator[Place]:
    """Every scalar inside the schema, each alternative of a choice by itself; depth is bounded by the schema's own."""
    schema = resolved(schema)
    for choice in CHOICES:
        for number, one in enumerate(schema.get(choice, [])):
            yield from places(one, (*path, choice, number), name)
    if "items" in schema:
        yield from places(schema["items"], (*path, "items"), name)
    elif "properties" in schema:
        for inner, one in schema["properties"].items():
            yield from places(one, (*path, "properties", inner), inner)
    elif "enum" not in schema and {"integer", "string"} & set(types(schema)):
        yield Place(path, name, schema)


def types(schema: Json) -> list[str]:
    found = schema.get("type", [])
    return found if isinstance(found, list) else [found]


Fill = Callable[[str, Json], Any]


def example(schema: Json, fill: Fill, path: Path = (), value: Any = None, name: str = "") -> Any:
    """The smallest value of the schema with `value` at `path`; `fill` gives the scalars beside it."""
    schema = resolved(schema)
    for choice in CHOICES:
        if schema.get(choice):
            number, rest = (path[1], path[2:]) if path[:1] == (choice,) else (0, ())
            return example(schema[choice][number], fill, rest, value, name)
    if "items" in schema:
        wanted = path[:1] == ("items",) or schema.get("minItems")
        return [example(schema["items"], fill, path[1:], value, name)] if wanted else []
    if "properties" in schema:
        chosen = path[1] if path[:1] == ("properties",) else None
        return {
            inner: example(one, fill, path[2:] if inner == chosen else (), value if inner == chosen else None, inner)
            for inner, one in schema["properties"].items()
            if inner == chosen or inner in schema.get("required", ())
        }
    if path:
        raise AssertionError(f"{name}: no way to {path}")
    return fill(name, schema) if value is None else value


def scalar(name: str, schema: Json) -> Any:
    """Some value of a schema that names no row."""
    if "enum" in schema:
        return schema["enum"][0]
    kinds = types(schema)
    if "integer" in kinds:
        return max(1, schema.get("minimum", 1))
    if "boolean" in kinds:
        return False
    if "object" in kinds:
        return {}
    by_format = {"date": "2031-05-05", "date-time": "2031-05-05T08:00:00Z", "time-zone": "UTC"}
    text = by_format.get(schema.get("format", ""), "a text of a test")
    return text[: schema.get("maxLength", 100)]


def made(operation: Any) -> Any:
    """The contract's own example of what this operation takes, or None where it takes no JSON."""
    content = operation["requestBody"]["content"].get("application/json")
    if content is None:
        return None
    at = next(iter(content["examples"].values()))["$ref"].rpartition("/")[2]
    return copy.deepcopy(contract()["components"]["examples"][at]["value"])


def is_a_name(name: str) -> bool:
    """Whether a text of this name says which row is meant."""
    return bool(re.search(r"(^|_)(ids?|codes?|token|key|ref|refresh|op|cursor|grant|tag|link)$", name))
