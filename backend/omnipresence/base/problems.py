"""Every refusal has a name: RFC 9457 problems with a stable code, for all rooms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from omnipresence.base.clock import stamp

T = TypeVar("T")
TYPE_PREFIX = "urn:omnipresence:problem:"
# A body may be wrong in a hundred thousand places; nobody reads more than these, and the answer stays small.
MAX_ERRORS = 100


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong place in the input: a JSON pointer (RFC 6901) into the body, a code, and a sentence."""

    pointer: str
    code: str
    detail: str

    def as_json(self) -> dict[str, str]:
        return {"pointer": self.pointer, "code": self.code, "detail": self.detail}


class Problem(Exception):
    """A refusal that the caller can read. Subclasses, in their room's problems.py, fix status, code and title."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad-request"
    title: ClassVar[str] = "The request cannot be understood."
    retry_after: int | None = None

    def __init__(self, detail: str = "", *, errors: Iterable[FieldError] = (), **extra: Any) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.errors = tuple(errors)
        self.extra = extra

    def as_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": TYPE_PREFIX + self.code,
            "title": self.title,
            "status": self.status,
            "detail": self.detail or self.title,
            "code": self.code,
            **self.extra,
        }
        if self.errors:
            body["errors"] = [error.as_json() for error in self.errors[:MAX_ERRORS]]
        return body


class InvalidInput(Problem):
    status = 422
    code = "invalid-input"
    title = "Some of the input is not valid."


class MalformedRequest(Problem):
    status = 400
    code = "malformed-request"
    title = "The body is not readable JSON."


class NotFound(Problem):
    """Also the answer for what belongs to another organization: its existence is nobody else's business."""

    status = 404
    code = "not-found"
    title = "There is nothing here."


def found(row: T | None) -> T:
    """The row; raises NotFound where there is none."""
    if row is None:
        raise NotFound
    return row


class NotAuthenticated(Problem):
    status = 401
    code = "not-authenticated"
    title = "Sign in first: the access token is missing, expired or not valid."


class Forbidden(Problem):
    status = 403
    code = "forbidden"
    title = "Your role does not allow this."


class ScopeMissing(Problem):
    """Only API keys meet this."""

    status = 403
    code = "scope-missing"
    title = "This API key does not have the scope that this needs."


class MethodNotAllowed(Problem):
    status = 405
    code = "method-not-allowed"
    title = "This address does not offer that method."


class NotAcceptable(Problem):
    status = 406
    code = "not-acceptable"
    title = "The answer cannot be given in that form."


class PayloadTooLarge(Problem):
    status = 413
    code = "payload-too-large"
    title = "The body is larger than allowed."


class UnsupportedMediaType(Problem):
    status = 415
    code = "unsupported-media-type"
    title = "Send JSON (application/json)."


class VersionChanged(Problem):
    status = 412
    code = "version-changed"
    title = "Somebody changed this since you read it."


def expect_stamp(updated_at: datetime, expected: int | None) -> None:
    """Raises VersionChanged when the caller had seen another state of a row that has no version (base.clock.stamp)."""
    if expected is not None and expected != stamp(updated_at):
        raise VersionChanged


class Throttled(Problem):
    status = 429
    code = "throttled"
    title = "Too many requests; wait a little."
    # The limits that were exceeded (base.limits.Standing), for the answer's headers.
    standings: tuple[Any, ...] = ()


class Unexpected(Problem):
    status = 500
    code = "unexpected"
    title = "Something went wrong here. It was recorded; nothing of this request was kept."
