"""A client by a word of a line, in any Russian case, among those the reader may see."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from accounts.models import User
from customers import rights
from customers.models import Customer
from customers.normalise.names import sort_name
from customers.search.finding import clients, find

OFFERED = 5
MOST_WORDS = 4
LEAST_STEM = 2
ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("скому", ("ский", "ской")), ("ским", ("ский", "ской")), ("ского", ("ский", "ской")), ("ской", ("ская", "ский")),
    ("ому", ("ый", "ой", "ий")), ("ему", ("ий", "ей")), ("ого", ("ый", "ой")), ("его", ("ий",)),
    ("ой", ("а", "ая")), ("ей", ("я", "а", "ь")), ("ым", ("", "ый")), ("им", ("ий", "")), ("ом", ("",)),
    ("ем", ("й", "ь", "")), ("ью", ("ь",)), ("ии", ("ия",)), ("ию", ("ий", "ия")), ("ию", ("ия",)), ("ую", ("ая",)),
    ("юю", ("яя",)), ("у", ("", "а")), ("ю", ("й", "ь", "я")), ("е", ("а", "я", "")), ("и", ("а", "я", "ь")),
    ("ы", ("а", "")), ("а", ("",)), ("я", ("й", "ь")),
)  # fmt: skip


def nominatives(word: str) -> set[str]:
    """The word as it stands, and what it may be the case of; lower, with ye for yo."""
    plain = sort_name(word)
    found = {plain}
    for ending, instead in ENDINGS:
        stem = plain.removesuffix(ending)
        if stem != plain and len(stem) >= LEAST_STEM:
            found |= {stem + one for one in instead}
    return found


def find_clients(reader: User, words: Sequence[str], text: str = "") -> list[Customer]:
    """At most OFFERED, best first: by surname in any case, then as the search box would. Never a stranger's."""
    words = words[:MOST_WORDS]
    if not words or not rights.may_read(reader, "full_name"):
        return []
    forms = [nominatives(word) for word in words]
    query = Q()
    for name in sorted(set().union(*forms)):
        query |= Q(sort_name=name) | Q(sort_name__startswith=f"{name} ")
    seen = Customer.objects.visible_to(reader).active()
    rows = list(seen.filter(query).order_by("sort_name", "pk")[: OFFERED * 10])
    if rows:
        return sorted(rows, key=lambda row: -_likeness(row.sort_name.split(), forms))[:OFFERED]
    return _by_search(reader, words, text)


def _likeness(parts: Iterable[str], forms: Sequence[set[str]]) -> int:
    """How many words of the line are parts of the name."""
    parts = set(parts)
    return sum(bool(form & parts) for form in forms)


def _by_search(reader: User, words: Sequence[str], text: str) -> list[Customer]:
    """What stands in quotation marks is a company; else the first word with a capital."""
    quoted = text.partition("«")[2].partition("»")[0]
    asked = quoted or next((word for word in words if word[:1].isupper()), "")
    if not asked:
        return []
    return [one for _hit, one in clients(reader, find(reader, asked, OFFERED).hits)]
