"""Our place in the sidebar and in the phone's bottom bar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    """Add «Clients», and the pages by which the company orders its base."""
    menu.add(
        MenuEntry(
            code="customers",
            label=_("Clients"),
            icon="users",
            url_name="customers:list",
            weight=20,
            permission=Permission.VIEW_CUSTOMERS,
            go_key="KeyC",
            on_phone=True,
        )
    )
    for code, label, icon, url_name, weight in (
        ("tags", _("Tags"), "tag", "customers:tag_list", 300),
        ("dictionaries", _("Dictionaries"), "list", "customers:dictionaries", 310),
        ("standard", _("Standard of filling"), "clipboard-check", "customers:standard", 320),
    ):
        menu.add(
            MenuEntry(
                code=code,
                label=label,
                icon=icon,
                url_name=url_name,
                group=MenuGroup.BASE,
                weight=weight,
                permission=Permission.ADMINISTER,
            )
        )
