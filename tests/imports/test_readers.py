"""Files are recognised by what they hold, and their rows come as they stand."""

import datetime as dt
from pathlib import Path

import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from imports.readers import Format, Options, detect, read, sample
from tests.imports import samples

HEAD = ("ФИО", "Телефон", "Город")
ROWS = [HEAD, ("Анна Ковалёва", "+7 916 123-45-67", "Тверь"), ("Пётр Синицын", "+7 903 555-12-12", "Пермь")]


@pytest.mark.parametrize("name", samples.SYSTEMS)
def test_every_system_is_read(tmp_path: Path, name: str) -> None:
    make, headings = samples.SYSTEMS[name]
    path = make(tmp_path / "file.bin")
    found = detect(path)
    assert found.headings == headings
    assert found.header_row == 1
    rows = list(read(path, found))
    assert [row.number for row in rows] == [2, 3]
    assert any("Ковалёва" in str(cell) for cell in rows[0].cells)
    assert sample(path, found) == rows


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "koi8-r", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_text_of_any_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    people = [(f"Клиент номер {at} Ковалёва Анна", "+7 916 123-45-67", "Нижний Новгород, центр") for at in range(30)]
    path = tmp_path / "a.csv"
    path.write_bytes(samples.text([HEAD, *people], separator).encode(encoding))
    found = detect(path)
    assert (found.format, found.separator, found.headings) == (Format.CSV, separator, HEAD)
    assert [row.cells for row in read(path, found)] == people


def test_one_c_with_groups_repeated_headings_and_a_total(tmp_path: Path) -> None:
    path = samples.one_c(tmp_path / "1c.xlsx")
    found = detect(path)
    assert (found.header_row, found.groups) == (4, True)
    reader = read(path, found)
    assert [row.cells[1] for row in reader] == ["ООО «Ромашка»", "ИП Синицын"]
    assert reader.skipped == {"group": 2, "heading": 1, "empty": 1, "total": 1}


def test_two_heading_rows_are_joined(tmp_path: Path) -> None:
    rows = [
        ("Выгрузка",),
        (),
        ("ФИО", "Контакты", "", "Город"),
        ("", "Телефон", "E-mail", ""),
        ("Анна", "79161234567", "a@example.com", "Тверь"),
    ]
    path = samples.workbook(
        tmp_path / "a.xlsx", rows, [(0, 0, 0, 3, "Выгрузка"), (2, 1, 2, 2, "Контакты"), (2, 0, 3, 0, "ФИО")]
    )
    found = detect(path)
    assert (found.header_row, found.header_rows) == (3, 2)
    assert found.headings == ("ФИО", "Контакты / Телефон", "Контакты / E-mail", "Город")
    assert [row.cells[0] for row in read(path, found)] == ["Анна"]
    path = tmp_path / "a.csv"
    path.write_text(samples.text(rows), encoding="utf-8")
    assert detect(path).headings == ("ФИО", "Контакты / Телефон", "Контакты / E-mail", "Город")


def test_a_name_without_anything_else_stays_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(samples.text([*ROWS, ("Только имя", "", "")]), encoding="utf-8")
    assert len(list(read(path, detect(path)))) == 3


def test_cells_of_a_workbook(tmp_path: Path) -> None:
    day = dt.date(1990, 5, 1)
    path = samples.workbook(
        tmp_path / "a.xlsx",
        [
            ("ФИО", "Телефон", "Дата рождения", "Сумма"),
            ("Анна", 79161234567.0, day, 1.5),
            ("=1+1", "7.9E+10", "", True),
        ],
    )
    rows = list(read(path, detect(path)))
    assert rows[0].cells == ("Анна", 79161234567, day, 1.5)
    assert rows[1].cells[1:] == ("7.9E+10", "", True)


def test_old_and_open_workbooks(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("Лист")
    document = OpenDocumentSpreadsheet()
    table = Table(name="Лист")
    for number, cells in enumerate(ROWS):
        line = TableRow()
        for column, value in enumerate(cells):
            page.write(number, column, value)
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=value))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    book.save(str(tmp_path / "a.csv"))
    document.save(str(tmp_path / "b.xlsx"))
    for name, kind in (("a.csv", Format.XLS), ("b.xlsx", Format.ODS)):
        found = detect(tmp_path / name)
        assert (found.format, found.sheet, found.headings) == (kind, "Лист", HEAD)
        assert [row.cells for row in read(tmp_path / name, found)] == ROWS[1:]


def test_a_large_workbook_shows_its_head_without_being_unpacked_whole(tmp_path: Path) -> None:
    rows = [("Отчёт",), HEAD, *((f"Имя {at}", f"+7916{at:07}", "Тверь") for at in range(60_000))]
    path = samples.workbook(tmp_path / "a.xlsx", rows, [(0, 0, 0, 2, "Отчёт")])
    found = detect(path)
    assert (found.header_row, found.headings) == (2, HEAD)
    assert sample(path, found, 5) == [(at + 3, (f"Имя {at}", f"+7916{at:07}", "Тверь")) for at in range(5)]
    assert sum(1 for _ in read(path, found)) == 60_000


def test_cards(tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    path.write_bytes(
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2;=D0=98=D0=B2=D0=B0=D0=BD;;;\r\nTEL;CELL:+79161234567\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ковалёва;Анна;Петровна;;\r\nFN:Анна Ковалёва\r\nitem1.EMAIL;type=INTERNET:anna@example.com\r\nitem1.X-ABLabel:Работа\r\nTEL:+79035551212\r\nTEL:+79035551213\r\nBDAY:19900501\r\nORG:Ромашка;Отдел\r\nEND:VCARD\r\n"  # noqa: E501
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Пётр Синицын\r\nTEL;VALUE=uri:tel:+79031112233\r\nADR:;;Ленина 1;Тверь;;170000;Россия\r\nEND:VCARD\r\n".encode()  # noqa: E501
    )
    found = detect(path)
    assert found.format == Format.VCARD
    cards = [dict(zip(found.headings, row.cells, strict=True)) for row in read(path, found)]
    assert (cards[0]["Фамилия"], cards[0]["Имя"], cards[0]["Телефон"]) == ("Иванов", "Иван", "+79161234567")
    assert (cards[1]["E-mail"], cards[1]["Телефон"], cards[1]["Дата рождения"]) == (
        "anna@example.com (Работа)",
        "+79035551212; +79035551213",
        "1990-05-01",
    )
    assert (cards[2]["ФИО"], cards[2]["Телефон"], cards[2]["Адрес"]) == (
        "Пётр Синицын",
        "+79031112233",
        "170000, Россия, Тверь, Ленина 1",
    )


def test_nothing_of_a_card_is_lost_behind_a_picture_or_for_want_of_an_end(tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    base64 = "AbCd0123" * 9
    pictures = {
        "folded": f"PHOTO;ENCODING=b;TYPE=JPEG:{base64}\r\n" + f" {base64}\r\n" * 21_000,
        "unfolded": f"item1.PHOTO;JPEG;ENCODING=BASE64:\r\n{base64}\r\n{base64}\r\n\r\n",
    }
    path.write_text(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Первая\r\n{pictures['folded']}TEL:+79160000001\r\nEND:VCARD\r\n"
        f"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Вторая\r\n{pictures['unfolded']}TEL:+79160000002\r\n"
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Третья\r\nTEL:+79160000003\r\n",
        encoding="utf-8",
    )

    found = detect(path)

    cards = [dict(zip(found.headings, row.cells, strict=True)) for row in read(path, found)]
    assert [(card["ФИО"], card["Телефон"]) for card in cards] == [
        ("Первая", "+79160000001"), ("Вторая", "+79160000002"), ("Третья", "+79160000003"),
    ]  # fmt: skip


def test_what_a_person_says_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(samples.text([("a", "b"), ("ФИО", "Телефон"), ("Анна", "1")], ",").encode("cp1251"))
    found = detect(path, Options(encoding="koi8-r", separator=";", header_row=1))
    assert (found.encoding, found.separator, found.header_row, found.headings) == ("koi8-r", ";", 1, ("a,b",))


def test_sep_line_many_lines_in_a_cell_blank_and_equal_headings(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('sep=|\r\nФИО|Телефон||Телефон\nАнна|"1,\n2;3"|x|4\r\nПётр|5|6|7\r', encoding="utf-8", newline="")
    found = detect(path)
    assert (found.separator, found.header_row) == ("|", 2)
    assert found.headings[1::2] == ("Телефон", "Телефон (2)")
    assert [row.cells for row in read(path, found)] == [("Анна", "1,\n2;3", "x", "4"), ("Пётр", "5", "6", "7")]


def test_sheets_can_be_chosen(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Пустой"
    for name in ("Клиенты", "Архив"):
        for row in ROWS if name == "Клиенты" else [("Имя", "Почта"), ("Анна", "a@example.com")]:
            (book[name] if name in book.sheetnames else book.create_sheet(name)).append(list(row))
    book.save(tmp_path / "a.xlsx")
    found = detect(tmp_path / "a.xlsx")
    assert (found.sheet, found.sheets) == ("Клиенты", ("Пустой", "Клиенты", "Архив"))
    assert detect(tmp_path / "a.xlsx", Options(sheet="Архив")).headings == ("Имя", "Почта")
