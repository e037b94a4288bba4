"""One door each to the network, the clock, ids and transactions: what import rules alone cannot see."""

import re
from pathlib import Path

import pytest

from support import tree

PWA = "pwa/src/"
ROOMS = "backend/omnipresence/"
COMMENT = re.compile(r"//.*|/\*.*?\*/|^\s*\*.*|#.*")


def users(pattern: str, files: list[Path]) -> set[str]:
    used = re.compile(pattern)
    return {
        tree.name(file)
        for file in files
        if any(used.search(COMMENT.sub("", line)) for line in file.read_text().splitlines())
    }


def sources(room: str, *suffixes: str) -> list[Path]:
    return [file for file in tree.texts(*suffixes) if tree.name(file).startswith(room)]


@pytest.mark.parametrize(
    ("what", "door"),
    [
        pytest.param(r"(?<![\w.])fetch\(|\bXMLHttpRequest\b", {"base/http.ts"}, id="the network"),
        pytest.param(r"\bDate\.now\(|new Date\(\)|performance\.now\(", {"base/clock.ts"}, id="the clock"),
        pytest.param(r"\bMath\.random\(|\brandomUUID\(", {"base/ids.ts", "base/random.ts"}, id="chance"),
        pytest.param(
            r"\bpostMessage\(|\bBroadcastChannel\b",
            {"app/updates.ts", "scan/decoder.ts", "scan/decode.worker.ts"},
            id="other pages and workers",
        ),
    ],
)
def test_the_pwa_has_one_door_to(what: str, door: set[str]) -> None:
    # The service worker answers requests itself: fetching is what it is for.
    files = [file for file in sources(PWA, ".ts", ".tsx") if "worker" not in file.parts]
    assert users(what, files) <= {f"{PWA}{name}" for name in door}


def test_the_backend_has_one_door_to_the_clock() -> None:
    assert users(r"\btimezone\.now\(|\bdatetime\.(now|utcnow)\(", sources(ROOMS, ".py")) <= {f"{ROOMS}base/clock.py"}


def test_views_open_no_transactions() -> None:
    views = [file for file in sources(ROOMS, ".py") if file.stem == "views" or "views" in file.parts]
    assert not users(r"\btransaction\.|\bconnection\b|\.objects\b", views)


def test_nothing_of_the_product_hides_in_signals() -> None:
    assert not users(r"\b(post|pre)_(save|delete)\b|@receiver\b", sources(ROOMS, ".py"))
