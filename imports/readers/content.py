"""What a file is, by its bytes. A name says nothing: `.xls` is a web page as often as not."""

import re
import zipfile
from pathlib import Path

from core import archives
from imports.readers import refusals
from imports.readers.parts import Format

HEAD = 64 * 1024
MOST_UNPACKED = 3 * 1024**3
MOST_MANIFEST = 64 * 1024**2
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CARD = re.compile(rb"\A\s*BEGIN:VCARD", re.IGNORECASE)
OBJECT = re.compile(rb'\A\s*\{\s*"')
TABLE = re.compile(rb"<\s*(!doctype\s+html|html|table)\b", re.IGNORECASE)
OTHERS = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"MZ",
    b"\x7fELF",
)
ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def format_of(path: Path) -> Format:
    """Raises DomainError for what is no table; nothing is unpacked."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\xef\xbb\xbf\x00 \t\r\n"):
        raise refusals.empty()
    if head.startswith(b"PK"):
        return _format_of_zip(path)
    if head.startswith(OLE):
        return Format.XLS
    plain = without_zeros(head)
    if CARD.match(plain):
        return Format.VCARD
    if OBJECT.match(plain):
        return Format.JSON
    if plain.lstrip()[:1] == b"<" and TABLE.search(plain):
        return Format.HTML
    if head.startswith(OTHERS) or _is_binary(head):
        raise refusals.not_a_table()
    return Format.CSV


def without_zeros(head: bytes) -> bytes:
    """Its Latin letters, whatever Unicode they are written in."""
    return head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")


def _is_binary(head: bytes) -> bool:
    """More than a few bytes that no text has; the zeros of UTF-16 stand in one half only."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or zeros_of_utf16(head):
        return False
    odd = sum(head.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    return odd * 50 > len(head)


def zeros_of_utf16(head: bytes) -> str:
    """`utf-16-le`, `utf-16-be` or '': by where the zeros stand."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd * 10 > half and odd > 10 * even:
        return "utf-16-le"
    if even * 10 > half and even > 10 * odd:
        return "utf-16-be"
    return ""


def _format_of_zip(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {info.filename: info for info in archive.infolist()}
            if archives.is_bomb(archive, most=MOST_UNPACKED):
                raise refusals.bomb()
            if "mimetype" in names and names["mimetype"].file_size < 1000:
                kind = archive.read("mimetype").strip()
                manifest = names.get("META-INF/manifest.xml")
                if manifest and manifest.file_size < MOST_MANIFEST and b"encryption-data" in archive.read(manifest):
                    raise refusals.encrypted()
                if kind.startswith(ODS):
                    return Format.ODS
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise refusals.damaged() from error
    if "xl/workbook.bin" in names:
        return Format.XLSB
    if any(name.startswith("xl/") for name in names):
        return Format.XLSX
    if any(name.startswith("word/") for name in names):
        raise refusals.document()
    raise refusals.not_a_table()
