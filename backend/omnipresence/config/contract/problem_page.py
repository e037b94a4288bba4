"""docs/problems.md, made from the classes of problems and the words of /sync."""

from collections.abc import Iterator

from django.urls import get_resolver

from omnipresence.base.problems import TYPE_PREFIX, Problem
from omnipresence.config.contract.advice import ADVICE, BY_STATUS
from omnipresence.config.contract.sync_words import OUTCOMES, REASONS

HEAD = f"""# Every problem

Made from the code by `make openapi`. A refusal is an RFC 9457 problem, `Content-Type: application/problem+json`:

    {{"type": "{TYPE_PREFIX}invalid-input", "title": "Some of the input is not valid.", "status": 422,
     "detail": "Some of the input is not valid.", "code": "invalid-input",
     "errors": [{{"pointer": "/3/identifier", "code": "required", "detail": "This field is required."}}]}}

- `code` is stable, and `type` is `{TYPE_PREFIX}` with the code behind it. Programs decide by the code and never by
  `title` or `detail`, which are for people and may be worded better one day.
- `errors` stands where places of the input are wrong, at most a hundred. `pointer` is a JSON pointer (RFC 6901) into
  the body: `/name`, in a list `/3/name`, deeper `/settings/sign_in_days`, the body as a whole the empty text; `~1` is
  a `/` and `~0` a `~` within a name. Of a query it is the parameter, `/limit`. The error's own `code` is stable too;
  those most met are `required`, `unknown_field` (misspelt, or not yours to set), `type`, `format`, `range`,
  `max_length`, `choice`, `null`, and `unknown` (names a row that is not there, or is another organization's).
  A new password is refused as `password_too_short`, `password_too_uniform` (one or two characters, repeated),
  `password_too_similar` (to what is known of its owner) or `password_too_common`.
- A 401 carries `WWW-Authenticate`, a 405 `Allow`, a 429 and some 409 and 503 `Retry-After` in seconds.
- What is refused has changed nothing, a 500 included: the same request may be sent again with the same Idempotency-Key.

| code | status | means | what to do |
|---|---|---|---|
"""
SYNC = """
## Within /sync

A mark is never refused by a status: each operation has a result with an `outcome`, and where one is needed a `reason`.

| outcome | means | what to do |
|---|---|---|
"""
WHY = """
| reason | with | means |
|---|---|---|
"""


def problem_page() -> str:
    """The page as Markdown."""
    lines = [f"| `{kind.code}` | {kind.status} | {kind.title} | {advice(kind)} |" for kind in kinds()]
    outcomes = [f"| `{word}` | {means} | {then} |" for word, (means, then) in OUTCOMES.items()]
    reasons = [f"| `{word}` | `{outcome}` | {means} |" for word, (outcome, means) in sorted(REASONS.items())]
    return f"{HEAD}{_rows(lines)}{SYNC}{_rows(outcomes)}{WHY}{_rows(reasons)}"


def advice(kind: type[Problem]) -> str:
    """What the caller of an operation does about it."""
    return ADVICE.get(kind.code) or BY_STATUS[kind.status]


def kinds() -> list[type[Problem]]:
    """Every problem that the product has, by code and status."""
    # The routes import every room, and with it every problem.
    assert get_resolver().url_patterns
    found = {(kind.code, kind.status): kind for kind in _below(Problem) if kind.__module__.startswith("omnipresence.")}
    return [found[key] for key in sorted(found)]


def _below(above: type[Problem]) -> Iterator[type[Problem]]:
    for kind in above.__subclasses__():
        yield kind
        yield from _below(kind)


def _rows(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
