"""Our places in the sidebar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """Hours and limits, and the values nobody writes to."""
    menu.add(
        MenuEntry(
            code="sending", label=_("Rules of sending"), icon="clock", url_name="consents:sending",
            group=MenuGroup.OFFICE, weight=202, permission=Permission.PRIVACY,
        ),
        MenuEntry(
            code="stops", label=_("Nobody writes to them"), icon="mail-off", url_name="consents:stops",
            group=MenuGroup.OFFICE, weight=204, permission=Permission.PRIVACY,
        ),
    )  # fmt: skip
