"""Which columns of a card are written by a dictionary."""

from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from customers.models import Customer


@dataclass(frozen=True)
class Dictionary:
    """One dictionary; its code is the column of the card and the field of the catalogue."""

    code: str
    label: str | Promise

    @property
    def stands(self) -> bool:
        """Whether cards have such a column."""
        try:
            Customer._meta.get_field(self.code)
        except FieldDoesNotExist:
            return False
        return True


DICTIONARIES = (
    Dictionary("city", _("Cities")),
    Dictionary("source", _("Sources")),
    Dictionary("position", _("Positions")),
    Dictionary("industry", _("Industries")),
)


def dictionaries() -> dict[str, Dictionary]:
    """Those that cards have a column for, by code."""
    return {one.code: one for one in DICTIONARIES if one.stands}
