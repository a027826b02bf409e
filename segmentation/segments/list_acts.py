"""Our button over ticked rows of the list of clients."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from core.registries.list_acts import TickedAct, ticked_acts


def register() -> None:
    """Add «Into a segment»."""
    ticked_acts.add(
        TickedAct(
            code="segment", page="customers", label=_("Into a segment"), icon="filter", url_name="segments:pick",
            may=_may,
        )
    )  # fmt: skip


def _may(user: User) -> bool:
    return user.has(Permission.BULK_CHANGE) and user.has(Permission.EDIT_CUSTOMERS)
