"""Packed workbooks before a library may unpack them: traps are refused, and of a large one only the head is taken.

calamine parses a sheet whole and lays it out as one rectangle. So a page that only wants to show the first rows gets a
copy cut after some hundred of them, and a sheet whose rectangle would not fit into memory is refused beforehand.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from imports.readers import refusals
from imports.readers.open_document import first_rows
from imports.readers.parts import Format

CHUNK = 1024 * 1024
LARGE = 4 * 1024**2
"""Bytes of unpacked sheets from which on only the head is taken."""
HEAD_ROWS = 400
HEAD_BYTES = 16 * 1024**2
TAIL = 1024 * 1024
MOST_SCANNED = 200 * 1024**2
MOST_WHOLE = 200 * 1024**2
"""Bytes of a workbook that is parsed whole in a request: about 100,000 rows of 15 columns, some seconds."""
MOST_AREA = 60_000_000
MOST_EMPTY = 50
"""Cells of the rectangle to one that holds something."""
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
CONTENT = "content.xml"
STRINGS = "xl/sharedStrings.xml"
KEPT = re.compile(r"(\[Content_Types\]\.xml|_rels/.*|xl/workbook\.xml|xl/_rels/.*|xl/styles\.xml|xl/theme/.*)")
STRING = re.compile(rb't="s"[^>]*>\s*<v>(\d+)</v>')
MERGED = re.compile(rb"<mergeCells.*?</mergeCells>", re.DOTALL)
WIDE = re.compile(rb'<c r="([A-Z]{2,3})[0-9]+"[^>]*[^/]>')
REPEATED = re.compile(rb'number-(columns|rows)-repeated="(\d+)"[^>]*office:value')
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, KeyError)


def refuse_large(path: Path, format: Format) -> None:  # noqa: A002
    """Only of an xlsx can a head be taken; a page that asks for the head of another workbook waits for all of it."""
    if format == Format.XLS:
        size = path.stat().st_size
    else:
        try:
            with zipfile.ZipFile(path) as archive:
                size = sum(info.file_size for info in archive.infolist())
        except BROKEN as error:
            raise refusals.damaged() from error
    if size > MOST_WHOLE:
        raise refusals.workbook_too_large(MOST_WHOLE // 1024**2)


def refuse_traps(path: Path, format: Format) -> None:  # noqa: A002
    """Unpack every part once in pieces: what lies about its size or is cut off fails here, by its checksum."""
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                with archive.open(info) as part:
                    if format == Format.XLSX and SHEET.fullmatch(info.filename):
                        _refuse_sparse(_chunks(part))
                    elif format == Format.ODS and info.filename == CONTENT:
                        _refuse_repeated(_chunks(part))
                    else:
                        for _chunk in _chunks(part):
                            pass
    except BROKEN as error:
        raise refusals.damaged() from error


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    while chunk := part.read(CHUNK):
        yield chunk


def _refuse_sparse(chunks: Iterator[bytes]) -> None:
    """Two values in far corners make a rectangle of milliards of cells."""
    held, last, width, before = 0, 1, 26, b""
    for chunk in chunks:
        seen = before + chunk
        held += chunk.count(b"<v>") + chunk.count(b"<is>")
        for letters in set(WIDE.findall(seen)):
            width = max(width, _column(letters))
        at = max(seen.rfind(b"<v>"), seen.rfind(b"<is>"))
        found = re.search(rb'r="[A-Z]+([0-9]+)"', seen[seen.rfind(b"<c ", 0, at) :][:60]) if at > 0 else None
        last = int(found[1]) if found else last
        before = chunk[-200:]
    if last * width > MOST_AREA and last * width > MOST_EMPTY * max(1, held):
        raise refusals.sparse()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refuse_repeated(chunks: Iterator[bytes]) -> None:
    """One cell with a value, repeated a milliard times."""
    before, total = b"", 0
    for chunk in chunks:
        total += sum(int(times) for _what, times in REPEATED.findall(before[-200:] + chunk))
        before = chunk
        if total > MOST_AREA:
            raise refusals.sparse()


def head_of(path: Path) -> io.BytesIO | None:
    """A workbook with the first rows of every sheet; None when the file is small enough to be read whole."""
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist()}
            sheets = [name for name in sizes if SHEET.fullmatch(name)]
            if sum(sizes[name] for name in (*sheets, STRINGS) if name in sizes) < LARGE:
                return None
            cut = {name: _cut_sheet(archive, name, sizes[name]) for name in sheets}
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
                for name, size in sizes.items():
                    if KEPT.fullmatch(name) and size < HEAD_BYTES:
                        copy.writestr(name, archive.read(name))
                for name, content in cut.items():
                    copy.writestr(name, content)
                if STRINGS in sizes:
                    most = max((int(n) for content in cut.values() for n in STRING.findall(content)), default=-1)
                    copy.writestr(STRINGS, _cut_strings(archive, most + 1))
    except BROKEN as error:
        raise refusals.damaged() from error
    out.seek(0)
    return out


def head_of_ods(path: Path) -> io.BytesIO | None:
    """The same of an OpenDocument workbook, whose sheets all stand in one part."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(CONTENT).file_size < LARGE:
                return None
            with archive.open(CONTENT) as part:
                content = first_rows(_chunks(part), HEAD_ROWS, HEAD_BYTES)
            _refuse_repeated(iter([content]))
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
                for info in archive.infolist():
                    if info.filename in {"mimetype", "META-INF/manifest.xml"} and info.file_size < CHUNK:
                        copy.writestr(info.filename, archive.read(info))
                copy.writestr(CONTENT, content)
    except BROKEN as error:
        raise refusals.damaged() from error
    out.seek(0)
    return out


def _cut_sheet(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    """Up to the end of some row, with the merged areas that stand at the end of the part."""
    with archive.open(name) as part:
        content, whole = _until(part, b"</row>", HEAD_ROWS)
        if whole:
            return content
        merged = b""
        if size < MOST_SCANNED:
            tail = b""
            for chunk in _chunks(part):
                tail = (tail + chunk)[-TAIL:]
            found = MERGED.search(tail)
            merged = found[0] if found else b""
    return content + b"</sheetData>" + merged + b"</worksheet>"


def _cut_strings(archive: zipfile.ZipFile, wanted: int) -> bytes:
    with archive.open(STRINGS) as part:
        content, whole = _until(part, b"</si>", max(1, wanted))
    return content if whole else content + b"</sst>"


def _until(part: IO[bytes], mark: bytes, times: int) -> tuple[bytes, bool]:
    """The beginning with so many marks, cut after the last; whether that is all there is."""
    content = bytearray()
    while chunk := part.read(CHUNK):
        content += chunk
        if content.count(mark) >= times or (len(content) > HEAD_BYTES and mark in content):
            break
    else:
        return bytes(content), True
    at = -1
    for _time in range(min(times, content.count(mark))):
        at = content.find(mark, at + 1)
    return bytes(content[: at + len(mark)]), False
