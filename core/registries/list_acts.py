"""Buttons in the header of a list that lead elsewhere: bringing a file in stands beside «New client»."""

from dataclasses import dataclass

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class ListAct:
    """A page to open from a list; on a phone it stands in the menu alone."""

    code: str
    page: str
    """Code of the list, such as `customers`."""
    label: str | Promise
    icon: str
    url_name: str
    permission: str = ""
    weight: int = 100


list_acts: Registry[ListAct] = Registry("list_acts", "buttons in the headers of lists")
