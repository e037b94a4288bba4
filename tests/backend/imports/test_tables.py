"""Files as they come from people's programs, and as attackers make them."""

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest

from omnipresence.base.values import BadValue
from omnipresence.imports.rules import MAX_COLUMNS
from omnipresence.imports.services import tables
from omnipresence.imports.services.tables import read_table
from support.imports import xlsx_of

# As spreadsheets keep days: at midnight, of no zone.
BORN = datetime(2014, 2, 28)  # noqa: DTZ001
NAMES = [["id", "name"], ["1", "Zoë Müller"], ["2", "José"]]


def rows(content: bytes, **options: Any) -> list[list[str]]:
    return [cells for _, cells in read_table(content, options)]


def refused(content: bytes, **options: Any) -> str:
    with pytest.raises(BadValue) as error:
        rows(content, **options)
    return error.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators_are_recognised(encoding: str, separator: str) -> None:
    text = "\r\n".join(separator.join(row) for row in NAMES)
    assert rows(text.encode(encoding)) == NAMES


def test_other_scripts_are_read() -> None:
    assert rows("id,name\n1,রবি\n2,李明\n".encode()) == [["id", "name"], ["1", "রবি"], ["2", "李明"]]


def test_a_separator_inside_quotes_is_text() -> None:
    content = b'id;name\n1;"Miller, Ada; the first"\n2;"Line\nbreak"\n'
    assert rows(content) == [["id", "name"], ["1", "Miller, Ada; the first"], ["2", "Line\nbreak"]]


def test_the_options_win_over_the_guess() -> None:
    assert rows(b"a,b;c", separator=",") == [["a", "b;c"]]
    assert rows("a,\xa4".encode("iso-8859-15", "replace"), encoding="iso-8859-15") == [["a", "?"]]
    assert refused("a,é".encode("cp1252"), encoding="utf-8") == "encoding"


def test_rows_keep_their_numbers_where_empty_ones_are_left_out() -> None:
    assert [number for number, _ in read_table(b"id,name\n,\n\n1,a\n", {})] == [1, 4]


def test_a_workbook_gives_texts() -> None:
    book = xlsx_of([["id", "born", "active", "note"], [7.0, BORN, True, None], ["=1+1", None, 0.5, "x"]])
    # A formula has no value before a spreadsheet computed it, and is never computed here.
    assert rows(book) == [["id", "born", "active", "note"], ["7", "2014-02-28", "true"], ["", "", "0.5", "x"]]


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    assert refused(b"id\n1\n2\n3\n4\n") == "too_many_rows"
    assert refused(b",".join([b"x"] * (MAX_COLUMNS + 1))) == "too_many_columns"
    assert refused(xlsx_of([["x"] * 200])) == "too_many_columns"
    assert refused(b"id\n" + b"x" * 2001) == "cell_too_long"
    assert refused(b"id\n" + b",".join([b"x" * 900] * 5)) == "row_too_long"
    assert refused(b"id\n" + b"x" * 200_000) == "format"
    assert refused(b"id\na\x00b\n") == "characters"


def test_a_bomb_is_not_unfolded() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"xl/{number}.xml", b"0" * (40 * 1024 * 1024))
    assert len(file.getvalue()) < 200_000
    assert refused(file.getvalue()) == "too_large"


def with_sheet(sheet: bytes) -> bytes:
    """A workbook with another sheet inside than was written."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_of([["id"]]))) as old, zipfile.ZipFile(file, "w") as new:
        for member in old.infolist():
            new.writestr(member, sheet if member.filename.endswith("sheet1.xml") else old.read(member))
    return file.getvalue()


MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
ROW = b'<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', id="a file"),
        pytest.param(b'<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/">]>', id="an address"),
        pytest.param(b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY e "&a;&a;&a;&a;">]>', id="laughter"),
    ],
)
def test_entities_are_refused(head: bytes) -> None:
    assert rows(with_sheet(MAIN + ROW % b"plain")) == [["plain"]]
    assert refused(with_sheet(head + MAIN + ROW % b"&e;")) == "format"


def test_a_sheet_that_lies_about_its_size_costs_no_time() -> None:
    far = MAIN + b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    assert refused(with_sheet(far)) == "too_many_rows"


@pytest.mark.parametrize("content", [b"PK\x03\x04 and nothing else", xlsx_of([["id"]])[:-200]])
def test_broken_workbooks_are_refused(content: bytes) -> None:
    assert refused(content) == "format"


def test_old_workbooks_are_named_as_such() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100) == "format"
