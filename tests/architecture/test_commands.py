"""The commands that people and scripts rely on."""

import os
import subprocess

import pytest

from support import tree

COMMANDS = (
    "setup",
    "run",
    "dev",
    "check",
    "audit",
    "test",
    "test-long",
    "mutants",
    "e2e",
    "openapi",
    "bench",
    "lighthouse",
    "screenshots",
    "demo",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_make_knows(command: str) -> None:
    assert subprocess.run(["make", "-n", command], cwd=tree.ROOT, capture_output=True).returncode == 0


def test_make_alone_lists_every_command() -> None:
    listed = subprocess.run(["make"], cwd=tree.ROOT, capture_output=True, text=True).stdout
    assert not [command for command in COMMANDS if f"make {command} " not in listed]


def test_ci_can_be_run() -> None:
    assert os.access(tree.ROOT / ".ci" / "run", os.X_OK)


def test_the_ground_floor_is_as_agreed() -> None:
    floor = {tree.name(file).split("/")[0] for file in tree.tracked()}
    assert {one for one in floor if not one.startswith(".")} <= {
        "backend",
        "pwa",
        "tests",
        "docs",
        "openapi.yaml",
        "docker-compose.yml",
        "Makefile",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
    }
