"""In what encoding a text is: mark → zeros of UTF-16 → strict UTF-8 → the letters themselves."""

import codecs
from functools import partial
from pathlib import Path

from charset_normalizer import from_bytes

from imports.readers import refusals
from imports.readers.content import zeros_of_utf16

CHUNK = 1024 * 1024
ENOUGH = 64 * 1024
"""Bytes of lines with foreign letters that are shown to charset-normalizer."""
GUESSED = ["cp1251", "cp866", "koi8_r", "mac_cyrillic", "iso8859_5", "cp1252", "cp1250"]
SHOWN = ("utf-8-sig", "cp1251", "cp866", "koi8-r", "utf-16", "mac_cyrillic", "cp1252")
"""What a person may choose from."""
MANY = 20
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding_of(path: Path, wanted: str = "") -> str:
    """Raises DomainError for a name nobody knows. The file is read in pieces, never whole."""
    if wanted:
        return _known(wanted)
    with path.open("rb") as file:
        head = file.read(ENOUGH)
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    return zeros_of_utf16(head) or _utf8_or_other(path)


def _known(name: str) -> str:
    try:
        codecs.lookup(name)
        "".encode(name)
    except (LookupError, ValueError) as error:
        raise refusals.encoding_unknown(name) from error
    return name


def _utf8_or_other(path: Path) -> str:
    decoder, lines, foreign = codecs.getincrementaldecoder("utf-8")(), 1, 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                good = chunk[: error.start].decode("utf-8", "ignore")
                foreign += sum(not letter.isascii() for letter in good)
                if foreign > MANY:
                    raise refusals.encoding_changes(lines + good.count("\n")) from error
                return _by_letters(path)
            lines += text.count("\n")
            if foreign <= MANY and not text.isascii():
                foreign += len(text) - len(text.encode("ascii", "ignore"))
    return "utf-8"


def _by_letters(path: Path) -> str:
    found = b""
    with path.open("rb") as file:
        for line in iter(partial(file.readline, ENOUGH), b""):
            if not line.isascii():
                found += line
            if len(found) > ENOUGH:
                break
    best = from_bytes(found, cp_isolation=GUESSED).best()
    return best.encoding if best else "cp1251"
