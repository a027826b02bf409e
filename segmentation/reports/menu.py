"""Our places in the sidebar: the two reports people open every day."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu
from segmentation.reports import abc, rfm


def register() -> None:
    """Add «RFM» and «ABC and XYZ» above the list of all reports."""
    for code, label, icon, weight in (
        (rfm.CODE, _("RFM"), "chart-dots", 20),
        (abc.CODE, _("ABC and XYZ"), "trending-up", 30),
    ):
        menu.add(
            MenuEntry(
                code=code,
                label=label,
                icon=icon,
                url_name="reports:one",
                url_args=(code,),
                group=MenuGroup.ANALYTICS,
                weight=weight,
                permission=Permission.VIEW_CUSTOMERS,
            )
        )
