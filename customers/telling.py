"""Dates and relations of many clients in words, as columns and files have them: by the reader's rights, one query."""

from collections.abc import Collection, Mapping

from accounts.field_rights import shown
from accounts.models import User
from core.registries.fields import fields
from customers.choices import DateKind, RelationKind
from customers.models import Customer
from customers.relations import BACK

PART = "|"
DATE_SQL = f"concat_ws('{PART}', d.kind, d.month, d.day, COALESCE(d.year, 0), d.label)"
TIE_SQL = f"concat_ws('{PART}', r.kind, r.back, r.other, r.role)"


def dates_told(reader: User, values: Collection[str]) -> Mapping[str, str]:
    """«Wedding: 12.06.2010»; whose day it is stands beside what it is."""
    return {one: _date(*one.split(PART, 4)) for one in values}


def ties_told(reader: User, values: Collection[str]) -> Mapping[str, str]:
    """«Husband or wife: …»; of clients the reader may not see nothing is told. One query."""
    ties = {one: one.split(PART, 3) for one in values}
    names = names_of({other for _kind, _back, other, _role in ties.values()}, reader)
    return {one: _tie(kind, back, names.get(other, ""), role) for one, (kind, back, other, role) in ties.items()}


def names_of(ids: Collection[str], reader: User) -> dict[str, str]:
    """Names by number, of clients the reader may see, as far as he may read names."""
    seen = Customer.objects.visible_to(reader).filter(pk__in=set(ids)).order_by("pk")
    name = fields.get("full_name")
    return {str(one.pk): shown(reader, name, one.title) for one in seen}


def _date(kind: str, month: str, day: str, year: str, label: str = "") -> str:
    what = _capital(str(DateKind(kind).label))
    when = f"{int(day):02}.{int(month):02}" + (f".{year}" if year != "0" else "")
    return f"{what} ({label}): {when}" if label else f"{what}: {when}"


def _tie(kind: str, back: str, name: str, role: str) -> str:
    if not name:
        return ""
    what = _capital(str(BACK[kind] if back == "t" else RelationKind(kind).label))
    return f"{what} ({role}): {name}" if role else f"{what}: {name}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
