"""Where things are."""

from pathlib import Path

BACKEND = Path(__file__).resolve().parents[1]
ROOT = BACKEND.parent
PWA = ROOT / "pwa"
VAR = ROOT / "var"
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
STAMPS = VAR / "stamps"
OPENAPI = ROOT / "openapi.yaml"
PERMISSIONS = ROOT / "docs" / "permissions.md"
PROBLEMS = ROOT / "docs" / "problems.md"
API_TYPES = PWA / "src" / "base" / "api.gen.ts"
