"""What a file is, by its first bytes. Names and browsers lie, and what is served as a picture must be one.

Own table of signatures: twenty formats are all a client base meets, and the answer decides only how a
download is labelled; nothing but pictures of three kinds is ever shown inside a page.
"""

import zipfile
from typing import BinaryIO

HEAD = 4096
"""How many bytes are looked at."""
UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp"})
"""What may be shown in a page. Never SVG: it is a program."""

SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftyp", "video/mp4"),
    (0, b"MZ", "application/vnd.microsoft.portable-executable"),
    (0, b"\x7fELF", "application/x-elf"),
)
RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
MARKUP = ((b"<svg", "image/svg+xml"), (b"<!doctype html", "text/html"), (b"<html", "text/html"), (b"<?xml", "text/xml"))


def detect(content: BinaryIO) -> str:
    """The type of a seekable file; leaves it at its beginning."""
    content.seek(0)
    head = content.read(HEAD)
    found = _by_signature(head)
    if found == "application/zip":
        found = _kind_of_zip(content)
    content.seek(0)
    return found or _kind_of_text(head)


def _by_signature(head: bytes) -> str:
    if head[:4] == b"RIFF":
        return RIFF.get(head[8:12], UNKNOWN)
    return next((kind for at, mark, kind in SIGNATURES if head[at : at + len(mark)] == mark), "")


def _kind_of_zip(content: BinaryIO) -> str:
    """Office documents are archives; only the list of names is read, nothing is unpacked."""
    try:
        with zipfile.ZipFile(content) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "application/zip"
    found = (kind for part, kind in OFFICE.items() if any(name.startswith(part) for name in names))
    return next(found, "application/zip")


def _kind_of_text(head: bytes) -> str:
    lower = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, kind in MARKUP:
        if lower.startswith(mark):
            return "image/svg+xml" if b"<svg" in lower else kind
    return UNKNOWN if b"\x00" in head else TEXT
