"""The paths and verbs that programs may rely on for good: none may leave openapi.yaml."""

import pytest

from support import contract

RESOURCES = (
    "participants", "groups", "group-memberships", "sessions", "presence-states", "presence-records", "timetables",
    "imports", "notification-rules",
)  # fmt: skip
PROMISED = {
    "/auth/token": "post", "/auth/token/refresh": "post", "/auth/logout": "post",
    "/me": "get patch", "/me/password": "post", "/organization": "get patch",
    "/users": "get post", "/users/{id}": "get patch", "/api-keys": "get post", "/api-keys/{id}": "get patch delete",
    "/devices": "get", "/devices/{id}": "get patch", "/devices/{id}/revoke": "post",
    **{f"/{name}": "get post" for name in RESOURCES},
    **{f"/{name}/{{id}}": "get patch delete" for name in RESOURCES},
    "/sessions/{id}/start": "post", "/sessions/{id}/end": "post",
    "/imports/{id}/dry-run": "post", "/imports/{id}/commit": "post",
    "/sync": "post", "/sync-conflicts": "get", "/sync-conflicts/{id}": "get",
    "/sync-conflicts/{id}/resolve": "post", "/sync-conflicts/resolve": "post",
    "/audit-logs": "get", "/audit-logs/export": "get",
    "/notifications": "get", "/notifications/{id}/read": "post", "/notifications/read-all": "post",
    "/notification-preferences": "get patch",
    "/self-service/{token}": "get",
}  # fmt: skip


@pytest.mark.parametrize("path", PROMISED)
def test_what_was_promised_is_there(path: str) -> None:
    offered = {one.method for one in contract.operations() if one.path == f"/api/v1{path}"}
    assert offered >= set(PROMISED[path].split())


def test_reports_come_in_three_formats() -> None:
    reports = [one for one in contract.operations() if one.path.startswith("/api/v1/reports/")]
    assert reports and all(one.parameters("query")["format"]["enum"] == ["json", "csv", "pdf"] for one in reports)
