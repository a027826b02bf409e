"""The sidebar, the phone's bottom bar and the «go to» part of the command palette."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from core.registry import Registry


class MenuGroup(StrEnum):
    """Groups of the sidebar, in the order they stand there."""

    WORK = "work"
    MARKETING = "marketing"
    ANALYTICS = "analytics"
    BASE = "base"
    OFFICE = "office"


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """A page worth a place in the sidebar."""

    code: str
    label: str | Promise
    icon: str
    url_name: str
    url_args: tuple[str, ...] = ()
    group: MenuGroup = MenuGroup.WORK
    weight: int = 100
    permission: str = ""
    """A permission of `accounts.permissions`; empty: everybody who is signed in."""
    go_key: str = ""
    """The physical key pressed after G (`KeyboardEvent.code`, such as `KeyC`)."""
    on_phone: bool = False
    """Stands in the phone's bottom bar too."""
    counter: Callable[[HttpRequest], int] | None = None
    """How many things wait there for this person; asked lazily, after the page is shown."""

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name, args=self.url_args)


menu: Registry[MenuEntry] = Registry("menu", "sidebar, phone bar and palette: pages to go to")
