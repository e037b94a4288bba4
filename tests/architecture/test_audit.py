"""`make audit` tells what is vulnerable, what is sound, and what nobody answered, and mistakes none for another."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tooling import audit

HOST = "127.0.0.1"
LOCK = "one==1.0 --hash=sha256:" + "0" * 64 + "\ntwo==2.0 --hash=sha256:" + "1" * 64 + "\n"
PACKAGES = {
    "name": "app", "version": "1.0.0", "lockfileVersion": 3,
    "packages": {
        "": {"name": "app", "version": "1.0.0", "dependencies": {"one": "1.0.0"}},
        "node_modules/one": {"version": "1.0.0"},
    },
}  # fmt: skip
# What an advisory database says of one: in npm's words, and in those of OSV.
NPM = {"one": [{"id": 7, "url": "", "title": "Bad", "severity": "high", "vulnerable_versions": "<1.2.0"}]}
PACKUMENT = {
    "name": "one", "dist-tags": {"latest": "1.2.0"},
    "versions": {number: {"name": "one", "version": number} for number in ("1.0.0", "1.2.0")},
}  # fmt: skip
OSV = {"id": "TEST-7", "summary": "Bad", "details": "", "modified": "2026-01-01T00:00:00Z", "affected": [{
    "package": {"name": "one", "ecosystem": "PyPI"}, "versions": ["1.0"],
    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2"}]}],
}]}  # fmt: skip
Answer = Callable[[str, bytes], tuple[int, Any]]


class Registry:
    """A registry on this machine: real HTTP, and answers that a test chooses."""

    def __init__(self, answer: Answer) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, told = answer(self.path, body)
                data = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer((HOST, 0), Handler)
        self.address = f"http://{HOST}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[Answer], None]]:
    """Lets both auditors ask a registry that answers so."""
    opened: list[Registry] = []

    def open(answer: Answer) -> None:
        opened.append(Registry(answer))
        monkeypatch.setenv("PIP_AUDIT_VULNERABILITY_SERVICE", "osv")
        monkeypatch.setenv("PIP_AUDIT_OSV_URL", f"{opened[-1].address}/v1/query")
        monkeypatch.setenv("npm_config_registry", opened[-1].address)
        monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))

    monkeypatch.setenv("NO_PROXY", HOST)
    yield open
    for one in opened:
        one.close()


@pytest.fixture
def locks(tmp_path: Path) -> list[Path]:
    (tmp_path / "requirements.txt").write_text(LOCK)
    (tmp_path / "package-lock.json").write_text(json.dumps(PACKAGES))
    (tmp_path / "package.json").write_text(json.dumps({"name": "app", "dependencies": {"one": "1.0.0"}}))
    return [tmp_path / "requirements.txt"]


def audited(locks: list[Path]) -> int:
    return audit.report({"Python": lambda: audit.python(locks), "npm": lambda: audit.npm(locks[0].parent)})


def test_a_known_vulnerability_fails_and_is_named(
    registry: Callable[[Answer], None], locks: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(path: str, body: bytes) -> tuple[int, Any]:
        if path == "/v1/query":
            return 200, {"vulns": [OSV]} if json.loads(body)["package"]["name"] == "one" else {}
        return 200, PACKUMENT if path == "/one" else NPM

    registry(answer)
    assert audited(locks) == 1
    said = capsys.readouterr().out
    assert "one 1.0: TEST-7, fixed in 1.2" in said and "  one: high, " in said
    assert "two" not in said


def test_sound_packages_pass(
    registry: Callable[[Answer], None], locks: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    registry(lambda path, body: (200, {}))
    assert audited(locks) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Python: 2 packages, no known vulnerability",
        "npm: 1 packages, no known vulnerability",
    ]


@pytest.mark.parametrize("status", [404, 405, 500])
def test_a_registry_that_does_not_answer_such_questions_is_said_in_a_line_and_fails_nothing(
    registry: Callable[[Answer], None], locks: list[Path], capsys: pytest.CaptureFixture[str], status: int
) -> None:
    registry(lambda path, body: (status, {"error": "no"}))
    assert audited(locks) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 and all("not audited, since" in line for line in lines), lines
    assert not any("://" in line for line in lines)


def test_a_service_that_does_not_know_the_packages_is_no_sound_one(
    locks: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """pip-audit ends with success where its service knows none of the packages."""
    told = {"dependencies": [{"name": "one", "skip_reason": "Dependency not found"}]}
    monkeypatch.setattr(audit, "_answer", lambda command, cwd: told)
    assert audit.python(locks) == audit.Finding(1, [], "the registry knows nothing of 1 of 1 packages")


def test_no_network_fails_nothing(locks: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PIP_AUDIT_VULNERABILITY_SERVICE", "osv")
    monkeypatch.setenv("PIP_AUDIT_OSV_URL", f"http://{HOST}:9/v1/query")
    monkeypatch.setenv("npm_config_registry", f"http://{HOST}:9")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    assert audited(locks) == 0
