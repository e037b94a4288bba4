"""Examples of requests and answers, made from the contract itself: each fits its schema, and no one keeps them by hand.

A shape's example is put together from its fields' (values.py); a field that nobody named gets what its schema allows.
"""

from collections.abc import Mapping
from typing import Any

from omnipresence.config.contract.values import TIME, VALUES

Schema = Mapping[str, Any]
BY_FORMAT: dict[str, Any] = {
    "date-time": TIME,
    "date": TIME[:10],
    "uuid": "0b9d5a1e-7c4f-4a57-9a55-0d1f6f3f4c11",
    "uri": "https://presence.example.com/",
    "binary": "(bytes)",
    "time-zone": "Asia/Dhaka",
}
BY_TYPE: dict[str, Any] = {"boolean": True, "null": None, "number": 0.5}
FILES = {
    "text/csv": "identifier,first_name,last_name\r\nP0042,Amina,Rahman\r\n",
    "application/x-ndjson": '{"id": 42, "table_name": "participants", "operation": "update"}\n',
    "text/calendar": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    "application/pdf": "%PDF-1.7",
    "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 704"></svg>\n',
}


class Examples:
    """Makes examples of the schemas under components/schemas."""

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self.schemas = schemas

    def of(self, schema: Schema, owner: str = "", name: str = "") -> Any:
        """A value that fits. `owner` and `name` say of which field of which shape."""
        for known in (f"{owner}.{name}", f"{_plain(owner)}.{name}", name):
            if known in VALUES and self._may_be(schema, VALUES[known]):
                return VALUES[known]
        if "$ref" in schema:
            shape = _last(schema["$ref"])
            whole = next((VALUES[known] for known in (shape, _plain(shape)) if known in VALUES), None)
            return self.of(self.schemas[shape], shape, name) if whole is None else whole
        for joined in ("allOf", "oneOf", "anyOf"):
            if joined in schema:
                return self.of(schema[joined][0], owner, name)
        if "enum" in schema:
            return schema["enum"][0]
        return self._of_type(schema, owner, name)

    def _of_type(self, schema: Schema, owner: str, name: str) -> Any:
        kind = _kinds(schema)[0]
        if kind == "object":
            fields = schema.get("properties", {})
            return {field: self.of(inner, owner or name, field) for field, inner in fields.items()}
        if kind == "array":
            return [self.of(schema.get("items", {}), owner)] * max(1, schema.get("minItems", 1))
        if kind == "integer":
            return max(1, schema.get("minimum", 1))
        if kind == "string":
            return BY_FORMAT.get(schema.get("format", ""), name.replace("_", " ") or "text")
        return BY_TYPE.get(kind)

    def _may_be(self, schema: Schema, value: Any) -> bool:
        """Whether the value is of the schema's type: fields of one name mean different things in different shapes."""
        if "$ref" in schema:
            return self._may_be(self.schemas[_last(schema["$ref"])], value)
        for joined in ("allOf", "oneOf", "anyOf"):
            if joined in schema:
                return any(self._may_be(inner, value) for inner in schema[joined])
        if "enum" in schema:
            return bool(value in schema["enum"])
        if isinstance(value, str) and schema.get("format") in {"date", "date-time"}:
            return bool(("T" in value) == (schema["format"] == "date-time"))
        return _type_of(value) in _kinds(schema) and (not isinstance(value, dict) or "properties" not in schema)


def add_examples(document: dict[str, Any]) -> None:
    """Give every body and answer an example, which stands once, under components/examples, and every parameter one."""
    components = document["components"]
    kept = components.setdefault("examples", {})
    examples = Examples(components["schemas"])
    for operation in (found for methods in document["paths"].values() for found in methods.values()):
        told = [operation.get("requestBody", {}), *operation["responses"].values()]
        for media_type, content in ((media, body) for part in told for media, body in part.get("content", {}).items()):
            if "examples" not in content:
                _add(content, media_type, examples, kept)
        for parameter in operation.get("parameters", []):
            if "$ref" not in parameter:
                parameter["example"] = examples.of(parameter["schema"], "parameter", parameter["name"])
    components["examples"] = dict(sorted(kept.items()))


def _add(content: dict[str, Any], media_type: str, examples: Examples, kept: dict[str, Any]) -> None:
    schema = content["schema"]
    shape = _last(schema["$ref"]) if "$ref" in schema else _last(media_type).replace("+", "-")
    value = FILES[media_type] if media_type in FILES else examples.of(schema)
    kept.setdefault(shape, {"value": value})
    content["examples"] = {shape: {"$ref": f"#/components/examples/{shape}"}}


def _plain(shape: str) -> str:
    """The shape of which this one is sent: Session of PatchedSessionChangeRequest."""
    if not shape.endswith("Request"):
        return shape
    return shape.removeprefix("Patched").removesuffix("Request").removesuffix("Change").removesuffix("Patch")


def _kinds(schema: Schema) -> list[str]:
    kind = schema.get("type", "object")
    return kind if isinstance(kind, list) else [kind]


def _type_of(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return names.get(type(value), "null")


def _last(address: str) -> str:
    return address.rpartition("/")[2]
