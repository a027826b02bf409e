"""A photo keeps its picture and loses where it was taken."""

import struct
import zlib

import pytest

from customers.attached.bare_pictures import bare

PLACE = b"55.7558N 37.6173E"


def segment(code: int, body: bytes) -> bytes:
    return bytes([0xFF, code]) + struct.pack(">H", len(body) + 2) + body


def exif(turned: int, order: str = ">") -> bytes:
    mark = b"MM\0*" if order == ">" else b"II*\0"
    ifd = struct.pack(f"{order}IHHHIHHI", 8, 1, 0x0112, 3, 1, turned, 0, 0)
    return segment(0xE1, b"Exif\0\0" + mark + ifd + PLACE)


def jpeg(*parts: bytes) -> bytes:
    scan = segment(0xDA, b"\1") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0") + b"".join(parts) + segment(0xDB, b"q" * 64) + scan + b"\xff\xd9"


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def part(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def webp(*parts: bytes) -> bytes:
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize("order", [">", "<"])
def test_jpeg_loses_the_place_and_keeps_how_the_camera_was_held(order: str) -> None:
    colours = segment(0xE2, b"ICC_PROFILE\0rgb")
    taken = jpeg(exif(6, order), colours, segment(0xED, PLACE), segment(0xFE, PLACE)) + PLACE
    left = bare(taken)
    assert PLACE not in left
    assert colours in left
    assert left.startswith(b"\xff\xd8\xff\xe1")
    assert left.endswith(jpeg()[-20:])
    assert bare(left) == left


def test_jpeg_held_upright_is_bare() -> None:
    assert bare(jpeg(exif(1))) == jpeg()


def test_png_and_webp_lose_their_texts() -> None:
    head, end = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13), chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    assert bare(head + chunk(b"eXIf", PLACE) + chunk(b"tEXt", PLACE) + end + PLACE) == head + end
    flagged, plain = part(b"VP8X", b"\x1c" + b"\0" * 9), part(b"VP8X", b"\x10" + b"\0" * 9)
    assert bare(webp(flagged, part(b"VP8 ", b"abc"), part(b"EXIF", PLACE))) == webp(plain, part(b"VP8 ", b"abc"))


@pytest.mark.parametrize(
    "broken", [b"", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\nxx", b"RIFF1"]
)
def test_what_is_broken_is_left_as_it_is(broken: bytes) -> None:
    assert bare(broken) == broken


def test_what_was_cut_short_is_bare_too() -> None:
    assert PLACE not in bare(jpeg(exif(1))[:-3])
    assert bare(jpeg(exif(1))[:-3]) == jpeg()[:-3]
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13)
    assert bare(head + chunk(b"eXIf", PLACE) + chunk(b"IDAT", b"x" * 90)[:50]) == head + chunk(b"IDAT", b"x" * 90)[:50]
