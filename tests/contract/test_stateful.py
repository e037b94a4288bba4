"""Walks along the links of openapi.yaml, as each role: what was created is there until it is deleted, and then is not.

Every step passes all checks of Schemathesis, among them those that look back: nothing is read after it was deleted
(`use_after_free`), and what was created can be reached (`ensure_resource_availability`).
"""

import re
from collections import Counter
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.errors import FlakyStrategyDefinition
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.generation.stateful.state_machine import APIStateMachine, StepInput, StepOutput

from omnipresence.base.tallies import tallies
from support.cast import School
from support.generated import KEY, WHO, excluded, fitted, fitting, identities, point_at_rows, rows, schema
from support.long import walks
from support.undone import undone

STEPS = 12
# Walks of each role: those who may do more go further. Nothing is open to guests, but for their links.
WALKS = {"administrator": 30, "manager": 8, "frontline": 12, KEY: 20}
IN_MILLISECONDS = 1768465800000


@pytest.mark.parametrize("role", WALKS)
def test_what_follows_from_an_answer_holds(school: School, role: str) -> None:
    done: Counter[str] = Counter()
    broken: list[str] = []
    walk = walk_of(school, role, done, broken)
    # Ids, times and secrets of the server differ from walk to walk, and so may what can follow. Hypothesis then ends
    # the walks; what was checked until then counts, and must have been enough.
    with suppress(FlakyStrategyDefinition):
        walk.run(
            settings=settings(
                max_examples=WALKS[role] * walks(1, 20),
                stateful_step_count=STEPS,
                deadline=None,
                derandomize=True,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
        )
    assert broken == []
    assert done.total() > 2 * WALKS[role], done


def walk_of(school: School, role: str, done: Counter[str], broken: list[str]) -> type[APIStateMachine]:
    """Walks of somebody with this role, over what is open to it.

    `done` counts what was answered with success, `broken` holds the checks that failed.
    """
    signs, ids, here = identities(school)[role], rows(school), fitting(school, school.participants[1].pk)
    machine = schema.include(lambda context: is_open(role, context)).as_state_machine()
    # A walk begins where no id is needed: others are only guessed, and test_contract.py does that.
    guesses = {name: None for name in machine.root_rules if re.search(r"_(id|code|token)(_|$)", name)}

    class Walk(type("Begun", (machine,), guesses)):  # type: ignore[misc]
        """One walk; all that it did is undone at its end."""

        def setup(self) -> None:
            self.world = undone()
            self.world.__enter__()
            self.steps = 0

        def teardown(self) -> None:
            self.world.__exit__(None, None, None)

        def step(self, input: StepInput) -> StepOutput:
            self.steps += 1
            if input.case.meta.generation.mode.is_positive:
                fit(input, self.steps, school, here)
            return super().step(input)

        def before_call(self, case: Case) -> None:
            tallies().forget()
            point_at_rows(case, ids)
            case.headers["Accept-Encoding"] = "identity"
            if case.operation.definition.raw["security"]:
                case.headers.update({"Authorization": signs, WHO: role})

        def after_call(self, response: Response, case: Case) -> None:
            super().after_call(response, case)
            done[name_of(case)] += response.status_code < 300

        def validate_response(self, response: Response, case: Case, **extra: Any) -> None:
            try:
                case.validate_response(response, excluded_checks=excluded(case), recorder=self.recorder)
            except BaseException as failure:
                broken.append(f"{name_of(case)}: {failure}")
                raise

    return Walk


def is_open(role: str, context: Any) -> bool:
    """Whether the role may use it; what it may not is refused, as test_contract.py shows."""
    about = context.operation.definition.raw
    return about["x-scope"] is not None if role == KEY else bool({role, "anybody"} & set(about["x-roles"]))


def fit(input: StepInput, number: int, school: School, here: dict[str, Any]) -> None:
    """Every other body that no link has filled becomes the contract's own example; a batch comes into question.

    What is made at random is mostly refused, and from a refusal no link leads on.
    """
    if name_of(input.case) == "sync":
        input.case.body = batch(school, number)
    elif number % 2 and (input.transition is None or input.transition.request_body is None):
        body = fitted(input.case.operation.definition.raw, here)
        input.case.body = input.case.body if body is None else body


def name_of(case: Case) -> str:
    return str(case.operation.definition.raw["operationId"])


def batch(school: School, number: int) -> dict[str, Any]:
    """One mark upon nothing, of somebody who was marked before: the first comes into question."""
    mark = {"kind": "mark", "session": school.session.pk, "participant": school.pupil.pk, "state": "late", "note": ""}
    when = {"marked_at": IN_MILLISECONDS + number, "marked_by": school.olga.pk, "base_version": 0}
    return {
        "protocol": 2,
        "device_id": str(UUID(int=4 << 76 | 8 << 60 | 1)),
        "batch_id": str(UUID(int=4 << 76 | 8 << 60 | 1000 + number)),
        "client_time": IN_MILLISECONDS,
        "ops": [{"op_id": str(UUID(int=4 << 76 | 8 << 60 | 2000 + number)), "seq_no": number, **mark, **when}],
    }
