"""What stays of a purchase once it is written down: refusals of changes that would leave returns in the air."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError
from sales.choices import PaymentStatus
from sales.models import Purchase


def refuse_changed(standing: Purchase, seen: str) -> None:
    """`seen` is the moment of the last change that the person had before his eyes; empty: not asked."""
    if seen and seen != version(standing):
        text = _("Somebody changed this purchase while you were typing: open it anew, then make your changes.")
        raise DomainError(text, code="changed")


def version(purchase: Purchase) -> str:
    """Which state of the purchase this is."""
    return purchase.updated_at.isoformat()


def refuse_change(standing: Purchase, document: Any, rate: Decimal, at: dt.datetime, *, same_lines: bool) -> None:
    """A return stays as it was written; of what something was returned, lines, currency and rate stay."""
    same = same_lines and rate == standing.rate and document.currency == standing.currency
    if standing.returns_id:
        if not same:
            raise DomainError(
                _("A return stays as it was written down: delete it and write another."), code="is_return"
            )
        if at < Purchase.objects.values_list("purchased_at", flat=True).get(pk=standing.returns_id):
            raise early()
        return
    first = standing.returned_by.order_by("purchased_at").first()
    if first is None:
        return
    if not same_lines:
        raise DomainError(_("Something of this purchase was returned: its lines stay as they are."), code="returned")
    if not same or document.status == PaymentStatus.INVOICED:
        text = _("Something of this purchase was returned: its currency, rate and payment stay as they are.")
        raise DomainError(text, code="returned")
    if first.purchased_at < at:
        raise early()


def refuse_move(standing: Purchase) -> None:
    """A return is with the client of its purchase."""
    if standing.returns_id:
        raise DomainError(_("A return goes where its purchase goes: move the purchase."), code="goes_along")


def early() -> DomainError:
    """Of a return before its purchase."""
    return DomainError(_("A return cannot be earlier than its purchase."), code="early_return")
