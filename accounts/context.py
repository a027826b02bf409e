"""What every page's frame needs: menu, palette, preferences of the reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.company import current
from accounts.models import Company, User
from accounts.permissions import Permission
from core.registries.commands import PaletteCommand, palette_commands
from core.registries.menu import MenuEntry, MenuGroup, menu

GROUP_LABELS: dict[MenuGroup, str | Promise] = {
    MenuGroup.WORK: "",
    MenuGroup.MARKETING: _("Marketing"),
    MenuGroup.ANALYTICS: _("Analytics"),
    MenuGroup.BASE: _("Base"),
    MenuGroup.OFFICE: _("Office"),
}

OPEN_OFFICE = 4
"""So many pages of the office stand in the sidebar as they are; more fold."""


@dataclass(frozen=True)
class Link:
    """An entry of the menu with its address, and whether the reader is there."""

    code: str
    label: str | Promise
    icon: str
    go_key: str
    url: str
    current: bool
    has_counter: bool


@dataclass(frozen=True)
class Group:
    """A titled part of the sidebar; empty ones are left out."""

    group: MenuGroup
    label: str | Promise
    entries: list[Link]

    @property
    def folds(self) -> bool:
        """A long office would push the rest off the screen; its few who need it open it by one press."""
        return self.group == MenuGroup.OFFICE and len(self.entries) > OPEN_OFFICE

    @property
    def is_here(self) -> bool:
        return any(entry.current for entry in self.entries)


@dataclass(frozen=True)
class Act:
    """An act of the palette: an address to open or a control to click."""

    code: str
    label: str | Promise
    icon: str
    keys: str
    url: str
    click: str


@dataclass(frozen=True)
class Shell:
    """The frame of a page for one reader."""

    menu: list[Group]
    phone_menu: list[Link]
    commands: list[Act]
    user: User
    role: str
    administers: bool
    page: str
    """Name of the address shown, such as `customers:list`; «home» for a page that has none, as of an error."""


@dataclass(frozen=True)
class Preferences:
    """How the page looks; for a stranger the system's theme and ordinary rows."""

    theme: str = ""
    density: str = "normal"
    single_keys: bool = True
    language: str = "ru"
    time_zone: str = ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of every template: `shell` (made only when a page shows it) and `prefs`."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"shell": None, "prefs": Preferences(language=get_language() or "ru")}
    prefs = Preferences(user.theme, user.density, user.single_keys, user.language, user.time_zone)
    return {"shell": SimpleLazyObject(lambda: _shell(request, user)), "prefs": prefs}


def company(request: HttpRequest) -> dict[str, Any]:
    """`company`: its settings, read once a request and only by a page that shows them."""
    return {"company": SimpleLazyObject(lambda: _company(request))}


def _company(request: HttpRequest) -> Company:
    found: Company | None = getattr(request, "company", None)
    if found is None:
        found = current()
        request.company = found  # type: ignore[attr-defined]  # kept for the fragments of the same request
    return found


def _shell(request: HttpRequest, user: User) -> Shell:
    entries = [entry for entry in menu if not entry.permission or user.has(entry.permission)]
    here = _here(request, entries)
    return Shell(
        menu=list(_groups(here, entries)),
        phone_menu=[_link(entry, here) for entry in entries if entry.on_phone],
        commands=[_act(act) for act in palette_commands if not act.permission or user.has(act.permission)],
        user=user,
        role=str(user.role),
        administers=user.has(Permission.ADMINISTER),
        page=request.resolver_match.view_name if request.resolver_match else "home",
    )


def _here(request: HttpRequest, entries: list[MenuEntry]) -> str:
    """Pages of one package may stand under each other's addresses: the longest that fits is where the reader is."""
    urls = (entry.url for entry in entries)
    return max((url for url in urls if request.path.startswith(url)), key=len, default="")


def _link(entry: MenuEntry, here: str) -> Link:
    url = entry.url
    return Link(
        code=entry.code,
        label=entry.label,
        icon=entry.icon,
        go_key=entry.go_key,
        url=url,
        current=url == here,
        has_counter=entry.counter is not None,
    )


def _act(command: PaletteCommand) -> Act:
    url = reverse(command.url_name) if command.url_name else ""
    return Act(command.code, command.label, command.icon, command.keys, url, command.click)


def _groups(here: str, entries: list[MenuEntry]) -> Iterable[Group]:
    for group, label in GROUP_LABELS.items():
        links = [_link(entry, here) for entry in entries if entry.group == group]
        if links:
            yield Group(group, label, links)
