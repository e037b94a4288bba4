"""The table of who may do what, made from the contract."""

from collections.abc import Mapping
from typing import Any

ROLES = ("frontline", "administrator", "manager", "external")
HEAD = """# Who may do what

Made from the contract by `make openapi`; `tests/backend/config/test_roles.py` asks every operation as every role
and with every scope, and compares the answers with this page. What is not listed is refused: a view that names no roles
lets nobody in, and an operation that names no scope takes no API keys.

- **frontline** marks presence, **administrator** does everything within the organization, **manager** reads,
  **external** has no use for this API: guests come by their own links.
- A role is read from the user's row with every request. Taken away, it is gone with the next one.
- An **API key** needs the scope of the operation, and acts for the user who made it: that user's role bounds it too.
- *everybody* is an operation that needs no sign-in. Those have limits of their own ([operating.md](operating.md)).
"""


def permission_table(schema: Mapping[str, Any]) -> str:
    """The page as Markdown: one table for each tag, one line for each operation."""
    by_tag: dict[str, list[str]] = {}
    for path, methods in sorted(schema["paths"].items()):
        for method, operation in sorted(methods.items()):
            if "x-roles" in operation:
                by_tag.setdefault(operation["tags"][0], []).append(_line(path, method, operation))
    parts = [HEAD]
    for tag, lines in sorted(by_tag.items()):
        columns = f"| operation | {' | '.join(ROLES)} | API key |"
        parts.append("\n".join([f"## {tag}\n", columns, "|---" * (len(ROLES) + 2) + "|", *lines, ""]))
    return "\n".join(parts)


def _line(path: str, method: str, operation: Mapping[str, Any]) -> str:
    allowed = operation["x-roles"]
    marks = ["everybody" if allowed == ["anybody"] else "yes" if role in allowed else "" for role in ROLES]
    scope = f"`{operation['x-scope']}`" if operation["x-scope"] else ""
    return " | ".join([f"| `{method.upper()} {path}`", *marks, scope]) + " |"
