"""Our places in the sidebar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """Whom one may write to, hours and limits, and the values nobody writes to."""
    menu.add(
        MenuEntry(
            code="whom", label=_("Whom may we write to?"), icon="mail", url_name="consents:whom",
            group=MenuGroup.MARKETING, weight=100, permission=Permission.VIEW_CUSTOMERS,
        ),
        MenuEntry(
            code="sending", label=_("Rules of sending"), icon="clock", url_name="consents:sending",
            group=MenuGroup.OFFICE, weight=202, permission=Permission.PRIVACY,
        ),
        MenuEntry(
            code="stops", label=_("Nobody writes to them"), icon="mail-off", url_name="consents:stops",
            group=MenuGroup.OFFICE, weight=204, permission=Permission.PRIVACY,
        ),
    )  # fmt: skip
