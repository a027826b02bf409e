"""Purchases in the timeline of a client."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from core.registries.timeline import TimelineEvent, TimelineSource, timeline_sources
from sales.choices import PaymentStatus
from sales.models import Purchase, PurchaseLine
from sales.words import amount, quantity

LINES = 4
SOURCE = "sales.purchases"


def register() -> None:
    """Offer the source."""
    timeline_sources.add(
        TimelineSource(
            code=SOURCE,
            label=gettext_lazy("Purchases"),
            fetch=fetch,
            weight=30,
            permission=Permission.VIEW_CUSTOMERS,
        )
    )


def fetch(customers: Iterable[int], before: tuple[datetime, str] | None, limit: int) -> list[TimelineEvent]:
    """Newest first, strictly before (at, key): two queries, whatever the limit."""
    rows = Purchase.objects.filter(customer__in=list(customers))
    if before is not None:
        at, key = before
        earlier = Q(purchased_at__lt=at)
        number = key.removeprefix(f"{SOURCE}:")
        if key.startswith(SOURCE) and number.isdigit():
            earlier |= Q(purchased_at=at, pk__lt=int(number))
        elif key > SOURCE:
            earlier |= Q(purchased_at=at)
        rows = rows.filter(earlier)
    lines = PurchaseLine.objects.select_related("product", "category").order_by("purchase_id", "position", "pk")
    found = rows.select_related("shop", "seller").newest_first()[:limit]
    return [_event(one) for one in found.prefetch_related(Prefetch("lines", lines))]


def _event(purchase: Purchase) -> TimelineEvent:
    back, invoiced = purchase.status == PaymentStatus.RETURNED, purchase.status == PaymentStatus.INVOICED
    title = _("Return") if back else _("Invoice") if invoiced else _("Purchase")
    if purchase.number:
        title = _("%(title)s No. %(number)s") % {"title": title, "number": purchase.number}
    about = [purchase.shop.name if purchase.shop else "", purchase.get_channel_display()]
    lines = list(purchase.lines.all())
    said = [_line(line, purchase.currency) for line in lines[:LINES]]
    if len(lines) > LINES:
        said.append(_("and %(count)s more") % {"count": len(lines) - LINES})
    said.append(_("Total: %(sum)s") % {"sum": amount(purchase.own_total, purchase.currency)})
    return TimelineEvent(
        at=purchase.purchased_at,
        key=f"{SOURCE}:{purchase.pk:012d}",
        kind="purchase",
        icon="receipt" if back or invoiced else "shopping-bag",
        title=title,
        body="\n".join(said),
        author=" · ".join(filter(None, about)),
    )


def _line(line: PurchaseLine, currency: str) -> str:
    name = str(line.product or line.category or _("without a product"))
    unit = line.product.unit if line.product else ""
    return f"{name} — {quantity(line.quantity)} {unit}".rstrip() + f", {amount(line.sum, currency)}"
