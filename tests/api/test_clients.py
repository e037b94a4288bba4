"""Clients that were generated from openapi.yaml alone do a program's day against the real server, in two languages."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.tree import ROOT

HERE = Path(__file__).parent
PATIENCE = 60
GENERATOR = "post_hooks: []\nproject_name_override: generated\npackage_name_override: generated\n"


def run(command: list[str], *, place: Path = ROOT, python_path: Path = ROOT) -> str:
    environment = {**os.environ, "PYTHONPATH": str(python_path), "DJANGO_SETTINGS_MODULE": ""}
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_python_client(demo: str, tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text(GENERATOR)
    options = ["--meta", "none", "--config", str(tmp_path / "config.yml"), "--output-path", str(tmp_path / "generated")]
    said = run([sys.executable, "-m", "openapi_python_client", "generate", "--path", "openapi.yaml", *options])
    assert "WARNING" not in said.upper(), said
    assert run([sys.executable, str(HERE / "client.py"), demo], python_path=tmp_path) == "ok\n"


def test_a_typescript_client(demo: str) -> None:
    pwa = ROOT / "pwa"
    vite = str(pwa / "node_modules" / ".bin" / "vite")
    run([vite, "build", "--config", "build/clients.config.ts", "--logLevel", "error"], place=pwa)
    node = shutil.which("node") or "node"
    assert run([node, str(ROOT / "var" / "clients" / "client.js"), demo]) == "ok\n"
