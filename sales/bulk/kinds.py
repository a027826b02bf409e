"""The bulk acts there are, and the buttons that begin them."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from customers.bulk_bar import ARCHIVE, EDIT, RESTORE, BarAct
from sales.bulk.base import ListAct, Runner, may
from sales.bulk.leaving import DeletePurchases, MovePurchases
from sales.bulk.setting import ArchiveProducts, RestoreProducts, SetProducts, SetPurchases

ACTS: tuple[ListAct, ...] = (
    SetPurchases(),
    MovePurchases(),
    DeletePurchases(),
    SetProducts(),
    ArchiveProducts(),
    RestoreProducts(),
)
PAYMENT = BarAct("status", "wallet", _("Payment"))
MOVE = BarAct("move", "arrow-right", pgettext_lazy("purchases to a client", "Move"))
DELETE = BarAct("delete", "trash", _("Delete"))


def register() -> None:
    """Offer the kinds of operations."""
    for act in ACTS:
        Runner(act).register()


def buttons(user: User, page: str, *, archive: bool = False) -> list[BarAct]:
    """Of the bar over ticked rows; none for those who may not change many at once."""
    return list(_buttons(page, archive)) if may(user) else []


def _buttons(page: str, archive: bool) -> Iterator[BarAct]:
    if page == "purchases":
        yield from (PAYMENT, EDIT, MOVE, DELETE)
    elif archive:
        yield RESTORE
    else:
        yield from (EDIT, ARCHIVE)
