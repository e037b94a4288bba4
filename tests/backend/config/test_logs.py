"""Log lines: one for each entry, whatever stands in it."""

import json
import logging
import logging.config
import sys
from typing import Any

import pytest
from django.test import Client

from omnipresence.base.http import ApiView
from omnipresence.config.logs import JsonFormatter, LineFormatter
from support import contract

FORGED = "no\r\n2026-01-01 00:00:00 INFO omnipresence.accounts signed in: user=1\x1b[2J\u2028\u0085\x7f end"


def entry(message: str, error: Any = None) -> logging.LogRecord:
    return logging.LogRecord("omnipresence", logging.ERROR, "file", 1, "unexpected error at %s", (message,), error)


@pytest.mark.parametrize("formatter", [LineFormatter(), JsonFormatter()], ids=["text", "json"])
def test_nobody_writes_a_second_line(formatter: logging.Formatter) -> None:
    line = formatter.format(entry(FORGED))
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert "signed in: user=1" in line


def test_what_was_said_can_be_read_back() -> None:
    assert json.loads(JsonFormatter().format(entry(FORGED)))["message"] == f"unexpected error at {FORGED}"


def test_a_traceback_keeps_its_lines_and_forges_none() -> None:
    try:
        raise ValueError(FORGED)
    except ValueError:
        lines = LineFormatter().format(entry("/", sys.exc_info())).splitlines()
    assert len(lines) > 2
    assert all(line.startswith("  ") for line in lines[1:])
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("formatter", [LineFormatter(), JsonFormatter()], ids=["text", "json"])
def test_the_secret_of_a_link_is_not_in_a_line(
    formatter: logging.Formatter, db: None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(self: Any, request: Any) -> None:
        raise RuntimeError(f"something about {request.path}")

    monkeypatch.setattr(ApiView, "check_throttles", fall)
    addresses = [operation for operation in contract.operations() if "{token}" in operation.path]
    for operation in addresses:
        path = operation.path.format(token="a-secret_of-43")
        assert Client(raise_request_exception=False).generic(operation.method.upper(), path).status_code == 500
    lines = [formatter.format(record) for record in caplog.records]
    assert len(lines) >= len(addresses) > 3 and not [line for line in lines if "a-secret" in line]
    assert any("/api/v1/self-service/(secret)/check-in" in line for line in lines), "the rest of the address is there"
