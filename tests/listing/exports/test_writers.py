"""Each writer's file, read back by the library our import reads with."""

import csv
import datetime as dt
import json
import tracemalloc
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import vobject
from django.utils import translation
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from core.text.guard import guard, unguard, unspoilt
from listing.exports.writers import (
    Cell,
    Column,
    CsvWriter,
    JsonLinesWriter,
    Record,
    VCard3Writer,
    VCard4Writer,
    WorkbookWriter,
    Writer,
)
from listing.exports.writers.long_texts import split
from tests.listing.exports.samples import ABOUT, COLUMNS, CREATED, PLAIN, TEXTS, ZONE, row

ALL = [CsvWriter, JsonLinesWriter, VCard3Writer, VCard4Writer, WorkbookWriter]


@pytest.fixture(autouse=True)
def in_russian() -> object:
    with translation.override("ru"):
        yield


def written(kind: type[Writer], path: Path, rows: Sequence[Record], columns: Sequence[Column] = COLUMNS) -> Path:
    with kind(path, columns, ABOUT) as writer:
        writer.add(rows)
    assert writer.rows == len(rows)
    return path


def csv_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def sheet(path: Path, number: int = 0) -> Sequence[Sequence[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(number).to_python()


class TestGuard:
    @pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra"])
    def test_what_a_spreadsheet_would_run_is_guarded(self, text: str) -> None:
        assert guard(text) == f"'{text}"

    @pytest.mark.parametrize("text", ["", "a=1", "'", "'a", " =1", "1"])
    def test_other_text_is_left_alone(self, text: str) -> None:
        assert guard(text) == text == unguard(text)

    @pytest.mark.parametrize("text", [*TEXTS, "", "'", "''", "'''=x", "\r", "=", "'+"])
    def test_comes_back_as_it_was(self, text: str) -> None:
        assert unguard(guard(text)) == text


class TestCsv:
    def test_opens_in_excel_by_a_double_click(self, tmp_path: Path) -> None:
        raw = written(CsvWriter, tmp_path / "a.csv", [PLAIN]).read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf" + "Клиент;Вид;Телефон".encode())
        assert raw.count(b"\r\n") == 2

    def test_cells(self, tmp_path: Path) -> None:
        heading, cells = csv_rows(written(CsvWriter, tmp_path / "a.csv", [PLAIN]))
        assert heading == [column.heading for column in COLUMNS]
        assert cells == [
            "Иванов Иван", "человек", "'+79161234567 (рабочий); +79261234567 (у мамы)", "ivanov@example.com",
            "31.01.1990", "007701234567",
            "VIP; опт", "", "01.01.2026 01:30:15", "-5",
        ]  # fmt: skip

    def test_any_text_comes_back(self, tmp_path: Path) -> None:
        path = written(CsvWriter, tmp_path / "a.csv", [row(note=text) for text in TEXTS])
        assert [unguard(cells[7]) for cells in csv_rows(path)[1:]] == list(TEXTS)

    def test_nothing_begins_like_a_formula(self, tmp_path: Path) -> None:
        path = written(CsvWriter, tmp_path / "a.csv", [row(full_name=text, note=text) for text in TEXTS])
        texts = [cell for cells in csv_rows(path)[1:] for cell in (cells[0], cells[7])]
        assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))]

    def test_a_heading_is_guarded_too(self, tmp_path: Path) -> None:
        column = Column(code="a", heading="=cmd", type=COLUMNS[0].type)
        assert csv_rows(written(CsvWriter, tmp_path / "a.csv", [("x",)], [column]))[0] == ["'=cmd"]

    def test_nothing_is_empty(self, tmp_path: Path) -> None:
        empty: tuple[Cell, ...] = tuple(() if column.many else None for column in COLUMNS)
        assert csv_rows(written(CsvWriter, tmp_path / "a.csv", [empty]))[1] == [""] * len(COLUMNS)


class TestJsonLines:
    def test_first_line_tells_of_the_export(self, tmp_path: Path) -> None:
        first = json.loads(written(JsonLinesWriter, tmp_path / "a", [PLAIN]).read_text().splitlines()[0])
        told = first["kartoteka_export"]
        assert (told["mark"], told["purpose"], told["rule"]) == ("KARTOTEKA-EXPORT-12", ABOUT.purpose, ABOUT.rule)
        assert told["columns"][0] == {"code": "full_name", "heading": "Клиент", "type": "text"}

    def test_nothing_is_lost(self, tmp_path: Path) -> None:
        line = json.loads(written(JsonLinesWriter, tmp_path / "a", [PLAIN]).read_text().splitlines()[1])
        assert line == {
            "full_name": "Иванов Иван",
            "kind": "person",
            "phone": ["+79161234567", "+79261234567"],
            "phone_labels": ["рабочий", "у мамы"],
            "email": ["ivanov@example.com"],
            "birth_date": "1990-01-31",
            "inn": "007701234567",
            "tags": ["VIP", "опт"],
            "created_at": CREATED.isoformat(),
            "score": -5,
        }

    def test_any_text_comes_back(self, tmp_path: Path) -> None:
        path = written(JsonLinesWriter, tmp_path / "a", [row(note=text) for text in TEXTS])
        lines = path.read_text(encoding="utf-8").split("\n")
        assert [json.loads(line)["note"] for line in lines[1:-1]] == list(TEXTS)


class TestVCard:
    @pytest.mark.parametrize("kind", [VCard3Writer, VCard4Writer])
    def test_is_read_back(self, kind: type[Writer], tmp_path: Path) -> None:
        text = written(kind, tmp_path / "a.vcf", [row(note=TEXTS[0])]).read_text(encoding="utf-8")
        [card] = vobject.readComponents(text)
        assert card.fn.value == "Иванов Иван"
        assert [tel.value for tel in card.contents["tel"]] == ["+79161234567", "+79261234567"]
        assert card.tel.params == {"TYPE": ["WORK"]}
        assert [label.value for label in card.contents["x-ablabel"]] == ["рабочий", "у мамы"]
        assert card.email.value == "ivanov@example.com"
        assert card.note.value == TEXTS[0]
        assert card.contents["categories"][0].value == ["VIP", "опт"]
        assert card.contents["x-kartoteka-inn"][0].value == "007701234567"
        assert card.contents["x-kartoteka-export"][0].value == "KARTOTEKA-EXPORT-12"

    @pytest.mark.parametrize("kind", [VCard3Writer, VCard4Writer])
    def test_any_text_comes_back(self, kind: type[Writer], tmp_path: Path) -> None:
        text = written(kind, tmp_path / "a.vcf", [row(note=text) for text in TEXTS]).read_bytes().decode()
        cards = list(vobject.readComponents(text))
        assert [card.note.value for card in cards] == list(TEXTS)

    def test_versions_differ_where_they_must(self, tmp_path: Path) -> None:
        rows = [row(kind="company", full_name="ООО «Лес»")]
        three = written(VCard3Writer, tmp_path / "3.vcf", rows).read_text()
        four = written(VCard4Writer, tmp_path / "4.vcf", rows).read_text()
        assert "VERSION:3.0\nFN:ООО «Лес»\nN:;;;;\nX-ABSHOWAS:COMPANY" in three
        assert "BDAY:1990-01-31" in three
        assert "VERSION:4.0" in four
        assert "KIND:org" in four
        assert "BDAY:19900131" in four
        assert "ORG:ООО «Лес»" in four

    def test_lines_are_folded_between_characters(self, tmp_path: Path) -> None:
        long = "щ👩‍👩‍👧‍👦" * 400
        raw = written(VCard4Writer, tmp_path / "a.vcf", [row(note=long)]).read_bytes()
        assert max(map(len, raw.split(b"\r\n"))) <= 75
        [card] = vobject.readComponents(raw.decode())
        assert card.note.value == long


class TestWorkbook:
    def test_cells(self, tmp_path: Path) -> None:
        heading, cells = sheet(written(WorkbookWriter, tmp_path / "a.xlsx", [PLAIN]))
        assert heading == [column.heading for column in COLUMNS]
        assert cells == [
            "Иванов Иван", "человек", "+79161234567 (рабочий); +79261234567 (у мамы)", "ivanov@example.com",
            dt.date(1990, 1, 31),
            "007701234567", "VIP; опт", "", CREATED.astimezone(ZONE).replace(tzinfo=None), -5.0,
        ]  # fmt: skip

    def test_any_text_comes_back(self, tmp_path: Path) -> None:
        path = written(WorkbookWriter, tmp_path / "a.xlsx", [row(note=text) for text in TEXTS])
        one = load_workbook(path).worksheets[0]
        assert [unguard(str(cells[7])) for cells in sheet(path)[1:]] == list(TEXTS)
        assert [cells[7] for cells in sheet(path)[1:]] == [unspoilt(text) for text in TEXTS]
        assert {one.cell(at, 8).data_type for at in range(2, 2 + len(TEXTS))} == {"s"}

    def test_no_formula_and_no_link_stands_in_the_file(self, tmp_path: Path) -> None:
        path = written(WorkbookWriter, tmp_path / "a.xlsx", [row(full_name=text, note=text) for text in TEXTS])
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert b"<f>" not in parts["xl/worksheets/sheet1.xml"]
        assert not [name for name in parts if "sheet1.xml.rels" in name]

    def test_heading_stays_and_filters(self, tmp_path: Path) -> None:
        one = load_workbook(written(WorkbookWriter, tmp_path / "a.xlsx", [PLAIN, PLAIN])).worksheets[0]
        assert one.title == "Клиенты"
        assert one.freeze_panes == "A2"
        assert one.auto_filter.ref == "A1:J3"
        assert one["A1"].font.bold
        assert one["C2"].number_format == "@"

    def test_last_sheet_and_properties_name_the_export(self, tmp_path: Path) -> None:
        book = load_workbook(written(WorkbookWriter, tmp_path / "a.xlsx", [PLAIN]))
        told = {line[0].value: line[1].value for line in book.worksheets[-1].iter_rows()}
        assert book.sheetnames == ["Клиенты", "О выгрузке"]
        assert told["Выгрузка"] == "Выгрузка № 12"
        assert told["Цель"] == ABOUT.purpose
        assert told["Кто"] == ABOUT.made_by
        assert told["Когда"] == "22.11.2026 05:02:03"
        assert told["Строки"] == "1"
        assert (book.properties.creator, book.properties.keywords) == (ABOUT.made_by, "KARTOTEKA-EXPORT-12")

    @pytest.mark.parametrize("text", ["я" * 40_000, "👩" * 16_383 + "яя" + "👩" * 20_000])
    def test_long_text_is_cut_and_kept_whole_beside(self, text: str, tmp_path: Path) -> None:
        path = written(WorkbookWriter, tmp_path / "a.xlsx", [PLAIN, row(note=text)])
        book = load_workbook(path)
        assert book.sheetnames == ["Клиенты", "Длинные тексты", "О выгрузке"]
        cut = book.worksheets[0]["H3"].value
        assert text.startswith(cut)
        assert 32_766 <= len(cut.encode("utf-16-le")) // 2 <= 32_767
        pieces = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
        assert [piece[:4] for piece in pieces] == [("Клиенты", 3, "Заметка", at + 1) for at in range(len(pieces))]
        assert "".join(str(piece[4]) for piece in pieces) == text

    def test_rows_that_do_not_fit_go_on_in_another_sheet(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(WorkbookWriter, "rows_of_sheet", 4)
        rows = [row(full_name=f"Клиент {at}") for at in range(10)]
        path = written(WorkbookWriter, tmp_path / "a.xlsx", rows)
        book = CalamineWorkbook.from_path(str(path))
        assert book.sheet_names == ["Клиенты", "Клиенты 2", "Клиенты 3", "О выгрузке"]
        sheets = [sheet(path, at) for at in range(3)]
        assert [len(one) for one in sheets] == [5, 5, 3]
        assert [cells[0] for one in sheets for cells in one[1:]] == [f"Клиент {at}" for at in range(10)]

    def test_days_before_excels_calendar_are_text(self, tmp_path: Path) -> None:
        path = written(WorkbookWriter, tmp_path / "a.xlsx", [row(birth_date=dt.date(1899, 12, 31))])
        assert sheet(path)[1][4] == "31.12.1899"

    def test_a_number_longer_than_excel_remembers_is_text(self, tmp_path: Path) -> None:
        path = written(WorkbookWriter, tmp_path / "a.xlsx", [row(score=12345678901234567)])
        assert sheet(path)[1][9] == "12345678901234567"


@pytest.mark.parametrize("kind", ALL)
def test_a_failure_leaves_no_file(kind: type[Writer], tmp_path: Path) -> None:
    def broken() -> object:
        yield PLAIN
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), kind(tmp_path / "a", COLUMNS, ABOUT) as writer:
        writer.add(broken())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ALL)
def test_no_row_at_all_is_a_file_too(kind: type[Writer], tmp_path: Path) -> None:
    assert written(kind, tmp_path / "a", []).exists()


@pytest.mark.parametrize("kind", ALL)
def test_memory_does_not_grow_with_rows(kind: type[Writer], tmp_path: Path) -> None:
    """The traced peak of 4,000 rows and of 12,000 is the same but for noise."""
    peaks = []
    for count in (4_000, 12_000):
        tracemalloc.start()
        with kind(tmp_path / str(count), COLUMNS, ABOUT) as writer:
            for _piece in range(count // 1_000):
                writer.add([row(full_name="Имя", note="x" * 50)] * 1_000)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.3 + 100_000


@pytest.mark.parametrize("longest", [2, 3, 7])
def test_pieces_tear_no_character(longest: int) -> None:
    text = "a👩b👩👩cя" * 5
    pieces = split(text, longest)
    assert "".join(pieces) == text
    assert max(len(piece.encode("utf-16-le")) // 2 for piece in pieces) <= longest
