"""Our places elsewhere: the sidebar and the command palette."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu
from quality.score.report import CODE


def register() -> None:
    """Fill them."""
    menu.add(
        MenuEntry(
            code="quality", label=_("Quality of the base"), icon="shield-check", url_name="reports:one",
            url_args=(CODE,), group=MenuGroup.BASE, weight=105, permission=Permission.VIEW_CUSTOMERS,
        ),
        MenuEntry(
            code="cleaning", label=_("Cleaning of the base"), icon="wand", url_name="quality:runs",
            group=MenuGroup.BASE, weight=112, permission=Permission.ADMINISTER,
        ),
    )  # fmt: skip
