"""Of a large OpenDocument workbook a page unpacks the beginning of each sheet, and sees what the whole would show."""

import zipfile
from pathlib import Path

import pytest
from python_calamine import load_workbook

from imports import readers
from imports.readers import unpacking
from imports.readers.open_document import first_rows

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
GROUPED = ("<table:table-row-group><table:table-row-group>", "</table:table-row-group></table:table-row-group>")


def sheet(name: str, rows: int, around: tuple[str, str] = ("", "")) -> str:
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in cells
        )
        + "</table:table-row>"
        for cells in (
            ("Фамилия", "Телефон", "Город"),
            *((f"Лист{name}{n}", f"+7900{n:07}", "Омск") for n in range(rows)),
        )
    )
    return f'<table:table table:name="{name}"><table:table-column/>{around[0]}{lines}{around[1]}</table:table>'


def write(path: Path, *sheets: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest/>")
        inside = f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
        book.writestr("content.xml", f"<office:document-content {SPACES}>{inside}</office:document-content>")
    return path


@pytest.mark.parametrize("piece", [7, 100, 4096, 10**6])
def test_the_beginning_of_every_sheet_whatever_the_pieces(piece: int, tmp_path: Path) -> None:
    path = write(tmp_path / "a.ods", sheet("A", 30), sheet("B", 2), sheet("C", 30, GROUPED))
    content = zipfile.ZipFile(path).read("content.xml")
    cut = first_rows((content[at : at + piece] for at in range(0, len(content), piece)), 5, 10**6)
    small = tmp_path / "small.ods"
    with zipfile.ZipFile(small, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest/>")
        book.writestr("content.xml", cut)
    whole, head = load_workbook(path), load_workbook(small)
    assert head.sheet_names == whole.sheet_names == ["A", "B", "C"]
    for name, rows in (("A", 5), ("B", 3), ("C", 5)):
        assert head.get_sheet_by_name(name).to_python() == whole.get_sheet_by_name(name).to_python()[:rows]


def test_a_page_reads_the_head_and_the_job_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGE", 10_000)
    path = write(tmp_path / "a.ods", sheet("A", 2000), sheet("B", 2000, GROUPED))
    detected = readers.detect(path, readers.Options(sheet="B"))
    assert (detected.sheets, detected.headings) == (("A", "B"), ("Фамилия", "Телефон", "Город"))
    shown, all_of_them = readers.sample(path, detected, 50), list(readers.read(path, detected))
    assert shown == all_of_them[:50]
    assert len(all_of_them) == 2000
    small = unpacking.head_of_ods(path)
    assert small is not None
    assert len(small.getvalue()) < path.stat().st_size + 400_000
