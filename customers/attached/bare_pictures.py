"""Photos without what a camera writes into them: where and when they were taken, by whom, with what.

Pictures are not drawn anew: parts that hold no picture are left out, and how a camera was held is kept. A file that is
not built as its kind should be is left as it is: no browser shows it either.
"""

import struct
from collections.abc import Callable, Iterator

from files.contents import CHUNK, Upload

JPEG, PNG, WEBP = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"
END, SCAN = 0xD9, 0xDA
RESTARTS = range(0xD0, 0xD8)
EXIF, COLOURS, REMARK = 0xE1, 0xE2, 0xFE
OF_PROGRAMS = frozenset({EXIF, REMARK, *range(0xE3, 0xEE), 0xEF})
"""Segments of cameras and editors; the first one and the colours of Adobe stay."""
PNG_TEXTS = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
ORIENTATION = 0x0112
WEBP_MARKS = 0x0C
"""Bits of the head that promise what is left out."""


class Bare:
    """An upload whose content is bare. What is larger than `limit` is left as it is: it is not taken anyway."""

    def __init__(self, upload: Upload, limit: int) -> None:
        self.upload, self.limit = upload, limit

    @property
    def name(self) -> str | None:
        """As it was called."""
        return self.upload.name

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The content, in one piece where it is small enough."""
        read, pieces = b"", self.upload.chunks(chunk_size or CHUNK)
        for piece in pieces:
            read += piece
            if len(read) > self.limit:
                yield read
                yield from pieces
                return
        yield bare(read)


def bare(content: bytes) -> bytes:
    """The same picture with nothing but the picture."""
    kinds: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = ((JPEG, _jpeg), (PNG, _png), (WEBP, _webp))
    for mark, clean in kinds:
        if content.startswith(mark):
            try:
                return clean(content)
            except (struct.error, IndexError, ValueError):
                return content
    return content


def _jpeg(content: bytes) -> bytes:
    made, at, turned = [content[:2]], 2, 1
    while at < len(content):
        if content[at] != 0xFF:
            raise ValueError
        code = content[at + 1]
        if code == END:
            made.append(content[at : at + 2])
            break
        if code == 0xFF:
            at += 1
            continue
        end = at + 2 + _word(content, at + 2)
        if end > len(content):
            raise ValueError
        body = content[at + 4 : end]
        if code == EXIF and body.startswith(b"Exif\0\0"):
            turned = _orientation(body[6:])
        if code == SCAN:
            end = _after_scan(content, end)
        if code not in OF_PROGRAMS and (code != COLOURS or body.startswith(b"ICC_PROFILE\0")):
            made.append(content[at:end])
        at = end
    if 1 < turned <= 8:
        made.insert(1, _turn(turned))
    return b"".join(made)


def _after_scan(content: bytes, at: int) -> int:
    """Where the next segment begins; the end of a picture that was cut short, which browsers show all the same."""
    while True:
        at = content.find(b"\xff", at)
        if not 0 <= at < len(content) - 1:
            return len(content)
        if content[at + 1] != 0 and content[at + 1] not in RESTARTS:
            return at
        at += 2


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for number in range(count):
        tag, _kind, _many, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
        if tag == ORIENTATION:
            return int(value)
    return 1


def _turn(turned: int) -> bytes:
    """A segment that says how the camera was held, and no more."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, turned, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(content: bytes) -> bytes:
    made, at = [content[:8]], 8
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content) and kind != b"IDAT":
            raise ValueError
        if kind not in PNG_TEXTS:
            made.append(content[at:end])
        if kind == b"IEND":
            break
        at = end
    return b"".join(made)


def _webp(content: bytes) -> bytes:
    if content[8:12] != b"WEBP":
        raise ValueError
    made, at = [], 12
    while at < len(content):
        (length,) = struct.unpack_from("<I", content, at + 4)
        kind, end = content[at : at + 4], at + 8 + length + length % 2
        if at + 8 + length > len(content):
            raise ValueError
        part = content[at:end]
        if kind == b"VP8X":
            part = part[:8] + bytes([part[8] & ~WEBP_MARKS]) + part[9:]
        if kind not in (b"EXIF", b"XMP "):
            made.append(part)
        at = end
    body = b"WEBP" + b"".join(made)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _word(content: bytes, at: int) -> int:
    (found,) = struct.unpack_from(">H", content, at)
    return int(found)
