"""Files without headings, cut off, protected, of contacts: read, or refused in words, by the command too."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from accounts.services import system_user
from core.errors import DomainError
from imports import whole
from imports.mapping.systems import recognise
from imports.models import Import, StagedRow
from imports.readers import Options, detect, read
from imports.readers.cards import HEADINGS, OF_OURS
from imports.readers.parts import WITHOUT
from imports.readers.reading import LOOKED_AT
from tests.harness.client import StrictClient

BARE = "Анна;+79161234567;anna@example.com\nПётр;+79161234568;petr@example.com\n"


def code_of(path: Path) -> str:
    with pytest.raises(DomainError) as refusal:
        list(read(path, detect(path)))
    return refusal.value.code


def test_a_table_without_headings_is_read_when_a_person_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(BARE, encoding="utf-8")
    with translation.override("ru"):
        found = detect(path, Options(header_row=WITHOUT))
    assert (found.headings, found.header_row) == (("Колонка 1", "Колонка 2", "Колонка 3"), 0)
    rows = list(read(path, found))
    assert [(row.number, row.cells[0]) for row in rows] == [(1, "Анна"), (2, "Пётр")]


def ods(rows: int) -> bytes:
    cell = "<table:table-cell office:value-type='string'><text:p>Анна</text:p></table:table-cell>"
    cells = f"<table:table-row>{cell}</table:table-row>"
    names = "office table text"
    spaces = " ".join(f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in names.split())
    text = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='Л'>{cells * rows}"
    )
    text += "</table:table></office:spreadsheet></office:body></office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", text)
    return out.getvalue()


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_a_truncated_open_document(tmp_path: Path, share: float) -> None:
    content = ods(5000)
    (tmp_path / "a.ods").write_bytes(content[: int(len(content) * share)])
    assert code_of(tmp_path / "a.ods") == "damaged"


def test_an_open_document_with_broken_insides(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content><office:body>")
    (tmp_path / "a.ods").write_bytes(out.getvalue())
    assert code_of(tmp_path / "a.ods") in {"damaged", "empty"}


def test_an_old_workbook_under_a_password(tmp_path: Path) -> None:
    """The record that says so (FILEPASS) put behind the first one, as Excel puts it."""
    book, out = xlwt.Workbook(), io.BytesIO()
    page = book.add_sheet("Лист")
    for number, cells in enumerate((("ФИО", "Телефон"), ("Анна", "+79161234567"))):
        for column, cell in enumerate(cells):
            page.write(number, column, cell)
    book.save(out)
    content = bytearray(out.getvalue())
    at = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    record = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + bytes(48)
    start = at + 20
    content[start : start + len(record)] = record
    (tmp_path / "a.xls").write_bytes(content)
    assert code_of(tmp_path / "a.xls") in {"encrypted", "damaged"}


def test_a_web_table_in_the_encoding_it_names(tmp_path: Path) -> None:
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body><table>'
        "<tr><td>ФИО</td><td>Телефон</td></tr><tr><td>Ёлкина Анна</td><td>+7 916 123-45-67</td></tr></table>"
    )
    path = tmp_path / "a.xls"
    path.write_bytes(page.encode("cp1251"))
    found = detect(path)
    assert found.headings == ("ФИО", "Телефон")
    assert [row.cells for row in read(path, found)] == [("Ёлкина Анна", "+7 916 123-45-67")]


def test_cards_are_known_by_their_headings() -> None:
    system = recognise(HEADINGS)
    assert system
    assert system.code == "vcard"
    assert all(system.line(name) for name in (*HEADINGS, *OF_OURS))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"1;2;3\n4;5;6\n7;8;9\n", b"PK\x03\x04broken", "ФИО;Телефон\n".encode(), b'{"a": 1']
)
def test_the_command_refuses_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises((CommandError, DomainError)) as refusal:
        call_command("import_base", str(path), stdout=io.StringIO(), stderr=io.StringIO())
    assert str(refusal.value).endswith(".")
    assert not Import.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_without_headings_keeps_its_first_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ФИО;Телефон\n" + BARE, encoding="utf-8")
    assert whole.checked(whole.Wish(path=path, by=system_user())).counts["rows"] == 2


@pytest.mark.django_db(transaction=True)
def test_the_wizard_offers_columns_by_number(admin_user: User, client_for: Callable[[User], StrictClient]) -> None:
    browser = client_for(admin_user)
    upload = SimpleUploadedFile("a.csv", b"1;2;3\n4;5;6\n7;8;9\n")
    assert browser.post(reverse("imports:new"), {"file": upload}).status_code == 302
    imported = Import.objects.get()
    assert (len(imported.headings), imported.options["header_row"]) == (3, WITHOUT)
    page = client_for(admin_user).get(reverse("imports:upload_of", args=[imported.pk])).content.decode()
    assert 'value="-1" selected' in page


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_file_is_passed_over_in_silence(
    tmp_path: Path, admin_user: User, client_for: Callable[[User], StrictClient]
) -> None:
    path = tmp_path / "a.csv"
    rows = "Ёлкина Анна;+79161234567\n" * LOOKED_AT + "Елкина Ольга;+79161234568;звонить утром\nФИО;Телефон\nИтого;1\n"
    path.write_text(f"ФИО;Телефон\n{rows}", encoding="utf-8")
    imported = whole.checked(whole.Wish(path=path, by=admin_user))
    last = StagedRow.objects.of(imported).order_by("number").last()
    assert last is not None
    assert any("beyond_headings" in problem for problem in last.problems)
    page = client_for(admin_user).get(reverse("imports:preview", args=[imported.pk])).content.decode()
    assert "Не считаем строками таблицы: итоги — 1, повторы заголовков — 1." in page


@pytest.mark.django_db(transaction=True)
def test_the_wizard_shows_lines_of_json(admin_user: User, client_for: Callable[[User], StrictClient]) -> None:
    browser = client_for(admin_user)
    upload = SimpleUploadedFile("a.jsonl", '{"full_name": "Ёлкина Анна", "phone": ["+79161234567"]}\n'.encode())
    response = browser.post(reverse("imports:new"), {"file": upload})
    assert response.status_code == 302
    imported = Import.objects.get()
    assert imported.mapping == {"full_name": "full_name", "phone": "phone"}
    assert browser.get(reverse("imports:upload_of", args=[imported.pk])).status_code == 200
