"""Names in messengers and sites of a cell: several in one, with their labels, each in its standard form."""

import re
from functools import partial

from core.cells import Cleaned, Note
from core.text import lists
from customers.cells.contacts import LONGEST_LABEL, LONGEST_RAW, MOST_IN_CELL, Point
from customers.cells.text import BROKEN, says_nothing, tidy
from customers.choices import ContactKind
from customers.normalise.contacts import normalise_contact

OTHERS = tuple(kind.value for kind in ContactKind if kind not in {ContactKind.PHONE, ContactKind.EMAIL})
"""Kinds of contact points beside phones and e-mails; each is a field of the catalogue and a target of import."""
BETWEEN = re.compile(r"\s*(?::::|[,;|\n])\s*")
LABELLED = re.compile(rf"(\S+) \((.{{1,{LONGEST_LABEL}}})\)")


def read_others(kind: str, text: str) -> Cleaned:
    """A tuple of points of one kind."""
    tidied, notes = tidy(text, lines=True)
    if says_nothing(tidied):
        return Cleaned(None, notes)
    if tidied in BROKEN:
        return Cleaned(None, (Note("broken_formula", "left_out"),))
    found: dict[str, Point] = {}
    kept = list(notes)
    for part in [one for one in lists.parts(tidied, BETWEEN) if one][:MOST_IN_CELL]:
        called = LABELLED.fullmatch(part)
        raw, label = (called[1], called[2]) if called else (part, "")
        value = normalise_contact(kind, raw[:LONGEST_RAW]).value
        if value:
            found.setdefault(value, Point(raw[:LONGEST_RAW], value, label))
        else:
            code = "not_a_site" if kind == ContactKind.SITE else "not_a_nick"
            kept.append(Note(code, "left_out", None, {"part": raw[:LONGEST_RAW]}))
    return Cleaned(tuple(found.values()) or None, tuple(kept))


READERS = {kind: partial(read_others, kind) for kind in OTHERS}
