"""Two tenants: what belongs to the other answers exactly as what never existed (R8.3).

The requests are made from openapi.yaml: in every path, query and body each value that may name something gets, in
turn, what is the caller's own, what is the strangers' and what never was. A new operation is in by being in the
contract; an id whose kind the tables below do not know fails the first test.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from omnipresence.base import clock
from omnipresence.base.tallies import tallies
from support import contract
from support.answers import seen
from support.api import Api
from support.belongings import DOMAIN, belongings
from support.cast import School
from support.contract import Json, Operation, Place
from support.tablets import Tablet
from support.undone import undone

# What a value names, by the name of its field.
KINDS = {
    "group": "group", "groups": "group", "parent": "group", "compare": "group",
    "participant": "participant", "record_id": "other participant", "duplicate": "other participant",
    "session": "session", "user": "user", "changed_by": "user", "recorded_by": "user", "marked_by": "user",
    "exported_by": "user", "source_device": "device id", "device_id": "device id", "op_id": "operation",
    "prev_op": "operation", "ref": "walk-in", "batch_id": "batch", "seen": "conflict", "id": "conflict",
    "state": "state code", "presence_state": "state code", "codes": "state code", "code": "state code",
    "domain": "domain", "domain_type": "domain", "identifier": "identifier", "external_id": "external id",
    "link": "link",
}  # fmt: skip
# What {id} and {code} name in a path, by the segment before.
IN_PATHS = {
    "api-keys": "api key", "devices": "device", "domains": "domain", "group-memberships": "membership",
    "deliveries": "delivery", "groups": "group", "imports": "import", "notification-rules": "notification rule",
    "notifications": "notification", "participants": "participant", "presence-records": "record",
    "presence-states": "state", "sessions": "session", "sign-ins": "sign-in", "sync-conflicts": "conflict",
    "sync-quarantine": "quarantine", "timetables": "timetable", "users": "user", "webhooks": "webhook",
    "registrations": "registration", "self-service-links": "link",
}  # fmt: skip
# Numbers that count, measure or order.
NUMBERS = {
    "count", "limit", "offset", "protocol", "format", "days_back", "days_ahead", "quarantined", "threshold",
    "within_days", "sort_order", "step", "expected_version", "duplicate_version", "base_version", "acked_version",
    "seq_no", "marked_at", "clock_era", "client_time", "oldest_at", "inactivity_minutes", "sign_in_days",
    "backdating_days", "max_uses", "starts_at", "ends_at",
}  # fmt: skip
# Not asked for here: secrets that are themselves the right to be answered, and what has its own tests.
SECRETS = {"token", "refresh", "grant", "cursor", "scope_tag"}
FITTING: Json = {
    "rrule": "FREQ=DAILY", "start_time": "08:00", "end_time": "08:45", "from": "2031-05-05", "to": "2031-05-09",
    "pattern": "Room {}", "first": "1", "last": "3", "color": "#112233", "chosen_version": "b", "protocol": 2,
    "client_time": 1_900_000_000_000, "kind": "mark", "op": {},
}  # fmt: skip
# Where even one's own is answered like what never was: these are told, not looked up.
TOLD = {
    "codes inside a domain are its own": {
        "createDomain group_types/items/code", "createDomain states/items/code", "updateDomain states/items/code",
        "updateDomain group_types/items/code",
    },
    "tests/backend/sync/test_on_the_spot.py asks, for it takes another kind of operation": {
        f"{operation} ops/items/{place}"
        for operation in ("sync", "rescueOperations")
        for place in ("group", "session/1/ref")
    },
    "several people may have one number of another system": {
        "createParticipant 0/external_id", "createParticipant 1/items/external_id", "updateParticipant external_id",
    },
    "who is at the door may say any": {"sync ops/items/identifier", "rescueOperations ops/items/identifier"},
    "who took the file is told by the file": {"rescueOperations exported_by"},
    "what a person changed before is history": {
        f"{operation} ops/items/edits/0/earlier/items/state" for operation in ("sync", "rescueOperations")
    },
    "a batch and a device are what the device says": {
        "sync batch_id", "signIn device_id", "setAsideOperation device_id", "rescueOperations device_id",
        "sync device_id",
    },
    "a preview tells of clashes, and a group without sessions has none": {"previewTimetable group"},
    "a decision that was not sent before is a new one": {
        "resolveConflict op_id", "resolveConflicts decisions/items/op_id",
    },
    "tests/backend/selfservice asks, which knows what fits each kind of link, and has the token of one": {
        "createSelfServiceLink session", "createSelfServiceLink group", "checkIn identifier", "checkIn code",
        "register identifier",
    },
    "what is decided is closed anyhow": {"resolveConflict seen/items", "resolveConflicts decisions/items/seen/items"},
}  # fmt: skip
# Ids of different tables may be the same number.
BESIDE: dict[str, Json] = {"record_id": {"table_name": "participants"}}
FRESH = "11111111-2222-4333-8444-555555555555"


def never_was(kind: str) -> Any:
    if kind in {"device id", "operation", "walk-in", "batch"}:
        return "99999999-9999-4999-8999-999999999999"
    return "never_was" if kind in {"state code", "domain", "identifier", "external id"} else 9_000_000_000_000_000_000


def may_name_a_row(place: Place) -> bool:
    if place.name in NUMBERS | SECRETS:
        return False
    is_text = "string" in contract.types(place.schema)
    uuid = place.schema.get("format") == "uuid"
    return not is_text or uuid or place.name in KINDS or contract.is_a_name(place.name)


def in_query(operation: Operation) -> Iterator[Place]:
    for name, schema in operation.parameters("query").items():
        yield from contract.places(schema, name=name)


def in_body(operation: Operation) -> Iterator[Place]:
    body = operation.body()
    if body and body[0] == "application/json":
        yield from contract.places(body[1])


def spot(place: Place) -> str:
    """Where in a body, without the words of schemas."""
    return "/".join(str(part) for part in place.path if part not in {"properties", "oneOf"})


def in_path(operation: Operation) -> dict[str, str]:
    """The parameters of a path and what they name."""
    found = re.findall(r"/([\w-]+)/\{(\w+)\}", operation.path)
    return {name: IN_PATHS[before] for before, name in found if name not in SECRETS}


def test_whatever_may_name_a_row_is_known() -> None:
    for operation in contract.operations():
        names = set(operation.parameters("path"))
        assert names - SECRETS == set(in_path(operation)), operation.path
        for place in (*in_query(operation), *in_body(operation)):
            assert not may_name_a_row(place) or place.name in KINDS, f"{operation}: what does {place.name} name?"


@dataclass
class Tenants:
    """Olga of the school asks; every request is undone, so that the next one finds the same."""

    school: School
    own: Json
    theirs: Json
    api: Api

    def ask(
        self,
        operation: Operation,
        named: Json | None = None,
        query: Json | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        path = operation.path
        for name, kind in in_path(operation).items():
            path = path.replace(f"{{{name}}}", str((named or {}).get(name, self.own[kind])))
        required = {one["name"] for one in operation.about.get("parameters", []) if one.get("required")}
        needed = {n: self.fill(n, s) for n, s in operation.parameters("query").items() if n in required}
        text = urlencode({**needed, **(query or {})})
        data = json.dumps(body) if body is not None else ""
        tallies().forget()
        with undone():
            answer = self.api.client.generic(
                operation.method.upper(), path, data, "application/json", QUERY_STRING=text, headers=headers
            )
            told = seen(answer) if not answer.streaming else (answer.status_code, answer.getvalue(), {})
        assert answer.status_code < 500, (str(operation), told)
        return told

    def fill(self, name: str, schema: Json, beside: str = "") -> Any:
        if name == "chosen_version" and beside == "presence_state":
            return "other"
        if name in FITTING and "enum" not in schema:
            return FITTING[name]
        if name == "expected_version":
            return self.own["record version"]
        if name in {"op_id", "batch_id"}:
            return FRESH
        if name in {"code", "identifier", "external_id"}:
            return "fresh"
        return self.own[KINDS[name]] if name in KINDS else contract.scalar(name, schema)

    def bodies(self, operation: Operation, place: Place, value: Any) -> Iterator[Any]:
        """The smallest bodies with the value in its place: one, or one for each kind of operation of a tablet."""
        _, schema = operation.body() or ("", {})
        body = contract.example(schema, partial(self.fill, beside=place.name), place.path, value)
        if str(operation) == "createDomain":
            body = {**DOMAIN, "code": "fresh", place.path[1]: body[place.path[1]]}
        tablet = Tablet(self.school, self.school.olga)
        mark = tablet.op(self.school.participants[2], marked_at=FITTING["client_time"], op_id=FRESH)
        if place.path[:2] != ("properties", "ops"):
            yield {**body, "ops": [mark]} if "ops" in body else body
            return
        name = place.path[4]
        at: Json = {"marked_at": FITTING["client_time"]}
        clear = {**{key: one for key, one in mark.items() if key != "state"}, "kind": "clear"}
        for op in (mark, clear, tablet.walk_in(**at), tablet.strike("start", **at), tablet.strike("end", **at)):
            # A short feed: rows that the operation made carry names made from its id.
            short = {"limit": 1} if "protocol" in body else {}
            yield {**body, **short, "ops": [{**op, "op_id": FRESH, name: body["ops"][0][name]}]}


@pytest.fixture
def tenants(school: School, strangers: School, monkeypatch: pytest.MonkeyPatch) -> Tenants:
    found = Tenants(school, belongings(school), belongings(strangers), Api(school.olga))
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    return found


# Answers of 200 that tell the id of somebody whom the request added: walk-ins, approved registrations.
MADE = ('"results":[{"op_id"', '"status":"approved"')


def same(told: Any, value: Any, never: Any, no_value: Any, *, made: bool = False) -> bool:
    """Whether the answers differ in what was asked for alone, which some repeat; with `made`, or in ids they made."""
    return bool(told == never or _parts(told, made=made) == _parts(never, made=made, was=str(no_value), now=str(value)))


def _parts(told: Any, *, made: bool, was: str = "*", now: str = "*") -> Any:
    status, content, headers = told
    body = content.decode("utf-8", "replace").replace(was, now)
    if made and (status == 201 or any(sign in body for sign in MADE)):
        body = re.sub(r'"(id|participant)":\d+', r'"\1":*', body)
        headers = {name: text for name, text in headers.items() if name != "Location"}
    return status, body, {name: text for name, text in headers.items() if name != "Content-Length"}


@dataclass
class Walk:
    """What was asked: `differs` tells strangers' from never; what is not `alive` answers one's own like never, too."""

    differs: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    alive: set[str] = field(default_factory=set)

    def compare(self, what: str, told: list[Any], values: Sequence[Any]) -> None:
        own, theirs, never = told
        self.asked.add(what)
        if not same(theirs, values[1], never, values[2], made=True):
            self.differs.append(f"{what}: {theirs} but {never}")
        if not same(own, values[0], never, values[2]):
            self.alive.add(what)

    def check(self, idle: Iterable[str] = ()) -> None:
        assert not self.differs, "\n".join(self.differs)
        # Not equal: MariaDB takes no ids back, so what was made twice differs there.
        assert self.asked - self.alive <= set(idle)


def test_in_paths(tenants: Tenants) -> None:
    walk = Walk()
    sets: list[dict[str, str]] = [{}, {"If-Match": '"1"', "If-None-Match": '"1"'}, {"Idempotency-Key": "k"}]
    for operation in contract.operations():
        body = operation.body()
        sent = contract.example(body[1], tenants.fill) if body else None
        for name, kind in in_path(operation).items():
            values = (tenants.own[kind], tenants.theirs[kind], never_was(kind))
            for headers in sets:
                told = [tenants.ask(operation, {name: value}, body=sent, headers=headers) for value in values]
                walk.compare(f"{operation} {name}", told, values)
                assert told[1][0] in {404, 422}, (operation, told[1])
    walk.check()


def test_in_queries(tenants: Tenants) -> None:
    walk = Walk()
    for operation in contract.operations():
        for place in in_query(operation):
            if not may_name_a_row(place):
                continue
            kind = KINDS[place.name]
            values = (tenants.own[kind], tenants.theirs[kind], never_was(kind))
            told = [tenants.ask(operation, query={**BESIDE.get(place.name, {}), place.name: value}) for value in values]
            walk.compare(f"{operation} ?{place.name}", told, values)
    walk.check()


def test_in_bodies(tenants: Tenants) -> None:
    walk = Walk()
    for operation in contract.operations():
        for place in in_body(operation):
            if not may_name_a_row(place):
                continue
            kind = KINDS[place.name]
            values = (tenants.own[kind], tenants.theirs[kind], never_was(kind))
            for bodies in zip(*(tenants.bodies(operation, place, value) for value in values), strict=True):
                told = [tenants.ask(operation, body=body) for body in bodies]
                walk.compare(f"{operation} {spot(place)}", told, values)
    walk.check(set().union(*TOLD.values()))


@pytest.mark.parametrize(
    "operation", [one for one in contract.operations() if "cursor" in one.parameters("query")], ids=str
)
def test_a_strangers_cursor_is_read_as_a_place_among_one_s_own(
    school: School, strangers: School, operation: Operation
) -> None:
    """Their rows are neither shown nor counted, whatever a cursor says."""
    if "{" in operation.path:
        return
    path = operation.path.removeprefix("/api/v1/")
    theirs = Api(strangers.olga).get(path, limit=1).json()["next"]
    if theirs is None:
        return
    own = Api(school.olga).get(path, limit=500, count="true").json()
    told = Api(school.olga).get(path, **dict(parse_qsl(urlsplit(theirs).query)), count="true").json()
    assert told["count"] == own["count"]
    assert [row for row in told["results"] if row not in own["results"]] == []


def test_a_key_that_strangers_used_is_a_new_one(tenants: Tenants, strangers: School) -> None:
    path, key = "notifications/read-all", {"Idempotency-Key": "theirs"}
    assert Api(strangers.olga).post(path, **key).status_code < 300
    operation = next(one for one in contract.operations() if str(one) == "readAllNotifications")
    assert tenants.ask(operation, headers=key) == tenants.ask(operation, headers={"Idempotency-Key": "never"})
