"""The workbook of rows that were not brought in: text only, nothing runs, and it can come back."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from core.text.guard import unguard
from imports import readers
from imports.mapping.headings import REASON, fingerprint, is_ours
from imports.rejects import table
from imports.rejects.workbook import Rejected, as_text, write

HEADINGS = ("Имя", "Телефон", "Дата")


def read(path: Path) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]


def test_rows_stand_under_their_own_headings_with_the_reason_last(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"

    count = write(path, HEADINGS, [Rejected(("Анна", "7.9E+10", "31.02.1990"), "Номер испорчен")])

    assert count == 1
    assert read(path) == [[*HEADINGS, str(REASON)], ["Анна", "7.9E+10", "31.02.1990", "Номер испорчен"]]


def test_everything_is_text_and_no_formula_runs(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    nasty = ("=HYPERLINK(1)", "+79161234567", 79161234567.0)

    write(path, HEADINGS, [Rejected(nasty, "")])

    assert read(path)[1][:3] == ["=HYPERLINK(1)", "+79161234567", "79161234567"]
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


def test_short_and_long_rows_and_impossible_signs(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"

    write(path, HEADINGS, [Rejected((), "пусто"), Rejected(("a\x00b\x0b", "ы" * 100_000, None, "лишнее"), "длинно")])

    first, second = read(path)[1:]
    assert first == ["", "", "", "пусто"]
    assert len(str(second[1])) == 32_767
    assert second[2] == ""
    assert str(second[3]).endswith("«Длинные тексты». длинно")
    assert "Телефон" in str(second[3])


def test_nothing_of_a_long_cell_is_lost(tmp_path: Path) -> None:
    path, long = tmp_path / "rows.xlsx", "Ж" * 32_766 + "\U0001f600" * 10

    write(path, HEADINGS, [Rejected(("Анна", long), "плохо"), Rejected(("Олег", "ё" * 32_767), "тоже")])

    book = CalamineWorkbook.from_path(path)
    pieces = [row for row in book.get_sheet_by_name("Длинные тексты").to_python()[1:] if row[1:3] == [2, "Телефон"]]
    assert "".join(str(row[4]) for row in pieces) == long
    first, last = read(path)[1:]
    assert first[1] == "Ж" * 32_766
    assert last[1:] == ["ё" * 32_767, "", "тоже"]


def test_of_very_many_a_table_is_sent_piece_by_piece_and_comes_back_the_same(tmp_path: Path) -> None:
    nasty = ("=HYPERLINK(1)", "+79161234567", 'a;"b"\nc')
    sent = table.pieces(HEADINGS, [Rejected(nasty, "плохо"), *[Rejected(("Олег",), "тоже")] * 1_200])

    assert next(iter(sent)).startswith("\ufeffИмя;".encode())
    path = tmp_path / "rows.csv"
    path.write_bytes(b"".join(table.pieces(HEADINGS, [Rejected(nasty, "плохо"), Rejected(("Олег",), "тоже")])))
    found = list(readers.read(path, readers.detect(path)))
    assert [unguard(str(cell)) for cell in found[0].cells] == [*nasty, "плохо"]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (7, "7"),
        (1.5, "1.5"),
        (dt.date(1986, 5, 3), "03.05.1986"),
        (dt.datetime.fromisoformat("2026-10-02T14:30"), "02.10.2026 14:30:00"),
        (dt.datetime.fromisoformat("2026-10-02"), "02.10.2026"),
        (dt.time(14, 30), "14:30:00"),
    ],
)
def test_values_are_written_as_a_person_types_them(cell: object, text: str) -> None:
    assert as_text(cell) == text  # type: ignore[arg-type]  # one of Cell


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_reason_column_is_known_again_in_any_language(language: str) -> None:
    with override(language):
        heading = str(REASON)
    assert is_ours(heading)
    assert fingerprint([*HEADINGS, heading]) == fingerprint(HEADINGS)
