"""Reports as files: named after what they are, readable in every script, no formulas (R6.3)."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from backend.reports.conftest import Year

from omnipresence.reports import fonts, pdf
from omnipresence.roster.models import Participant
from support.api import Api, refusal

MARCH = {"from": "2026-03-01", "to": "2026-03-31"}


def table(answer: Any) -> list[dict[str, str]]:
    assert answer.content.startswith(b"\xef\xbb\xbf"), "so that spreadsheets read it as UTF-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_csv_has_its_name_timestamps_identifiers_and_states(year: Year, maud: Api) -> None:
    answer = maud.get("reports/attendance", format="csv", **MARCH)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    name = 'attachment; filename="school_attendance_by-participant_2026-03-01_2026-03-31.csv"'
    assert answer.headers["Content-Disposition"] == name
    assert answer.headers["Cache-Control"] == "no-store"
    rows = table(answer)
    assert len(rows) == 6
    assert {"participant", "identifier", "name", "state:present", "state:late", "rate", "generated_at"} <= set(rows[0])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", rows[0]["generated_at"])
    session = maud.get("reports/session", session=year.lessons[0].pk, format="csv")
    assert session.headers["Content-Disposition"].endswith(
        f'filename="school_session_session-{year.lessons[0].pk}_2026-03-02.csv"'
    )
    assert table(session)[0]["recorded_at"] == "2026-03-01T18:30:00Z"


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_run_as_a_formula(year: Year, maud: Api, evil: str) -> None:
    Participant.objects.for_organization(year.school.organization.pk).filter(pk=year.pupils[0].pk).update(
        first_name=evil, identifier=evil
    )
    rows = table(maud.get("reports/attendance", format="csv", **MARCH))
    found = next(row for row in rows if row["participant"] == str(year.pupils[0].pk))
    assert found["identifier"].startswith("'")
    assert found["name"].startswith("'")


def characters(file: bytes) -> set[str]:
    """What the PDF's own tables say its glyphs stand for."""
    found = set()
    for table in re.findall(rb"beginbf(?:char|range)(.*?)endbf", file, re.DOTALL):
        for code in re.findall(rb"<([0-9A-Fa-f]+)>\s*\n", table):
            found |= set(bytes.fromhex(code.decode()).decode("utf-16-be", "replace"))
    return found


def test_a_pdf_writes_names_in_every_script(year: Year, maud: Api) -> None:
    names = ["রহিমা স্ত্রী", "محمد العربي", "王小明"]
    for pupil, name in zip(year.pupils, names, strict=False):
        Participant.objects.for_organization(year.school.organization.pk).filter(pk=pupil.pk).update(first_name=name)
    answer = maud.get("reports/attendance", format="pdf", **MARCH)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"].endswith('_2026-03-01_2026-03-31.pdf"')
    assert answer.content.startswith(b"%PDF-")
    shown = characters(answer.content)
    # Shaped: glyphs of conjuncts and joined letters stand for several characters, so letters are looked for.
    assert set("রহম") | set("محمد") | set("王小明") <= shown


def test_a_machine_without_fonts_says_so(year: Year, maud: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    base = fonts._installed()["NotoSans-Regular.ttf"]
    monkeypatch.setattr(fonts, "_installed", lambda: {base.name: base})
    assert fonts.fonts_for("aবم王") == ([], {"bengali", "arabic", "cjk"})
    assert maud.get("reports/attendance", format="pdf", **MARCH).status_code == 200
    monkeypatch.setattr(fonts, "_installed", dict[str, Path])
    assert refusal(maud.get("reports/attendance", format="pdf", **MARCH)) == (503, "fonts-missing")


def test_a_pdf_that_nobody_would_print_is_refused(year: Year, maud: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_ROWS", 5)
    assert refusal(maud.get("reports/attendance", format="pdf", **MARCH)) == (422, "report-too-large")
    assert maud.get("reports/attendance", format="csv", **MARCH).status_code == 200
