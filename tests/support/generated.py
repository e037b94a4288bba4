"""Requests that Schemathesis makes from openapi.yaml, and what is checked of the answers.

All checks of Schemathesis run but one. "A valid request is accepted" cannot be told from the contract alone where a
field names a row or two fields depend on each other; a check of our own demands instead that a refusal names such a
reason. Another holds each operation to the roles and scopes that it names.
"""

from datetime import UTC, datetime
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis.auths import AuthContext
from schemathesis.checks import CheckContext, load_all_checks
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case

from omnipresence.accounts.models import Role, User
from omnipresence.accounts.permissions import Scope
from omnipresence.base import clock
from omnipresence.config.wsgi import application
from omnipresence.presence.models import PresenceRecord
from omnipresence.roster.models import GroupMembership
from support import contract, tree
from support.cast import School, bearer
from support.keys import key_of

# Of naive moments, as the generator wants its bounds.
FIRST, LAST = datetime.fromisoformat("1900-01-02"), datetime.fromisoformat("2199-12-30")
TO_SIGN = "Bearer somebody"
KEY = "API key"
ROLES = ("administrator", "manager", "frontline", "external", KEY)
# Who asks, told to the check below; no part of HTTP.
WHO = "X-Test-Role"
# What a schema cannot say: that a row exists, that one field fits another, that a password is the right one.
REASONS = {"unknown", "order", "wrong", "required", "alone", "cursor", "max_length", "states", "rule", "range"}
REASONS |= {f"password_too_{how}" for how in ("short", "uniform", "similar", "common")}
REASONS |= {"taken", "repeated", "length", "same", "kind", "cycle"}
REASONS |= {"unknown_session", "unknown_participant", "unknown_state", "state_inactive", "not_in_group"}
REFUSALS = {401, 403, 404, 409, 412, 422, 429}

schemathesis.openapi.format(
    "date-time",
    st.datetimes(FIRST, LAST, timezones=st.just(UTC)).map(datetime.isoformat),
)
schemathesis.openapi.format("date", st.dates(FIRST.date(), LAST.date()).map(str))
schemathesis.openapi.format("time-zone", st.sampled_from(["UTC", "Asia/Dhaka", "Europe/Berlin"]))

schema = schemathesis.openapi.from_path(tree.ROOT / "openapi.yaml")
schema.app = application
rejection = schema.config.checks.negative_data_rejection
rejection.expected_statuses = [*rejection.expected_statuses, "413"]
# No text of the product holds NUL; inside an object of free form, no schema can say so.
schema.config.generation.allow_x00 = False
# What their DELETE revokes stays to be looked at; test_links.py holds all others to 404.
REVOKED = {"/api/v1/api-keys/{id}", "/api/v1/self-service-links/{id}"}


@schema.auth(refresh_interval=None)
class Somebody:
    """Marks the requests to sign: requests are made before there is anybody to sign them for."""

    def get(self, case: Case, context: AuthContext) -> str:
        return TO_SIGN

    def set(self, case: Case, data: str, context: AuthContext) -> None:
        case.headers["Authorization"] = data


load_all_checks()


class RefusedWithoutReason(Failure):
    """A request that the contract allows was refused for something that the contract could have said."""


@schemathesis.check
def right_requests_are_refused_for_reasons_only(ctx: CheckContext, response: Response, case: Case) -> None:
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code < 400:
        return
    problem = response.json()
    codes = {error["code"] for error in problem.get("errors", [])}
    if response.status_code not in REFUSALS or not codes <= REASONS:
        raise RefusedWithoutReason(
            operation=case.operation.label, title="Refused without a reason", message=f"{problem}"
        )


class RolesAreNotAsNamed(Failure):
    """Somebody whom the operation does not name was let in, or somebody whom it names was taken for nobody."""


@schemathesis.check
def those_who_are_named_are_let_in(ctx: CheckContext, response: Response, case: Case) -> None:
    who, about = case.headers.get(WHO), case.operation.definition.raw
    if who is None or "Authorization" not in response.request.headers or about["x-roles"] == ["anybody"]:
        return
    named = about["x-scope"] is not None if who == KEY else who in about["x-roles"]
    if response.status_code == 401 if named else response.status_code < 300:
        raise RolesAreNotAsNamed(
            operation=case.operation.label,
            title="Roles and scopes are not as named",
            message=f"{who}: {response.status_code}, though x-roles {about['x-roles']}, x-scope {about['x-scope']}",
        )


def identities(school: School) -> dict[str, str]:
    """The Authorization of somebody with each role, and of an administrator's key that has every scope."""
    User.objects.for_organization(school.organization.pk).filter(pk=school.tariq.pk).update(role=Role.EXTERNAL)
    school.tariq.refresh_from_db()
    people = dict(zip(ROLES, (school.olga, school.maud, school.mina, school.tariq), strict=False))
    signed = {role: bearer(user)["Authorization"] for role, user in people.items()}
    return {**signed, KEY: f"Bearer {key_of(school.olga, *map(str, Scope))}"}


def rows(school: School) -> dict[str, int]:
    """By the name of a room or of a field: the id of a row that exists."""
    return {
        "participants": school.pupil.pk,
        "participant": school.pupil.pk,
        "groups": school.group.pk,
        "group": school.group.pk,
        "sessions": school.session.pk,
        "session": school.session.pk,
        "group-memberships": GroupMembership.objects.for_organization(school.organization.pk).first().pk,
        "presence-states": school.states["late"].pk,
        "presence-records": PresenceRecord.objects.for_organization(school.organization.pk).first().pk,
    }


def fitting(school: School, participant: int) -> dict[str, Any]:
    """By the name of a field: what stands here for what the contract's examples have. None leaves it out."""
    day = clock.now().date().isoformat()
    return {
        "group": school.group.pk, "session": school.session.pk, "participant": participant, "parent": None,
        "expires_at": f"{int(day[:4]) + 1}{day[4:8]}01T00:00:00Z", "code": "of_my_own", "domain": "education",
        "presence_state": "late", "recorded_at": None, "email": "new@example.com",
    }  # fmt: skip


def fitted(about: Any, here: dict[str, Any]) -> dict[str, Any] | None:
    """The contract's example of a body, with what stands here; None where the operation takes no JSON object."""
    body = contract.made(about) if "requestBody" in about else None
    if not isinstance(body, dict):
        return None
    return {name: here.get(name, value) for name, value in body.items() if here.get(name, value) is not None}


def point_at_rows(case: Case, ids: dict[str, int]) -> None:
    """Let half of the right requests name rows that exist, or nothing but 404 would ever be seen."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    room = case.path.split("/")[3]
    if room in ids and is_odd(case.path_parameters.get("id")):
        case.path_parameters["id"] = ids[room]
    case.body = as_integers(case.body)
    if isinstance(case.body, dict):
        for name in ("group", "participant", "session"):
            if is_odd(case.body.get(name)):
                case.body[name] = ids[name]


def is_odd(value: Any) -> bool:
    return str(value).isdigit() and int(value) % 2 == 1


def as_integers(value: Any) -> Any:
    """JSON Schema takes 7.0 for an integer; the server takes it for what it is."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**63:
        return int(value)
    if isinstance(value, dict):
        return {name: as_integers(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_integers(inner) for inner in value]
    return value


def excluded(case: Case) -> list[Any]:
    """/sync and a rescued queue judge each operation alone, in `results`: a wrong one never refuses the request.

    A form knows no types: whatever stands in the place of an import's file is one.
    """
    names = ["positive_data_acceptance"]
    if (case.operation.path, case.method) in {
        ("/api/v1/sync", "POST"),
        ("/api/v1/sync/rescue", "POST"),
        ("/api/v1/imports", "POST"),
    }:
        names.append("negative_data_rejection")
    if case.operation.path in REVOKED:
        names.append("use_after_free")
    if case.operation.path == "/api/v1/groups/{id}/calendar":
        # A group begins without one.
        names.append("ensure_resource_availability")
    return [schemathesis.checks.CHECKS.get_one(name) for name in names]
