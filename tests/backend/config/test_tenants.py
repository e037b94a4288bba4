"""Two tenants: what belongs to the other answers exactly as what never existed (R8.3)."""

from collections.abc import Callable
from typing import Any

import pytest

from support.answers import seen
from support.api import Api
from support.cast import School
from support.records import record_presence
from support.tablets import Tablet

NEVER = 9_000_000_000_000_000_000
TIMES = {"scheduled_start_at": "2026-03-29T00:30:00Z", "scheduled_end_at": "2026-03-29T02:00:00Z"}

PRESENT = {"presence_state": "present"}


@pytest.fixture
def theirs(strangers: School) -> dict[str, int]:
    record_presence(strangers)
    Tablet(strangers, strangers.mina).sync()
    membership = Api(strangers.olga).get("group-memberships", limit=1).json()["results"][0]["id"]
    return {
        "participant": strangers.pupil.pk,
        "group": strangers.group.pk,
        "session": strangers.session.pk,
        "membership": membership,
        "user": strangers.mina.pk,
        "state": strangers.states["present"].pk,
        "device": Api(strangers.olga).get("devices").json()["results"][0]["id"],
        "record": Api(strangers.olga).get("presence-records").json()["results"][0]["id"],
    }


Ask = Callable[[Api, int], Any]

PATHS = [
    ("participant", "participants"),
    ("group", "groups"),
    ("session", "sessions"),
    ("membership", "group-memberships"),
    ("state", "presence-states"),
    ("record", "presence-records"),
]
BODIES: list[tuple[str, Ask]] = [
    ("group", lambda api, id: api.post("groups", {"name": "x", "group_type": "y", "parent": id})),
    ("group", lambda api, id: api.post("sessions", {"group": id, "name": "x", **TIMES})),
    ("group", lambda api, id: api.post("group-memberships", {"group": id, "participant": NEVER})),
    ("participant", lambda api, id: api.post("group-memberships", {"group": NEVER, "participant": id})),
    ("session", lambda api, id: api.post("presence-records", {"session": id, "participant": NEVER, **PRESENT})),
    ("participant", lambda api, id: api.post("presence-records", {"session": NEVER, "participant": id, **PRESENT})),
]
FILTERS: list[tuple[str, str, str]] = [
    ("group", "participants", "group"),
    ("group", "groups", "parent"),
    ("group", "sessions", "group"),
    ("group", "group-memberships", "group"),
    ("participant", "group-memberships", "participant"),
    ("participant", "audit-logs", "record_id"),
    ("user", "audit-logs", "changed_by"),
    ("session", "presence-records", "session"),
    ("participant", "presence-records", "participant"),
    ("session", "sync-conflicts", "session"),
]


def same(left: Any, right: Any) -> None:
    assert seen(left) == seen(right)


@pytest.mark.parametrize(("kind", "path"), PATHS)
@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_in_paths(school: School, olga: Api, theirs: dict[str, int], kind: str, path: str, method: str) -> None:
    def ask(id: int) -> Any:
        return olga.client.generic(method, f"/api/v1/{path}/{id}", b"{}", content_type="application/json")

    assert ask(theirs[kind]).status_code == 404
    same(ask(theirs[kind]), ask(NEVER))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "devices/{}"), ("PATCH", "devices/{}"), ("POST", "devices/{}/revoke"), ("POST", "devices/{}/restore"),
        ("GET", "devices/{}/operations"),
    ],
)  # fmt: skip
def test_in_paths_of_devices(school: School, olga: Api, theirs: dict[str, int], method: str, path: str) -> None:
    def ask(id: int) -> Any:
        address = f"/api/v1/{path.format(id)}"
        return olga.client.generic(method, address, b"{}", content_type="application/json")

    assert ask(theirs["device"]).status_code == 404
    same(ask(theirs["device"]), ask(NEVER))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "webhooks/{}"), ("PATCH", "webhooks/{}"), ("DELETE", "webhooks/{}"),
        ("POST", "webhooks/{}/rotate-secret"), ("POST", "webhooks/{}/test"), ("GET", "webhooks/{}/deliveries"),
        ("GET", "webhooks/{}/deliveries/{delivery}"), ("POST", "webhooks/{}/deliveries/{delivery}/replay"),
    ],
)  # fmt: skip
def test_in_paths_of_webhooks(school: School, strangers: School, olga: Api, method: str, path: str) -> None:
    hook = {"url": "https://receiver.example/", "events": ["participant.changed"]}
    theirs = Api(strangers.olga).post("webhooks", hook).json()["id"]
    delivery = Api(strangers.olga).post(f"webhooks/{theirs}/test").json()["id"]
    own = olga.post("webhooks", hook).json()["id"]

    def ask(id: int, delivery: int) -> Any:
        address = f"/api/v1/{path.format(id, delivery=delivery)}"
        return olga.client.generic(method, address, b"{}", content_type="application/json")

    assert ask(theirs, delivery).status_code == 404
    same(ask(theirs, delivery), ask(NEVER, NEVER))
    if "{delivery}" in path:
        same(ask(own, delivery), ask(own, NEVER))


def test_in_paths_of_receipts(school: School, olga: Api, theirs: dict[str, int]) -> None:
    same(olga.get(f"sessions/{theirs['session']}/receipt"), olga.get(f"sessions/{NEVER}/receipt"))


@pytest.mark.parametrize("verb", ["start", "end"])
def test_in_paths_of_verbs(school: School, olga: Api, theirs: dict[str, int], verb: str) -> None:
    same(olga.post(f"sessions/{theirs['session']}/{verb}"), olga.post(f"sessions/{NEVER}/{verb}"))


@pytest.mark.parametrize(("kind", "ask"), BODIES)
def test_in_bodies(school: School, olga: Api, theirs: dict[str, int], kind: str, ask: Ask) -> None:
    answer = ask(olga, theirs[kind])
    assert answer.status_code == 422
    same(answer, ask(olga, NEVER))


@pytest.mark.parametrize(("kind", "path", "name"), FILTERS)
def test_in_filters(school: School, olga: Api, theirs: dict[str, int], kind: str, path: str, name: str) -> None:
    answer = olga.get(path, **{name: theirs[kind], "count": "true"})
    assert answer.json() == {"results": [], "next": None, "previous": None, "count": 0}
    same(answer, olga.get(path, **{name: NEVER, "count": "true"}))


@pytest.mark.parametrize(
    "path", ["participants", "groups", "group-memberships", "sessions", "audit-logs", "notifications"]
)
def test_lists_hold_one_s_own_rows_alone(school: School, strangers: School, path: str) -> None:
    Api(strangers.olga).patch(f"groups/{strangers.group.pk}", {"name": "Theirs"})
    before = Api(school.olga).get(path, count="true").json()
    strange = Api(strangers.olga).get(path, count="true").json()
    assert not {row["id"] for row in before["results"]} & {row["id"] for row in strange["results"]}
