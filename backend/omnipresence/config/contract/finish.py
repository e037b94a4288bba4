"""What is added to the contract once all of its operations are known."""

from operator import itemgetter
from typing import Any

from omnipresence.base.contract import PROBLEM_JSON
from omnipresence.config.contract.examples import add_examples
from omnipresence.config.contract.links import add_links
from omnipresence.config.contract.tags import TAGS


def finish(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A hook of drf-spectacular: examples, links, and the tags that are in use with what they are about."""
    operations = [operation for methods in result["paths"].values() for operation in methods.values()]
    used = {tag for operation in operations for tag in operation["tags"]}
    # One that nobody described stays bare, which the linter reports.
    result["tags"] = [{"name": tag, **({"description": TAGS[tag]} if tag in TAGS else {})} for tag in sorted(used)]
    result["components"]["examples"] = _problems(operations)
    add_examples(result)
    add_links(result)
    return result


def _problems(operations: list[dict[str, Any]]) -> dict[str, Any]:
    """The examples of problems, taken out of the operations, which refer to them."""
    kept: dict[str, Any] = {}
    answers = [answer for operation in operations for answer in operation["responses"].values()]
    for content in (answer["content"][PROBLEM_JSON] for answer in answers if PROBLEM_JSON in answer.get("content", {})):
        values = sorted((example["value"] for example in content["examples"].values()), key=itemgetter("code"))
        kept |= {_name(value): {"summary": value["title"], "value": value} for value in values}
        content["examples"] = {value["code"]: {"$ref": f"#/components/examples/{_name(value)}"} for value in values}
    return kept


def _name(problem: dict[str, Any]) -> str:
    # A code may come with two statuses.
    return f"{problem['status']}-{problem['code']}"
