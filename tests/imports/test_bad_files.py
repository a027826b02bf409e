"""Files that cannot be read are refused by a sentence with a code, never by a traceback."""

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt

from core.errors import DomainError
from imports.readers import detect, read
from imports.readers.json_lines import LOOKED_AT
from imports.readers.parts import MAX_COLUMNS
from imports.readers.text_table import MOST_OF_LINE
from tests.imports import samples

HEAD = ("ФИО", "Телефон", "Город")
ROW = ("Анна Ковалёва", "+7 916 123-45-67", "Тверь")


def code_of(path: Path) -> str:
    """Detected or not, read to the end."""
    with pytest.raises(DomainError) as refusal:
        list(read(path, detect(path)))
    assert str(refusal.value).endswith(".")
    return refusal.value.code


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xls() -> bytes:
    """An old workbook."""
    book, out = xlwt.Workbook(), io.BytesIO()
    page = book.add_sheet("Лист")
    for number, cells in enumerate((HEAD, ROW)):
        for column, cell in enumerate(cells):
            page.write(number, column, cell)
    book.save(out)
    return out.getvalue()


def in_container(name: str) -> bytes:
    """An old container whose main part is called otherwise."""
    was, new = "Workbook".encode("utf-16-le"), name.encode("utf-16-le")
    content = bytearray(xls())
    at = content.index(was)
    content[at : at + 66] = new.ljust(64, b"\x00") + (len(new) + 2).to_bytes(2, "little")
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (random.Random(1).randbytes(50_000), "not_a_table"),
        (b"%PDF-1.7 and so on", "not_a_table"),
        (zipped({"a.txt": b"hello"}), "not_a_table"),
        (zipped({"word/document.xml": b"<w/>"}), "document"),
        (zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"x"}), "damaged"),
        (zipped({"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": bytes(200_000_000)}), "bomb"),
        (
            zipped(
                {
                    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                    "META-INF/manifest.xml": b"<m:encryption-data/>",
                }
            ),
            "encrypted",
        ),
        (in_container("EncryptedPackage"), "encrypted"),
        (in_container("WordDocument"), "document"),
        (xls()[:1500], "damaged"),
        ("ФИО;Телефон;Город\r\n".encode("cp1251"), "no_rows"),
        (b"1;2;3\n4;5;6\n7;8;9\n", "no_heading"),
        ('ФИО;Телефон\nАнна;"1\n'.encode() + b"x;y\n" * 2_000_000, "quote"),
        ('ФИО;Телефон\nАнна;"1\n'.encode() + b"x;y\n" * 100, "quote"),
        (("Имя;Город\n" + "Анна;Тверь\n" * 50).encode() + "Пётр;Пермь\n".encode("cp1251") * 50, "encoding"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert code_of(path) == code


@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
def test_a_truncated_workbook(tmp_path: Path, share: float) -> None:
    content = samples.workbook(tmp_path / "a.xlsx", [HEAD, *[ROW] * 500]).read_bytes()
    (tmp_path / "b").write_bytes(content[: int(len(content) * share)])
    assert code_of(tmp_path / "b") == "damaged"


def test_two_far_corners_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(list(HEAD))
    book.active.cell(1_000_000, 250, "там")
    book.save(tmp_path / "a.xlsx")
    assert code_of(tmp_path / "a.xlsx") == "sparse"


def test_columns_have_a_limit_that_is_said(tmp_path: Path) -> None:
    names = [f"Поле {at}" for at in range(MAX_COLUMNS)]
    path = tmp_path / "a.csv"
    path.write_text(samples.text([names, ["х"] * MAX_COLUMNS]), encoding="utf-8")
    assert len(detect(path).headings) == MAX_COLUMNS
    path.write_text(samples.text([[*names, "ещё"], ["х"] * (MAX_COLUMNS + 1)]), encoding="utf-8")
    assert code_of(path) == "too_many_columns"
    assert code_of(samples.workbook(tmp_path / "a.xlsx", [[*names, "ещё"], ["х"]])) == "too_many_columns"


def test_odd_content_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    big = "я" * 1_000_000
    path.write_bytes(f"ФИО;Телефон\r\nАн\x00на;79161234567.0\rПётр;7.9E+10\n{big};=1+1\n".encode())
    rows = [row.cells for row in read(path, detect(path))]
    assert rows == [("Анна", "79161234567.0"), ("Пётр", "7.9E+10"), (big, "=1+1")]


def test_a_million_empty_rows_are_cheap(tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"constant_memory": True})
    page, bold = book.add_worksheet(), book.add_format({"bold": True})
    page.write_row(0, 0, HEAD)
    page.write_row(1, 0, ROW)
    for number in range(2, 200_000):
        page.write_blank(number, 0, None, bold)
    page.write_row(1_000_001, 0, ROW)
    book.close()
    reader = read(tmp_path / "a.xlsx", detect(tmp_path / "a.xlsx"))
    assert [row.number for row in reader] == [2, 1_000_002]
    assert reader.skipped == {"empty": 999_999}
    path = tmp_path / "a.csv"
    path.write_text(samples.text([HEAD, ROW]) + ";;\r\n" * 1_000_000, encoding="utf-8")
    reader = read(path, detect(path))
    assert len(list(reader)) == 1
    assert reader.skipped == {"empty": 1_000_000}


def test_a_line_that_never_ends_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(samples.text([HEAD, ROW]) + ";" * (MOST_OF_LINE + 1), encoding="utf-8")
    assert code_of(path) == "endless_line"


def test_cells_that_say_they_are_wide_do_not_fill_the_memory(tmp_path: Path) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}' for cell in row)}" for row in (HEAD, *[ROW] * 90))
    path = tmp_path / "a.xls"
    path.write_text(f"<table>{rows}<tr>{'<td colspan=300>' * 100_000}</table>", encoding="utf-8")
    assert len(list(read(path, detect(path)))) == 90


def test_json_that_no_base_can_keep(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"ФИО": "Анна\\u0000 \\ud83d", "Тел\\u0000ефон": "+79161234567", "n": NaN, "m": 1e999, "l": ["\\udc00"]}\n',
        encoding="utf-8",
    )
    found = detect(path)
    assert found.headings[:2] == ("ФИО", "Телефон")
    assert [row.cells for row in read(path, found)] == [("Анна ", "+79161234567", None, None, "")]


def test_a_key_that_comes_late_in_json_stands_beyond_the_headings(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = ['{"full_name": "Анна"}\n'] * LOOKED_AT + ['{"full_name": "Ольга", "city": "Омск", "note": ""}\n']
    path.write_text("".join(rows), encoding="utf-8")
    found = detect(path)
    assert found.headings == ("full_name",)
    assert [row.cells for row in read(path, found)][-2:] == [("Анна",), ("Ольга", "Омск")]
