"""The product's settings; PWA_DIST names another build of the app, so that a test can deploy a newer one."""

import os
from pathlib import Path

from omnipresence.config.settings import *  # noqa: F403
from omnipresence.config.settings import PWA_DIST as BUILT

PWA_DIST = Path(os.environ.get("PWA_DIST", BUILT))
WHITENOISE_ROOT = PWA_DIST
