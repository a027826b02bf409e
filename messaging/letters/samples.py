"""Made-up values: a template is filled with them before it is saved, and shown with them where nobody is chosen."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from core.registries.fields import FieldType
from messaging.letters import reading, variables
from messaging.letters.values import Amount, Day, Money

T = FieldType
BORN = dt.date(1990, 3, 5)
LINK = "https://example.com/"
NAMES: dict[str, str | Promise] = {
    "first_name": pgettext_lazy("made-up client", "Anna"),
    "middle_name": pgettext_lazy("made-up client", "Sergeyevna"),
    "last_name": pgettext_lazy("made-up client", "Morozova"),
    "full_name": pgettext_lazy("made-up client", "Morozova Anna"),
    "city": pgettext_lazy("made-up client", "Kazan"),
}


def values(codes: Iterable[str]) -> dict[str, object]:
    """One for each code that there is."""
    return {code: _value(code) for code in codes if variables.named(code) is not None}


def _value(code: str) -> object:
    variable = variables.named(code)
    if variable is None or variable.field is None:
        return _house(code)
    if variable.field.type == T.MULTI:
        return [_("one"), _("two")]
    if code in NAMES:
        return str(NAMES[code])
    made: dict[FieldType, object] = {
        T.NUMBER: Amount(12), T.MONEY: Money(Decimal(12500)), T.DATE: Day.of(BORN), T.MOMENT: Day.of(BORN),
        T.FLAG: True, T.PHONE: "+7 999 123-45-67", T.EMAIL: "anna@example.com",
    }  # fmt: skip
    return made.get(variable.field.type, str(variable.label))


def _house(code: str) -> object:
    if code == variables.GREETING:
        return reading.greeting({"first_name": str(NAMES["first_name"])})
    if code in variables.LINKS:
        return LINK
    return reading.house({code}).get(code, "")
