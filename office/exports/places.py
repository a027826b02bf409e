"""Our place in the sidebar."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu


def register() -> None:
    menu.add(
        MenuEntry(
            code="all_exports",
            label=_("All exports"),
            icon="download",
            url_name="office:exports",
            group=MenuGroup.OFFICE,
            weight=70,
            permission=Permission.ADMINISTER,
        )
    )
