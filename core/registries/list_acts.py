"""Buttons of a list, of its filter and over its ticked rows, that lead to pages of other packages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, kw_only=True)
class TickedAct:
    """A button of the bar over ticked rows that leads to a page of another package; it gets the form of the bar."""

    code: str
    page: str
    """Code of the list, such as `customers`; `segment`: the page of one, which sends its rule."""
    label: str | Promise
    icon: str
    url_name: str
    may: Callable[[Any], bool]
    """Whether this `accounts.User` is offered it."""
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class FilterAct:
    """A button beside the filters, shown when there are any; the page it opens gets them as `rule`."""

    code: str
    page: str
    """Code of the list, such as `customers`."""
    label: str | Promise
    icon: str
    url_name: str
    permission: str = ""
    weight: int = 100


filter_acts: Registry[FilterAct] = Registry("filter_acts", "buttons beside the filters of lists")
ticked_acts: Registry[TickedAct] = Registry("ticked_acts", "buttons over ticked rows of lists")
list_acts: Registry[ListAct] = Registry("list_acts", "buttons in the headers of lists")
