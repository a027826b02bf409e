"""Files as other programs write them, made by code. Nobody in them exists."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

BITRIX = (
    "ID",
    "Название лида",
    "Обращение",
    "Имя",
    "Фамилия",
    "Отчество",
    "Дата рождения",
    "Рабочий телефон",
    "Мобильный телефон",
    "Рабочий e-mail",
    "Название компании",
    "Стадия",
    "Ответственный",
)
AMOCRM = (
    "ID",
    "Тип",
    "Наименование",
    "Имя",
    "Фамилия",
    "Компания",
    "Дата создания",
    "Теги",
    "Рабочий email",
    "Рабочий телефон",
    "Мобильный телефон",
    "Примечание 1",
)
HUBSPOT = ("Record ID", "First Name", "Last Name", "Email", "Phone Number", "Lead Status", "Create Date", "City")
GOOGLE = (
    "First Name",
    "Middle Name",
    "Last Name",
    "Organization Name",
    "Birthday",
    "Notes",
    "Labels",
    "E-mail 1 - Label",
    "E-mail 1 - Value",
    "Phone 1 - Label",
    "Phone 1 - Value",
)
OUTLOOK = (
    "Обращение",
    "Имя",
    "Отчество",
    "Фамилия",
    "Организация",
    "Должность",
    "Город (раб. адрес)",
    "Рабочий телефон",
    "Телефон переносной",
    "День рождения",
    "Заметки",
    "Адрес эл. почты",
)
SALESFORCE = (
    "First Name",
    "Last Name",
    "Account Name",
    "Title",
    "Email",
    "Phone",
    "Mobile",
    "Mailing Street",
    "Mailing City",
    "Lead Source",
)
PEOPLE = (
    ("Анна", "Ковалёва", "Петровна", "+7 916 123-45-67", "anna@example.com"),
    ("Пётр", "Синицын", "Ильич", "8 (903) 555-12-12", "petr@example.com"),
)


def text(
    rows: Iterable[Sequence[Any]], separator: str = ";", ends: str = "\r\n", quoting: Any = csv.QUOTE_MINIMAL
) -> str:
    """A table of text."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=ends, quoting=quoting).writerows(rows)
    return out.getvalue()


def bitrix_rows() -> list[Sequence[str]]:
    """Leads."""
    return [
        BITRIX,
        *(
            (
                str(at),
                f"Лид {at}",
                "",
                first,
                last,
                middle,
                "22.08.1986 00:00:00",
                "",
                phone,
                mail,
                "ООО «Ромашка»",
                "Новый",
                "Мария Менеджерова",
            )
            for at, (first, last, middle, phone, mail) in enumerate(PEOPLE, 10)
        ),
    ]


def bitrix24_csv(path: Path) -> Path:
    """LEAD.csv: cp1251, semicolons."""
    path.write_bytes(text(bitrix_rows()).encode("cp1251"))
    return path


def bitrix24_xls(path: Path) -> Path:
    """A web page named .xls."""
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in bitrix_rows())
    path.write_text(
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body><table border="1">{lines}</table></body></html>',  # noqa: E501
        encoding="utf-8",
    )
    return path


def amocrm(path: Path) -> Path:
    """New export: commas, UTF-8 with a mark."""
    rows = [
        AMOCRM,
        *(
            (
                "7",
                "контакт",
                f"{first} {last}",
                first,
                last,
                "",
                "01.02.2025 10:00",
                "vip, оптовик",
                mail,
                f"'{phone}",
                "",
                "первая\nвторая строка",
            )
            for first, last, _middle, phone, mail in PEOPLE
        ),
    ]
    path.write_bytes(text(rows, ",", quoting=csv.QUOTE_ALL).encode("utf-8-sig"))
    return path


def hubspot(path: Path) -> Path:
    """Phones as floats."""
    rows = [
        HUBSPOT,
        *(
            (str(at), first, last, mail, "79161234567.0", "NEW", "2024-03-01 12:00", "Казань")
            for at, (first, last, _m, _p, mail) in enumerate(PEOPLE, 1)
        ),
    ]
    path.write_bytes(text(rows, ",", "\n").encode())
    return path


def google(path: Path) -> Path:
    """Several values in a cell."""
    rows = [
        GOOGLE,
        *(
            (
                first,
                middle,
                last,
                "",
                "1990-05-01",
                "",
                "* myContacts",
                "* Work",
                f"{mail} ::: b@example.com",
                "Mobile",
                phone,
            )
            for first, last, middle, phone, mail in PEOPLE
        ),
    ]
    path.write_bytes(text(rows, ",", "\n").encode())
    return path


def outlook_ru(path: Path) -> Path:
    """Commas, quoted, cp1251, empty dates as 0.0.00."""
    rows = [
        OUTLOOK,
        *(
            ("", first, middle, last, "", "", "Тверь", "", phone, "0.0.00", "", mail)
            for first, last, middle, phone, mail in PEOPLE
        ),
    ]
    path.write_bytes(text(rows, ",", quoting=csv.QUOTE_ALL).encode("cp1251"))
    return path


def salesforce(path: Path) -> Path:
    """A report with its footer."""
    rows = [
        SALESFORCE,
        *(
            (first, last, "Romashka", "CEO", mail, "", phone, "Lenina 1", "Perm", "Web")
            for first, last, _m, phone, mail in PEOPLE
        ),
    ]
    path.write_bytes(text(rows, ",", "\n").encode())
    return path


def one_c(path: Path) -> Path:
    """Headings on the fourth row, groups, no-break spaces, repeated page headings, a total."""
    head = ("Код", "Наименование", "ИНН", "Телефон", "Сумма")
    rows: list[Sequence[Any]] = [
        ("Контрагенты",), ("Период: 2025 год",), (), head, ("", "Покупатели"),
        ("00-001", "ООО «Ромашка»", "7707083893", "+7 495 123-45-67", "1\xa0200,50"), ("", "Поставщики"), head,
        ("00-002", "ИП Синицын", "", "89035551212", "300,00"), (), ("Итого", "", "", "", "1\xa0500,50"),
    ]  # fmt: skip
    return workbook(path, rows)


def workbook(
    path: Path,
    rows: Iterable[Sequence[Any]],
    merged: Iterable[tuple[int, int, int, int, str]] = (),
    sheet: str = "Лист1",
) -> Path:
    """An xlsx."""
    book = xlsxwriter.Workbook(str(path))
    page, day = book.add_worksheet(sheet), book.add_format({"num_format": "dd.mm.yyyy"})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.write(number, column, cell, day) if isinstance(cell, dt.date) else page.write(number, column, cell)
    for area in merged:
        page.merge_range(*area)
    book.close()
    return path


SYSTEMS = {
    "bitrix24_csv": (bitrix24_csv, BITRIX),
    "bitrix24_xls": (bitrix24_xls, BITRIX),
    "amocrm": (amocrm, AMOCRM),
    "hubspot": (hubspot, HUBSPOT),
    "google": (google, GOOGLE),
    "outlook_ru": (outlook_ru, OUTLOOK),
    "salesforce": (salesforce, SALESFORCE),
}
