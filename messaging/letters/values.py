"""Values of a template: they compare as what they are, and read as the language of the letter writes them."""

import datetime as dt
from decimal import Decimal
from typing import Self

from django.utils import timezone
from django.utils.formats import date_format

from core.text import numbers

SIGNS = {"RUB": "₽", "BYN": "Br", "KZT": "₸", "USD": "$", "EUR": "€"}
KOPECKS = Decimal("0.01")


class Day(dt.date):
    """A day that reads «5 March 1990»."""

    @classmethod
    def of(cls, value: dt.date) -> Self:
        """The same day; of a moment, the day in the zone in force."""
        if isinstance(value, dt.datetime):
            value = timezone.localtime(value).date()
        return cls(value.year, value.month, value.day)

    def __str__(self) -> str:
        # Without the abbreviated word for «year»: in a sentence its dot would stand beside another.
        return date_format(self, "j E Y")


class Amount(Decimal):
    """A number that reads with its thousands apart, without a tail of zeros."""

    def __str__(self) -> str:
        value = Decimal(self)
        whole = value == value.to_integral_value()
        return numbers.number(value, 0 if whole else min(2, max(0, -int(value.normalize().as_tuple().exponent))))


class Money(Amount):
    """A sum that reads with the sign of its currency; kopecks only where there are some."""

    sign = "₽"

    @classmethod
    def of(cls, value: Decimal, currency: str) -> "Money":
        """A sum in this currency."""
        made = cls(value)
        made.sign = SIGNS.get(currency, currency)
        return made

    def __str__(self) -> str:
        value = Decimal(self).quantize(KOPECKS)
        return numbers.money(value, 0 if value == value.to_integral_value() else 2, self.sign)


def texts(value: object) -> object:
    """The value as JSON keeps it beside a message: what the client read."""
    if isinstance(value, list):
        return [texts(one) for one in value]
    return value if value is None or isinstance(value, (str, bool)) else str(value)
