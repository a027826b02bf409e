"""The stages of a search, the cheapest and surest first. Each is one statement over what the reader may see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from accounts.models import User
from core import sql
from customers.models import Customer
from customers.search.letters import has_latin
from customers.search.query import Query
from customers.search.typos import near, orders

LAST = "\U0010ffff"
"""Sorts after every letter in the collation C."""
AFTER_SPACE = "!"
"""Sorts right after the space: a whole word ends before it."""
WHOLE_WORD_UP_TO = 5
NUMBER_BEGINS = 5
"""So many digits are worth looking for at the beginning of numbers."""
LOCAL_DIGITS = 10
OF_ONE_TYPO = 10
TYPO_SPELLINGS = 3
"""Latin letters may be Latin letters, the other layout or a Russian name; Cyrillic ones are themselves."""
INN_DIGITS = (10, 12)
COMPANY = "translate(lower(seen.company), '\u0451', '\u0435')"
LIKE_SPECIAL = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


@dataclass(frozen=True)
class Hit:
    """A client that was found; `value` is the phone or address that led to him, `like` marks a guess."""

    id: int
    archived: bool
    value: str = ""
    like: bool = False


@dataclass(frozen=True)
class Visible:
    """The clients of a reader as a part of our statements. Raises EmptyResultSet for who may see none."""

    part: str
    params: dict[str, Any]

    @classmethod
    def to(cls, reader: User) -> "Visible":
        """Make the part from the one rule of who sees whom."""
        seen = Customer.objects.visible_to(reader).standing().order_by()
        rows = seen.values("id", "sort_name", "archived_at", "company", "inn")
        rows.query.subquery = True  # within our statements, where an order of its own would only cost
        text, values = rows.query.sql_with_params()
        names = [f"seen_{number}" for number in range(len(values))]
        return cls(text % tuple(f"%({name})s" for name in names), dict(zip(names, values, strict=True)))


Stage = Callable[[Query, Visible, int], list[Hit]]


def by_contact(query: Query, visible: Visible, limit: int) -> list[Hit]:
    """A whole number or address, the last digits, the beginnings."""
    if not query.digits and not query.emails:
        return []
    digits = query.digits
    address, other = (*map(_begins, query.emails), None, None)[:2]
    values = {
        "phone": query.phone or None,
        # The code of the country may have been typed as it is dialled: 8 instead of +7.
        "tail": f"{digits[-LOCAL_DIGITS:][::-1]}%" if digits else None,
        "phone_begins": f"+{_from_abroad(digits)}%" if len(digits) >= NUMBER_BEGINS else None,
        "email": query.emails[0] if query.emails else None,
        "email_begins": address,
        "other_email_begins": other,
    }
    return _ask("find_by_contact", visible, {**values, "limit": limit})


def by_external_id(query: Query, visible: Visible, limit: int) -> list[Hit]:
    """The number of a client in another program."""
    if query.is_short:
        return []
    return _ask("find_by_external_id", visible, {"number": query.number, "limit": limit})


def by_inn(query: Query, visible: Visible, limit: int) -> list[Hit]:
    """The number of the tax office, whole."""
    number = query.number.replace(" ", "")
    if len(number) not in INN_DIGITS or not (number.isascii() and number.isdigit()):
        return []
    return _ask("find_by_inn", visible, {"number": number, "limit": limit})


def by_company(query: Query, visible: Visible, limit: int) -> list[Hit]:
    """People who work at a company: each word stands somewhere in its name."""
    if query.is_short or query.is_address or query.digits:
        return []
    like, values = _all_words(query.variants, COMPANY)
    hits = _ask("find_by_company", visible, {**values, "limit": limit}, like=like)
    return [Hit(hit.id, hit.archived) for hit in hits]


def by_beginning(query: Query, visible: Visible, limit: int) -> list[Hit]:
    """Names that begin with the words, in any order of them."""
    if query.is_address:
        return []
    texts = dict.fromkeys(text for variant in query.variants for text in orders(variant))
    return _beginning_with([(text, text + LAST) for text in texts], visible, limit, each=limit)


def by_words(query: Query, visible: Visible, limit: int) -> list[Hit]:
    """Names in which each word stands somewhere."""
    if query.is_short or query.is_address:
        return []
    like, values = _all_words(query.variants)
    return _ask("find_by_words", visible, {**values, "limit": limit}, like=like)


def by_typo(query: Query, visible: Visible, limit: int) -> list[Hit]:
    """Names that begin with the words if one letter is put right."""
    if query.digits or query.is_address:
        return []
    spellings = query.variants[: TYPO_SPELLINGS if has_latin(query.variants[0]) else 1]
    texts = dict.fromkeys(text for spelling in spellings for text in near(spelling))
    bounds = [(text, text + (LAST if len(text.split()[-1]) > WHOLE_WORD_UP_TO else AFTER_SPACE)) for text in texts]
    return _guessed(_beginning_with(bounds, visible, limit, each=OF_ONE_TYPO)) if bounds else []


def by_likeness(query: Query, visible: Visible, limit: int) -> list[Hit]:
    """Names with a word like one of the typed, the others standing as they are: for typos further inside."""
    if query.is_short or query.digits or query.is_address:
        return []
    # Latin letters are like nothing in Russian names; their first reading may be.
    text = next((other for other in query.variants if not has_latin(other)), query.variants[0])
    words = text.split()
    values: dict[str, Any] = {"text": text}
    branches = []
    for place, word in enumerate(words):
        values |= {f"word_{place}": word, f"like_{place}": f"%{word.translate(LIKE_SPECIAL)}%"}
        others = "".join(f" AND seen.sort_name LIKE %(like_{other})s" for other in range(len(words)) if other != place)
        branches.append(f"(seen.sort_name %%> %(word_{place})s{others})")
    return _guessed(
        _ask("find_by_likeness", visible, {**values, "read": limit, "limit": OF_ONE_TYPO}, like=" OR ".join(branches))
    )


AS_TYPED: tuple[Stage, ...] = (by_contact, by_external_id, by_inn, by_beginning, by_words, by_company)
FIELDS: dict[Stage, str] = {by_external_id: "external_id", by_inn: "inn", by_company: "company"}
"""Stages that read one field: only for those who may read it."""


def _from_abroad(digits: str) -> str:
    """The digits as numbers are kept: 8 917 … is +7 917 …, and 917 … lacks the code of the country."""
    if digits.startswith("8"):
        return f"7{digits[1:]}"
    return f"7{digits}" if digits.startswith("9") else digits


def _begins(text: str) -> str:
    return f"{text.translate(LIKE_SPECIAL)}%"


def _all_words(variants: Iterable[str], column: str = "seen.sort_name") -> tuple[str, dict[str, str]]:
    """The condition on a name and its words: every word of one of the variants."""
    values: dict[str, str] = {}
    branches = []
    for variant in variants:
        words = []
        for word in dict.fromkeys(variant.split()):
            name = f"word_{len(values)}"
            values[name] = f"%{word.translate(LIKE_SPECIAL)}%"
            words.append(f"{column} LIKE %({name})s")
        branches.append(f"({' AND '.join(words)})")
    return " OR ".join(branches), values


def _beginning_with(bounds: list[tuple[str, str]], visible: Visible, limit: int, *, each: int) -> list[Hit]:
    begins, ends = [begin for begin, _ in bounds], [end for _, end in bounds]
    return _ask("find_by_beginning", visible, {"begins": begins, "ends": ends, "each": each, "limit": limit})


def _guessed(hits: list[Hit]) -> list[Hit]:
    return [Hit(hit.id, hit.archived, hit.value, like=True) for hit in hits]


def _ask(name: str, visible: Visible, values: dict[str, Any], like: str = "") -> list[Hit]:
    text = sql.statement("customers", name, {"visible": visible.part, "like": like})
    with connection.cursor() as cursor:
        cursor.execute(text, {**visible.params, **values})
        return [Hit(*row) for row in cursor.fetchall()]
