"""The group «Office» of the sidebar; each page of the office adds its own entry here."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu
from office.exports import places as exports
from office.jobs import places as jobs
from office.operations import places as operations
from office.status import places as status


def register() -> None:
    """Add the pages of the office."""
    exports.register()
    jobs.register()
    operations.register()
    status.register()
    menu.add(
        MenuEntry(
            code="handover",
            label=_("Handover of clients"),
            icon="arrow-right",
            url_name="office:handover",
            group=MenuGroup.OFFICE,
            weight=130,
            permission=Permission.HANDOVER,
        )
    )
    for code, label, icon, weight in (
        ("users", _("Users"), "users", 100),
        ("teams", _("Teams"), "users-group", 110),
        ("roles", _("Roles"), "shield-check", 120),
    ):
        menu.add(
            MenuEntry(
                code=code,
                label=label,
                icon=icon,
                url_name=f"office:{code}",
                group=MenuGroup.OFFICE,
                weight=weight,
                permission=Permission.MANAGE_USERS,
            )
        )
    menu.add(
        MenuEntry(
            code="fields",
            label=_("Fields of the card"),
            icon="adjustments-horizontal",
            url_name="office:fields",
            group=MenuGroup.OFFICE,
            weight=140,
            permission=Permission.ADMINISTER,
        ),
        MenuEntry(
            code="outcomes",
            label=_("Outcomes of talks"),
            icon="checks",
            url_name="office:outcomes",
            group=MenuGroup.OFFICE,
            weight=880,
            permission=Permission.ADMINISTER,
        ),
        MenuEntry(
            code="company",
            label=_("Company"),
            icon="building",
            url_name="office:company",
            group=MenuGroup.OFFICE,
            weight=900,
            permission=Permission.ADMINISTER,
        ),
    )
