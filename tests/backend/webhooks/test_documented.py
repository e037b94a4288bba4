"""The programs of docs/webhooks.md, as they stand there, tell genuine requests from forged ones."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from omnipresence.base import clock
from omnipresence.webhooks import signing
from omnipresence.webhooks.selectors import EVENTS, TEST
from support.tree import ROOT

PAGE = (ROOT / "docs" / "webhooks.md").read_text()
BODY = '{"type":"participant.changed","data":{"name":"Ünïcode ✓"}}'.encode()
OLD, NEW = signing.new_secret(), signing.new_secret()
IsGenuine = Callable[[str, dict[str, str], bytes], bool]


def program(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def in_python(folder: Path) -> IsGenuine:
    names: dict[str, Any] = {}
    exec(program("python"), names)
    verify: IsGenuine = names["is_genuine"]
    return verify


def in_javascript(folder: Path) -> IsGenuine:
    ask = 'const { secret, headers, body } = JSON.parse(process.argv[2] ?? "{}");'
    ask += 'console.log(isGenuine(secret, headers, Buffer.from(body, "hex")));'
    file = folder / "verify.mjs"
    file.write_text(f"{program('javascript')}\n{ask}\n")

    def verify(secret: str, headers: dict[str, str], body: bytes) -> bool:
        given = json.dumps({"secret": secret, "headers": headers, "body": body.hex()})
        done = subprocess.run(["node", file, given], capture_output=True, text=True, timeout=30, check=True)
        return {"true": True, "false": False}[done.stdout.strip()]

    return verify


@pytest.mark.parametrize("language", [in_python, in_javascript])
def test_the_documented_programs_verify(language: Callable[[Path], IsGenuine], tmp_path: Path) -> None:
    is_genuine = language(tmp_path)
    now = int(clock.now().timestamp())
    sent = signing.headers([NEW, OLD], "msg_1", now, BODY)
    assert is_genuine(NEW, sent, BODY)
    assert is_genuine(OLD, sent, BODY)
    assert not is_genuine(signing.new_secret(), sent, BODY)
    assert not is_genuine(NEW, sent, BODY + b" ")
    assert not is_genuine(NEW, {**sent, "webhook-id": "msg_2"}, BODY)
    assert not is_genuine(NEW, signing.headers([NEW], "msg_1", now - 301, BODY), BODY)


def test_every_kind_is_on_the_page() -> None:
    assert TEST in PAGE
    assert {event.split(".")[0] for event in EVENTS} <= set(re.findall(r"`(\w+)`", PAGE))
