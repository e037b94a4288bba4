"""What people do with an import; the work itself happens in jobs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from omnipresence.audit.services import record_change
from omnipresence.base import clock, jobs
from omnipresence.base.caller import Caller
from omnipresence.base.problems import FieldError, InvalidInput, VersionChanged
from omnipresence.base.writes import write_unversioned
from omnipresence.imports import jobs as steps
from omnipresence.imports import selectors
from omnipresence.imports.models import Import, ImportPart
from omnipresence.imports.problems import ImportBusy, ImportHasErrors, ImportNotReady
from omnipresence.imports.rules import AT_WORK, OPEN, Fate, Status, mapping_faults

TABLE = "imports"
PART_BYTES = 512 * 1024
# Changing one of these means another look at the file.
FILE_OPTIONS = ("encoding", "separator")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came, bounded by the view."""

    kind: str
    name: str
    content: bytes


def create_import(by: Caller, upload: Upload) -> Import:
    """Keep the file and have it read in the background."""

    def work() -> Import:
        now = clock.now()
        row: Import = Import.objects.create(
            organization_id=by.organization_id,
            kind=upload.kind,
            file_name=upload.name,
            status=Status.READING,
            created_by_id=by.user_id,
            created_at=now,
            updated_at=now,
        )
        for start in range(0, len(upload.content), PART_BYTES):
            ImportPart.objects.create(
                organization_id=by.organization_id,
                parent=row,
                number=start // PART_BYTES,
                content=upload.content[start : start + PART_BYTES],
            )
        jobs.enqueue(steps.read_import, organization_id=by.organization_id, import_id=row.pk)
        said = {"file_name": row.file_name, "kind": row.kind, "bytes": len(upload.content)}
        record_change(by, TABLE, row.pk, "create", None, said)
        return row

    return write_unversioned(work)


def update_import(
    by: Caller,
    import_id: int,
    *,
    mapping: Sequence[str | None] | None,
    options: Mapping[str, Any],
    expected: int | None = None,
) -> Import:
    """Say what the columns hold, or how the file is to be read. What a dry run found is void then.

    Raises NotFound, VersionChanged, ImportBusy, ImportNotReady once it is written, InvalidInput.
    """

    def work(row: Import) -> dict[str, Any]:
        if mapping is not None:
            row.columns = _mapped(row, mapping)
        anew = any(options.get(name, row.options.get(name)) != row.options.get(name) for name in FILE_OPTIONS)
        row.options = {**row.options, **options}
        if anew:
            jobs.enqueue(steps.read_import, organization_id=by.organization_id, import_id=row.pk)
        status = Status.READING if anew else Status.READY
        return {"columns": row.columns, "options": row.options, "status": status, "done": 0, "problem": None}

    return _moved(by, import_id, OPEN, work, by_whom=None, expected=expected)


def start_dry_run(by: Caller, import_id: int) -> Import:
    """Have the fate of every row found out. Raises NotFound, ImportBusy, ImportNotReady, InvalidInput."""

    def work(row: Import) -> dict[str, Any]:
        _demand_mapping([column["field"] for column in row.columns])
        jobs.enqueue(steps.check_import, organization_id=by.organization_id, import_id=row.pk)
        return {"status": Status.CHECKING, "done": 0, "counts": {}, "problem": None}

    return _moved(by, import_id, OPEN, work, by_whom=None)


def start_commit(by: Caller, import_id: int, mode: str, expected: int | None = None) -> Import:
    """Have the rows written: all or nothing ("all"), or those without errors ("valid").

    `expected` is the stamp of the import whose fates the caller has read. Raises NotFound, VersionChanged, ImportBusy,
    ImportNotReady before a dry run, ImportHasErrors.
    """

    def work(row: Import) -> dict[str, Any]:
        if mode == "all" and row.counts.get(Fate.ERROR):
            raise ImportHasErrors
        jobs.enqueue(steps.commit_import, organization_id=by.organization_id, import_id=row.pk)
        return {
            "status": Status.COMMITTING,
            "mode": mode,
            # The others need nothing done.
            "done": row.counts.get(Fate.ERROR, 0) + row.counts.get(Fate.UNCHANGED, 0),
            "problem": None,
            "committed_by_id": by.user_id,
            "source_device": by.device,
        }

    return _moved(by, import_id, (Status.CHECKED,), work, by_whom=by, expected=expected)


def cancel_import(by: Caller, import_id: int) -> Import:
    """Stop what is at work. Rows that were written already stay. Raises NotFound or ImportNotReady."""
    return _moved(by, import_id, AT_WORK, lambda row: {"status": Status.CANCELLED}, by_whom=by)


def delete_import(by: Caller, import_id: int, expected: int | None = None) -> None:
    """Forget the file and its rows; what was written to the roster stays.

    Raises NotFound, VersionChanged or ImportBusy.
    """

    def work() -> None:
        row = selectors.get_import(by.organization_id, import_id)
        _expect(row, expected)
        if row.status in AT_WORK:
            raise ImportBusy
        selectors.import_rows(by.organization_id, import_id)._raw_delete("default")
        selectors.parts(by.organization_id, import_id).delete()
        row.delete()
        record_change(by, TABLE, import_id, "delete", {"file_name": row.file_name, "status": row.status}, None)

    write_unversioned(work)


def _moved(
    by: Caller,
    import_id: int,
    from_: Sequence[Status],
    work: Callable[[Import], dict[str, Any]],
    *,
    by_whom: Caller | None,
    expected: int | None = None,
) -> Import:
    """Take a step that is allowed from these statuses only, and audit it where `by_whom` is said."""

    def moved() -> Import:
        row = selectors.get_import(by.organization_id, import_id)
        _expect(row, expected)
        if row.status not in from_:
            raise ImportBusy if row.status in AT_WORK else ImportNotReady
        before = row.status
        values = {**work(row), "updated_at": clock.now()}
        # Two requests at once: the second finds another status than the one that it looked at, or another stamp.
        same = selectors.imports(by.organization_id).filter(pk=import_id, status=before)
        if expected is not None:
            same = same.filter(updated_at=row.updated_at)
        if not same.update(**values):
            raise ImportBusy
        if by_whom is not None:
            said: dict[str, Any] = {name: values[name] for name in ("status", "mode") if name in values}
            record_change(by_whom, TABLE, import_id, "update", {"status": before}, said)
        return selectors.get_import(by.organization_id, import_id)

    return write_unversioned(moved)


def _expect(row: Import, expected: int | None) -> None:
    if expected is not None and clock.stamp(row.updated_at) != expected:
        raise VersionChanged


def _mapped(row: Import, mapping: Sequence[str | None]) -> list[dict[str, Any]]:
    if len(mapping) != len(row.columns):
        detail = f"This must have one entry for each of the {len(row.columns)} columns."
        raise InvalidInput(errors=[FieldError("/mapping", "length", detail)])
    _demand_mapping(mapping)
    return [{**column, "field": name} for column, name in zip(row.columns, mapping, strict=True)]


def _demand_mapping(fields: Sequence[str | None]) -> None:
    errors = [
        FieldError("/mapping" if column is None else f"/mapping/{column}", code, detail)
        for column, code, detail in mapping_faults(fields)
    ]
    if errors:
        raise InvalidInput(errors=errors)
