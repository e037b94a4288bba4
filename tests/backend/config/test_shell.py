"""The app's pages, health, and what every answer carries."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from omnipresence.config.middleware import HEADERS
from support import contract
from support.api import Api, refusal
from support.cast import School


@pytest.fixture
def built(tmp_path: Path, settings: object) -> Iterator[Client]:
    """A server beside a built app."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Omnipresence</title>")
    (tmp_path / "sw.js").write_text("// worker")
    (tmp_path / "manifest.webmanifest").write_text("{}")
    (tmp_path / "assets" / "app-1a2B3c4D.js").write_text("// app")
    (tmp_path / "assets" / "decode.worker-1a2B3c4D.js").write_text("// reader")
    settings.PWA_DIST = settings.WHITENOISE_ROOT = tmp_path  # type: ignore[attr-defined]
    yield Client()


@pytest.mark.parametrize("path", ["/", "/today", "/sessions/7", "/review/12/history"])
def test_pages_of_the_app_open_by_their_address(built: Client, path: str) -> None:
    answer = built.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_worker_is_asked_for_anew_and_hashed_files_are_kept(built: Client) -> None:
    assert built.get("/sw.js").headers["Cache-Control"] == "no-cache"
    assert built.get("/manifest.webmanifest").headers["Content-Type"] == "application/manifest+json"
    assert "immutable" in built.get("/assets/app-1a2B3c4D.js").headers["Cache-Control"]


def test_what_is_not_there_is_not_the_app(built: Client, school: School, olga: Api) -> None:
    for path in (
        "/assets/old.js",
        "/api/v1/nothing",
        "/api/v1/participants/",
        "/api/v1/participants/0",
        "/api/nothing",
    ):
        assert refusal(built.get(path)) == (404, "not-found")
    assert refusal(olga.get("participants/9223372036854775808")) == (404, "not-found")
    assert built.post("/today").status_code == 405


def test_a_foreign_host_is_refused(built: Client) -> None:
    assert refusal(built.get("/api/v1/me", headers={"Host": "evil.example"})) == (400, "malformed-request")


def test_without_a_built_app_it_says_so(tmp_path: Path, settings: object) -> None:
    settings.PWA_DIST, settings.WHITENOISE_ROOT = tmp_path, None  # type: ignore[attr-defined]
    answer = Client(raise_request_exception=False).get("/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "text/plain")


def test_it_is_alive_and_ready(db: None) -> None:
    assert Client().get("/healthz").json() == {"status": "alive"}
    assert Client().get("/readyz").json()["status"] == "ready"
    assert Client().post("/healthz").status_code == 405


def test_every_answer_carries_the_headers(built: Client, db: None) -> None:
    for path in ("/", "/sw.js", "/healthz", "/api/v1/me", "/api/v1/nothing", "/api/v1/docs", "/api/v1/schema", "/x.js"):
        answer = built.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS, path
        if path.startswith("/api/"):
            assert answer.headers["Cache-Control"] == "no-store", path


def test_only_the_worker_that_reads_codes_may_compile_webassembly(built: Client, db: None) -> None:
    strict = HEADERS["Content-Security-Policy"]
    assert "wasm" not in strict and "unsafe" not in strict
    for path, allowed in (
        ("/assets/decode.worker-1a2B3c4D.js", True),
        ("/assets/app-1a2B3c4D.js", False),
        ("/", False),
    ):
        policy = built.get(path).headers["Content-Security-Policy"]
        assert ("'wasm-unsafe-eval'" in policy) is allowed, path
        assert policy.replace(" 'wasm-unsafe-eval'", "") == strict, path
    assert "camera=(self)" in built.get("/").headers["Permissions-Policy"]


def test_refusals_of_every_route_and_what_has_not_changed_carry_them_too(built: Client, db: None) -> None:
    kept = built.get("/assets/app-1a2B3c4D.js").headers["Last-Modified"]
    answers = [built.get("/assets/app-1a2B3c4D.js", headers={"If-Modified-Since": kept})]
    assert answers[0].status_code == 304
    for operation in contract.operations():
        path = re.sub(r"\{\w+\}", "9", operation.path)
        answers += [built.generic(operation.method.upper(), path), built.generic("PROPFIND", path)]
    for answer in answers:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, answer
    assert [answer for answer in answers[1:] if answer.headers["Cache-Control"] != "no-store"] == []


def test_no_origin_is_told_that_it_may_read_anything(built: Client, school: School) -> None:
    """Security item 32: neither a preflight nor an answer names an origin, for whoever is signed in either."""
    origin = {"Origin": "https://evil.example", "Access-Control-Request-Headers": "authorization"}
    for operation in contract.operations():
        path, method = re.sub(r"\{\w+\}", "9", operation.path), operation.method.upper()
        for answer in (
            built.options(path, headers={**origin, "Access-Control-Request-Method": method}),
            Api(school.olga).client.generic(method, path, headers=origin),
            built.generic(method, path, headers={"Origin": "null"}),
        ):
            allowed = [name for name in answer.headers if name.lower().startswith("access-control-")]
            assert allowed == [], f"{method} {path}"


def test_the_documentation_names_every_operation_and_loads_nothing_from_elsewhere(built: Client) -> None:
    page = built.get("/api/v1/docs").content.decode()
    for name in ("signIn", "listParticipants", "updateSession", "listAuditLogs"):
        assert f'id="{name}"' in page
    assert "http://" not in page and "https://" not in page and "<script" not in page and "style=" not in page
    assert built.get("/api/v1/docs/style.css").headers["Content-Type"] == "text/css"


def test_the_contract_is_made_once(built: Client) -> None:
    """It needs no sign-in and takes a third of a second to make: a few requests would keep the server busy."""
    first = built.get("/api/v1/schema")
    began = time.process_time()
    for _ in range(20):
        again = built.get("/api/v1/schema")
        assert (again.content, again.headers["Content-Type"]) == (first.content, first.headers["Content-Type"])
    assert time.process_time() - began < 1
