"""`manage.py check --deploy` in production has nothing to say."""

import os
import secrets
import subprocess
import sys
from pathlib import Path


def test_the_check_before_a_deployment_is_clean() -> None:
    environment = {
        **os.environ,
        "OMNIPRESENCE_ENV": "production",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": "presence.test",
        "DJANGO_SETTINGS_MODULE": "omnipresence.config.settings",
    }
    backend = Path(__file__).parents[3] / "backend"
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"]
    done = subprocess.run(
        command, cwd=backend, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "no issues (3 silenced)" in done.stdout
