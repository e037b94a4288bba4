"""Reading the fields of one JSON object, and collecting what is wrong with them.

Nothing is coerced: "12" is not 12 and true is not 1 (MySQL would happily find row 0 for 'abc').
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from omnipresence.base.ids import canonical_uuid, parse_uuid
from omnipresence.base.problems import FieldError
from omnipresence.base.values import is_storable

T = TypeVar("T")


class Fields:
    """Reads fields of one object and collects what is wrong with them."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self.body = body
        self.errors: list[FieldError] = []

    def integer(self, name: str, low: int, high: int, default: int | None = None) -> int:
        value = self.body.get(name, default)
        if type(value) is int and low <= value <= high:
            return value
        return self._wrong(name, "integer", f"must be an integer from {low} to {high}", low)

    def text(self, name: str, longest: int, default: str | None = None, *, any_character: bool = False) -> str:
        value = self.body.get(name, default)
        if isinstance(value, str) and len(value) <= longest and (any_character or is_storable(value)):
            return value
        return self._wrong(name, "text", f"must be a text of at most {longest} characters without NUL", "")

    def maybe(self, name: str, read: Callable[[], Any]) -> Any:
        return None if self.body.get(name) is None else read()

    def uuid(self, name: str) -> UUID:
        value = parse_uuid(self.body.get(name))
        return value or self._wrong(name, "uuid", "must be a UUID in its canonical form", UUID(int=0))

    def op_id(self, name: str) -> str:
        value = canonical_uuid(self.body.get(name))
        return value or self._wrong(name, "uuid", "must be a UUID in its canonical form", "")

    def flag(self, name: str) -> bool:
        value = self.body.get(name, False)
        return value if isinstance(value, bool) else self._wrong(name, "boolean", "must be true or false", False)

    def mapping(self, name: str) -> Mapping[str, Any]:
        value = self.body.get(name)
        return value if isinstance(value, dict) else self._wrong(name, "object", "must be an object", {})

    def _wrong(self, name: str, code: str, detail: str, instead: T) -> T:
        self.errors.append(FieldError(f"/{name}", code, detail))
        return instead
