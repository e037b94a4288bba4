"""docs/problems.md holds every problem, every outcome and every reason, each once and with what to do."""

import re
from pathlib import Path

from omnipresence.base.contract import PROBLEM_JSON
from omnipresence.base.problems import Problem
from omnipresence.config.contract.advice import ADVICE
from omnipresence.config.contract.problem_page import kinds, problem_page
from omnipresence.config.contract.sync_words import OUTCOMES, REASONS
from omnipresence.presence.rules import Outcome
from omnipresence.sync.serializers import wire

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "problems.md"


def rows() -> dict[tuple[str, int], tuple[str, str]]:
    found = re.findall(r"^\| `([a-z-]+)` \| (\d{3}) \| (.+) \| (.+) \|$", PAGE.read_text(), re.MULTILINE)
    assert len({(code, status) for code, status, *_ in found}) == len(found)
    return {(code, int(status)): (means, then) for code, status, means, then in found}


def test_the_page_is_what_the_code_says() -> None:
    assert PAGE.read_text() == problem_page(), "make openapi"


def test_every_class_of_a_problem_in_the_source_is_on_the_page() -> None:
    source = "".join(file.read_text() for file in (ROOT / "backend" / "omnipresence").rglob("*.py"))
    named = set(re.findall(r'^    code(?:: ClassVar\[str\])? = "([a-z-]+)"$', source, re.MULTILINE))
    assert named - {Problem.code} == {code for code, _ in rows()}
    assert {(kind.code, kind.status) for kind in kinds()} == set(rows())


def test_advice_is_for_problems_that_exist() -> None:
    assert set(ADVICE) <= {code for code, _ in rows()}


def test_every_code_that_the_contract_names_is_on_the_page() -> None:
    contract = (ROOT / "openapi.yaml").read_text()
    named = re.findall(r"'#/components/examples/(\d{3})-([a-z-]+)'", contract)
    assert PROBLEM_JSON in contract and named
    assert {(code, int(status)) for status, code in named} <= set(rows())


def test_every_outcome_and_every_reason_of_a_sync_is_told() -> None:
    assert set(OUTCOMES) == {str(outcome) for outcome in Outcome}
    assert set(REASONS) == set(wire.REASONS)
    assert {word for outcome, _ in REASONS.values() for word in outcome.split(", ")} <= set(OUTCOMES)
    page = PAGE.read_text()
    assert all(f"| `{word}` | " in page for word in [*OUTCOMES, *REASONS])
