"""Values of variables for many clients: one query for all attributes of the card, whoever brings them."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import company
from consents.models import Operator
from core.registries.fields import Field, FieldType, find, names_of
from customers.models import Customer
from listing.values import annotate, name_of
from messaging.letters import variables
from messaging.letters.values import Amount, Day, Money

TABLE = Customer._meta.db_table
GREETED_BY = ("salutation", "first_name")
T = FieldType
NAMED = frozenset({T.CHOICE, T.MULTI})
Values = dict[str, object]


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Words, numbers and days as the letter's language writes them, by the company's clock."""
    with translation.override(language), timezone.override(company.current().zone):
        yield


def read(codes: Collection[str], customer_ids: Collection[int]) -> dict[int, Values]:
    """(codes, ids): values of each client that there is, by code. One query, and one for names of each long list."""
    wanted = [
        field for code in sorted(_needed(codes)) if (field := find(code)) is not None and variables.is_open(field)
    ]
    rows = annotate(Customer.objects.filter(pk__in=list(customer_ids)).order_by("pk"), wanted, table=TABLE)
    found = list(rows.values("pk", *[name_of(field) for field in wanted]))
    common = house(codes)
    made: dict[int, Values] = {int(row["pk"]): dict(common) for row in found}
    for field in wanted:
        column = [row[name_of(field)] for row in found]
        for row, value in zip(found, _words(field, column), strict=True):
            made[int(row["pk"])][field.code] = value
    if variables.GREETING in codes:
        for values in made.values():
            values[variables.GREETING] = greeting(values)
    return made


def greeting(values: Mapping[str, object]) -> str:
    """«Hello, Anna»; without a name «Hello»."""
    name = next((str(values[code]) for code in GREETED_BY if values.get(code)), "")
    return _("Hello, %(name)s") % {"name": name} if name else _("Hello")


def _needed(codes: Collection[str]) -> set[str]:
    return {*codes, *(GREETED_BY if variables.GREETING in codes else ())}


def house(codes: Collection[str]) -> Values:
    """What is the same for everybody."""
    if not any(code.startswith("our.") or code == variables.TODAY for code in codes):
        return {}
    ours, operator = company.current(), Operator.objects.first() or Operator()
    return {
        variables.OUR_NAME: ours.name or operator.name,
        variables.OUR_OPERATOR: operator.name or ours.name,
        variables.OUR_INN: operator.inn,
        variables.OUR_ADDRESS: operator.address,
        variables.OUR_POLICY: operator.policy_url,
        variables.TODAY: Day.of(ours.today()),
    }


def _words(field: Field, column: Sequence[object]) -> list[object]:
    """Values of one attribute as the letter tells them."""
    if field.type in NAMED or field.is_key:
        asked = {str(one) for value in column for one in (value if isinstance(value, list) else [value]) if one}
        names = {key: str(name) for key, name in names_of(field, asked).items()} if asked else {}
        return [_named(value, names, many=field.type == T.MULTI) for value in column]
    currency = company.current().currency
    return [_plain(field.type, value, currency) for value in column]


def _named(value: object, names: Mapping[str, str], *, many: bool) -> object:
    if many:
        several = value if isinstance(value, list) else []
        return [names.get(str(one), str(one)) for one in several if one not in (None, "")]
    return "" if value in (None, "") else names.get(str(value), str(value))


def _plain(kind: FieldType, value: object, currency: str) -> object:
    """Of several phones or addresses the first one: a letter says one."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if value is None:
        return ""
    if kind == T.MONEY and isinstance(value, Decimal):
        return Money.of(value, currency)
    if kind == T.NUMBER and isinstance(value, (Decimal, int)):
        return Amount(value)
    if isinstance(value, dt.date):
        return Day.of(value)
    return value if isinstance(value, (str, bool)) else str(value)
