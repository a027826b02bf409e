"""Our place in the sidebar, with what is overdue."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu
from interactions.tasks.models import Task

MOST = 100
"""The counter needs no more: it says «99+»."""


def register() -> None:
    """Add «Tasks»."""
    menu.add(
        MenuEntry(
            code="tasks", label=_("Tasks"), icon="checkbox", url_name="tasks:list", weight=30,
            permission=Permission.VIEW_CUSTOMERS, go_key="KeyT", on_phone=True, counter=overdue,
        )
    )  # fmt: skip
    menu.add(
        MenuEntry(
            code="work_calendar", label=_("Work calendar"), icon="calendar", url_name="tasks:days",
            group=MenuGroup.OFFICE, weight=190, permission=Permission.ADMINISTER,
        )
    )  # fmt: skip


def overdue(request: HttpRequest) -> int:
    """One's own tasks whose time is over, at most MOST. By the index of one's own."""
    if not isinstance(request.user, User):
        return 0
    mine = Task.objects.visible_to(request.user).filter(responsible=request.user).overdue()
    return mine.order_by()[:MOST].count()
