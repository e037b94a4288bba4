"""What the three steps of an import share: they begin only where they are wanted, and end with a status."""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError

from omnipresence.base import clock, jobs
from omnipresence.base.values import BadValue
from omnipresence.base.writes import Busy, is_transient, write_unversioned
from omnipresence.imports import selectors
from omnipresence.imports.models import Import
from omnipresence.imports.rules import Status

UNEXPECTED = {"code": "unexpected", "detail": "Something went wrong here. It was recorded."}


class Cancelled(Exception):
    """Somebody cancelled the import, or another worker ended the step."""


def run_step(work: Callable[[Import], dict[str, Any]], organization_id: int, import_id: int, status: Status) -> None:
    """Do a step of an import that waits for it; `work` returns what the import's columns say at its end.

    A step that was ended or cancelled meanwhile is none. What cannot be done ends as FAILED, with the reason.
    """
    row = selectors.imports(organization_id).filter(pk=import_id, status=status).first()
    if row is None:
        return
    try:
        finish(row, **work(row))
    except Cancelled:
        return
    except BadValue as error:
        finish(row, status=Status.FAILED, problem={"code": error.code, "detail": error.detail})
    except (jobs.Interrupted, Busy):
        raise
    except Exception as error:
        if not (isinstance(error, DatabaseError) and is_transient(error)):
            finish(row, status=Status.FAILED, problem=UNEXPECTED)
        raise


def finish(row: Import, **values: Any) -> None:
    """Set columns of an import that is still where its step began; quietly nothing where it is not."""
    if values:
        write_unversioned(lambda: advance(row, **values, quiet=True))


def advance(row: Import, *, quiet: bool = False, **values: Any) -> None:
    """Set columns within the caller's transaction; raises Cancelled when the import has left its step."""
    mine = selectors.imports(row.organization_id).filter(pk=row.pk, status=row.status)
    if not mine.update(updated_at=clock.now(), **values) and not quiet:
        raise Cancelled


def stop_if_asked() -> None:
    """Between two pieces of a step: raises Interrupted when the worker is asked to end."""
    if jobs.stopping():
        raise jobs.Interrupted
