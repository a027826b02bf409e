"""Phones and e-mails of a cell: several in one, with labels and extensions, each in its standard form."""

import re
from functools import lru_cache
from typing import NamedTuple

from core.cells import Cleaned, Note
from core.text import lists
from customers.cells.numbers import EXPONENT, unfold, whole
from customers.cells.text import BROKEN, says_nothing, tidy
from customers.choices import ContactProblem
from customers.normalise.emails import normalise_email
from customers.normalise.phones import normalise_phone
from customers.normalise.typos import suggested_domain

LONGEST_RAW = 320
LONGEST_LABEL = 100
MOST_IN_CELL = 50
BETWEEN = re.compile(r"\s*(?::::|[,;/|\n])\s*")
EXTENSION = re.compile(
    r"[,;\s]*\(?(?:доб(?:авочный)?|вн(?:утр|утренний)?|ext|extension|#)[.\s:№]*(\d{1,6})\)?\s*$", re.IGNORECASE
)
LABELLED = re.compile(r"(\+\d{7,15}|[^\s()]+@[^\s()]+) \((.{1,100})\)")
"""As our own tables say what a point is called."""
ONLY_EXTENSION = re.compile(
    r"\(?(?:доб(?:авочный)?|вн(?:утр|утренний)?|ext|extension|#)[.\s:№]*\d{1,6}\)?", re.IGNORECASE
)
NUMBER = re.compile(r"\+?\d[\d\s().\u00a0-]*\d")
RUN_OF_TWO = re.compile(r"((?:\+7|8|7)\d{10})[\s.]*((?:\+7|8|7)\d{10})")
EDGES = " .,:;()[]-–—\"'«»"
ADDRESS = re.compile(r"[^\s<>()\[\],;:\"|/]+@[^\s<>()\[\],;:\"|/]+")
COMMA_FOR_DOT = re.compile(r"@\s*([a-z0-9-]+)\s*,\s*([a-z]{2,})\s*$", re.IGNORECASE)
SPACES_ROUND_AT = re.compile(r"\s*@\s*")
QUICK_PHONE = re.compile(
    r"(?:\+7|8|7)?[ -]?\(?(9(?:[0-24-9][0-9]|3[1-9]))\)?[ -]?([0-9]{3})[ -]?([0-9]{2})[ -]?([0-9]{2})"
)


class Point(NamedTuple):
    """A phone or an e-mail ready to be written: `value` is its standard form."""

    raw: str
    value: str
    label: str = ""


def read_phones(text: str) -> Cleaned:
    """A tuple of points. A number whose digits a spreadsheet has rounded away rejects the row."""
    tidied, notes = tidy(text, lines=True)
    if says_nothing(tidied):
        return Cleaned(None, notes)
    if tidied in BROKEN:
        return Cleaned(None, (Note("broken_formula", "left_out"),))
    found: dict[str, Point] = {}
    parts = _phone_parts(tidied)
    kept = [*notes, *_too_many(parts)]
    for part in parts[:MOST_IN_CELL]:
        for point, note in _phones_of(part, alone=len(parts) == 1):
            if point is not None:
                found.setdefault(point.value, point)
            if note is not None:
                kept.append(note)
    return Cleaned(tuple(found.values()) or None, tuple(kept))


def _too_many(parts: list[str]) -> list[Note]:
    """What is beyond the limit of a cell is not read, and that is said."""
    if len(parts) <= MOST_IN_CELL:
        return []
    return [Note("too_many_in_cell", "question", None, {"most": MOST_IN_CELL, "count": len(parts)})]


def _phone_parts(text: str) -> list[str]:
    """Numbers of a cell; an extension set apart by a comma stays with its number."""
    parts: list[str] = []
    if EXPONENT.fullmatch(text):
        return [text]
    for part in lists.parts(text, BETWEEN):
        if parts and ONLY_EXTENSION.fullmatch(part):
            parts[-1] = f"{parts[-1]} {part}"
        elif part:
            parts.append(part)
    return parts


def _phones_of(part: str, *, alone: bool) -> list[tuple[Point | None, Note | None]]:
    raw = part[:LONGEST_RAW]
    called = LABELLED.fullmatch(part)
    if called and (value := normalise_phone(called[1]).value):
        return [(Point(called[1], value, called[2]), None)]
    bare = whole(part.strip(" \"'"))
    number = unfold(bare)
    if number is None:
        return [(None, Note("phone_digits_lost", "rejects"))]
    if says_nothing(bare):
        return []
    number, label = _apart(number)
    value, problem = normalise_phone(number)
    if value:
        return [(Point(raw, value, label), None)]
    if two := RUN_OF_TWO.fullmatch(number):
        values = [normalise_phone(one).value for one in two.groups()]
        if all(values):
            return [(Point(one, value), None) for one, value in zip(two.groups(), values, strict=True)]
    if "@" in part:
        return [(None, Note("phone_is_email", "left_out", None, {"part": raw}))]
    code = "not_a_phone" if problem == ContactProblem.NOT_A_PHONE else "impossible_phone"
    return [(None, Note(code if alone else f"{code}_of_several", "left_out", None, {"part": raw}))]


def _apart(text: str) -> tuple[str, str]:
    """(the number, what is said beside it): «917 880-03-31 (муж)», «8 495 123-45-67 доб. 12»."""
    extension = EXTENSION.search(text)
    if extension and extension.start() > 0:
        return text[: extension.start()], f"доб. {extension[1]}"
    found = NUMBER.search(text)
    if not found or not any(letter.isalpha() for letter in text):
        return text, ""
    said = " ".join((text[: found.start()].strip(EDGES), text[found.end() :].strip(EDGES))).strip()
    if any(letter.isdigit() for letter in said):
        return text, ""
    said = "" if said.lower() in {"тел", "т", "моб", "tel", "phone", "телефон", "сот", "mob"} else said
    return found[0], said[:LONGEST_LABEL]


def read_emails(text: str) -> Cleaned:
    """A tuple of points; an address with a mistyped domain is taken as it stands, and asked about."""
    tidied, notes = tidy(text, lines=True)
    if says_nothing(tidied):
        return Cleaned(None, notes)
    if tidied in BROKEN:
        return Cleaned(None, (Note("broken_formula", "left_out"),))
    found: dict[str, Point] = {}
    kept = list(notes)
    tidied, labels = _without_labels(tidied)
    addresses = _addresses(tidied)
    if found_beside := _beside(tidied, addresses):
        kept.append(Note("email_without_at", "left_out", None, {"part": found_beside}))
    kept += _too_many(addresses)
    for raw in addresses[:MOST_IN_CELL]:
        point, note = _address(raw)
        if point is not None:
            found.setdefault(point.value, point._replace(label=labels.get(point.value, "")))
        if note is not None:
            kept.append(note)
    return Cleaned(tuple(found.values()) or None, tuple(kept))


def _without_labels(text: str) -> tuple[str, dict[str, str]]:
    """The addresses alone, and what each that says so is called."""
    labels, bare = {}, []
    for part in lists.parts(text, BETWEEN) if "(" in text else ():
        called = LABELLED.fullmatch(part)
        value = normalise_email(called[1]).value if called else ""
        if called and value:
            labels[value] = called[2]
        bare.append(called[1] if called and value else part)
    return (lists.JOINT.join(bare), labels) if labels else (text, labels)


def _addresses(text: str) -> list[str]:
    """Addresses of a cell, with what cannot be one left for its sentence."""
    if COMMA_FOR_DOT.search(text) and text.count("@") == 1:
        return [text]
    text = SPACES_ROUND_AT.sub("@", text.replace("mailto:", ""))
    if normalise_email(text).value:
        return [text]
    found = ADDRESS.findall(text)
    if len(found) >= text.count("@") > 0:
        return found
    return [text] if "@" not in text else [part for part in BETWEEN.split(text) if "@" in part]


def _beside(text: str, addresses: list[str]) -> str:
    """Parts of the cell set apart from the addresses that are none."""
    if len(addresses) == 1 and addresses[0] == text:
        return ""
    parts = (part for part in BETWEEN.split(text) if part not in addresses)
    return ", ".join(part for part in parts if "@" not in part and not says_nothing(part))


def _address(raw: str) -> tuple[Point | None, Note | None]:
    raw = raw[:LONGEST_RAW]
    value = normalise_email(raw).value
    if not value:
        bare = raw.strip(" .'\"<>")
        value = normalise_email(bare).value
        if not value:
            return None, _what_is_wrong(raw)
    domain = value.rpartition("@")[2]
    meant = meant_domain(domain)
    if not meant:
        return Point(raw, value), None
    fix = f"{value[: -len(domain)]}{meant}"
    return Point(raw, value), Note("email_typo", "question", fix, {"part": raw})


def _what_is_wrong(raw: str) -> Note:
    comma = COMMA_FOR_DOT.sub(r"@\1.\2", raw)
    if comma != raw and normalise_email(comma).value:
        return Note("email_comma", "left_out", normalise_email(comma).value, {"part": raw})
    if says_nothing(raw.lower()) or "@" not in raw:
        return Note("email_without_at", "left_out", None, {"part": raw})
    return Note("not_an_email", "left_out", None, {"part": raw})


@lru_cache(maxsize=50_000)
def meant_domain(domain: str) -> str:
    """The common domain this one is a slip of; empty when it is right as far as we know."""
    return suggested_domain(domain)
