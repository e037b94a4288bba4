"""Imports as the tests make them: files of several kinds, and the worker in this process."""

import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult
from openpyxl import Workbook

from omnipresence.base import clock
from omnipresence.base.job_runner import Runner
from support.api import Api

Json = dict[str, Any]
HEADER = "Student No;First name;Surname;Date of birth;Class"


def csv_of(*lines: str, header: str = HEADER) -> bytes:
    return "\r\n".join((header, *lines)).encode()


def xlsx_of(rows: Sequence[Sequence[Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(api: Api, content: bytes, name: str = "pupils.csv", **form: str) -> Any:
    """POST /imports, and the answer."""
    return api.client.post("/api/v1/imports", {"file": SimpleUploadedFile(name, content), **form}, format="multipart")


def work() -> None:
    """Do all jobs that wait, also those that wait for a better moment."""
    runner = Runner()
    while runner.step():
        DBTaskResult.objects.filter(status="READY").update(run_after=clock.now())


def imported(api: Api, content: bytes, name: str = "pupils.csv") -> str:
    """The path of an import whose file has been read."""
    answer = upload(api, content, name)
    assert answer.status_code == 201, answer.content
    work()
    return answer.headers["Location"].removeprefix("/api/v1/")


def checked(api: Api, content: bytes, **options: Any) -> str:
    """The path of an import after its dry run."""
    path = imported(api, content)
    if options:
        assert api.patch(path, {"options": options}).status_code == 200
        work()
    answer = api.post(f"{path}/dry-run")
    assert answer.status_code == 202, answer.content
    work()
    assert api.get(path).json()["status"] == "checked", api.get(path).content
    return path


def committed(api: Api, path: str, mode: str) -> Json:
    """The import after its writing."""
    answer = api.post(f"{path}/commit", {"mode": mode})
    assert answer.status_code == 202, answer.content
    work()
    return dict(api.get(path).json())


def fates(api: Api, path: str) -> list[tuple[int, str, list[str]]]:
    """Number, fate and codes of each row."""
    rows = api.get(f"{path}/rows", limit=500).json()["results"]
    return [(row["number"], row["fate"], [error["code"] for error in row["errors"]]) for row in rows]
