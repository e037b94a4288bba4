"""Every write of this room."""

from omnipresence.imports.services.lifecycle import (
    Upload,
    cancel_import,
    create_import,
    delete_import,
    start_commit,
    start_dry_run,
    update_import,
)

__all__ = [
    "Upload",
    "cancel_import",
    "create_import",
    "delete_import",
    "start_commit",
    "start_dry_run",
    "update_import",
]
