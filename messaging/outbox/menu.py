"""Our place in the sidebar."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu
from messaging.models import Message


def register() -> None:
    """The outbox; its number is what a person must decide."""
    menu.add(
        MenuEntry(
            code="outbox", label=_("Outbox"), icon="mail", url_name="outbox:page", group=MenuGroup.OFFICE,
            weight=207, permission=Permission.GATEWAYS, counter=_parked,
        )
    )  # fmt: skip


def _parked(request: HttpRequest) -> int:
    return Message.objects.parked().count()
