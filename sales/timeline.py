"""Purchases in the timeline of a client."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.registries.timeline import (
    Before,
    TimelineEvent,
    TimelineFilter,
    TimelineGroup,
    TimelineSource,
    numbered,
    timeline_sources,
    upto,
)
from core.walks import first_of_each
from customers import rights
from sales.choices import PaymentStatus
from sales.models import Purchase, PurchaseLine
from sales.models.purchase import PurchaseQuerySet
from sales.purchase_fields import TOTAL
from sales.words import amount, quantity

LINES = 4
SOURCE = "sales.purchases"
PREFIX = "purchase-"


def register() -> None:
    """Offer the source."""
    timeline_sources.add(
        TimelineSource(
            code=SOURCE,
            label=gettext_lazy("Purchases"),
            group=TimelineGroup.PURCHASES,
            fetch=fetch,
            fetch_for=fetch_for,
            search=search,
            search_for=search_for,
            weight=30,
            permission=Permission.VIEW_CUSTOMERS,
        )
    )


def fetch(customers: Iterable[int], before: Before, limit: int) -> list[TimelineEvent]:
    """Newest first, strictly before: two queries, whatever the limit. For nobody in particular: without sums."""
    return _events(_rows(before), customers, limit)


def fetch_for(reader: User, customers: Iterable[int], before: Before, limit: int) -> list[TimelineEvent]:
    """The same as this person may read it."""
    return _events(_rows(before), customers, limit, with_sums=rights.may_read(reader, TOTAL))


def search(customers: Iterable[int], before: Before, limit: int, asked: TimelineFilter) -> list[TimelineEvent]:
    """Those with these words in the number, the promo code, the shop or a product, sold by this person."""
    return _events(_fitting(before, asked), customers, limit)


def search_for(
    reader: User, customers: Iterable[int], before: Before, limit: int, asked: TimelineFilter
) -> list[TimelineEvent]:
    """The same as this person may read it."""
    return _events(_fitting(before, asked), customers, limit, with_sums=rights.may_read(reader, TOTAL))


def _fitting(before: Before, asked: TimelineFilter) -> PurchaseQuerySet:
    rows = _rows(before)
    if asked.text:
        lines = PurchaseLine.objects.filter(
            Q(product__name__icontains=asked.text) | Q(category__name__icontains=asked.text), purchase=OuterRef("pk")
        )
        own = Q(number__icontains=asked.text) | Q(promo_code__icontains=asked.text)
        rows = rows.filter(own | Q(shop__name__icontains=asked.text) | Exists(lines))
    if asked.author_id is not None:
        rows = rows.filter(seller=asked.author_id)
    return rows


def _rows(before: Before) -> PurchaseQuerySet:
    rows = Purchase.objects.newest_first()
    end = upto(before, PREFIX)
    if end is not None:
        at, number = end
        rows = rows.filter(purchased_at__lte=at).filter(Q(purchased_at__lt=at) | Q(pk__lt=number))
    return rows


def _events(
    rows: PurchaseQuerySet, customers: Iterable[int], limit: int, *, with_sums: bool = False
) -> list[TimelineEvent]:
    lines = PurchaseLine.objects.select_related("product", "category").order_by("purchase_id", "position", "pk")
    found = first_of_each(rows, "customer_id", customers, limit).select_related("shop", "seller")
    return [_event(one, with_sums) for one in found.prefetch_related(Prefetch("lines", lines))]


def _event(purchase: Purchase, with_sums: bool) -> TimelineEvent:
    back, invoiced = purchase.status == PaymentStatus.RETURNED, purchase.status == PaymentStatus.INVOICED
    title = _("Return") if back else _("Invoice") if invoiced else _("Purchase")
    if purchase.number:
        title = _("%(title)s No. %(number)s") % {"title": title, "number": purchase.number}
    about = [purchase.shop.name if purchase.shop else "", purchase.get_channel_display()]
    lines = list(purchase.lines.all())
    said = [_line(line, purchase.currency if with_sums else "") for line in lines[:LINES]]
    if len(lines) > LINES:
        said.append(_("and %(count)s more") % {"count": len(lines) - LINES})
    if with_sums:
        said.append(_("Total: %(sum)s") % {"sum": amount(purchase.own_total, purchase.currency)})
    return TimelineEvent(
        at=purchase.purchased_at,
        key=numbered(PREFIX, purchase.pk),
        kind="purchase",
        icon="receipt" if back or invoiced else "shopping-bag",
        title=title,
        body="\n".join(said),
        author=" · ".join(filter(None, about)),
        customer_id=purchase.customer_id,
    )


def _line(line: PurchaseLine, currency: str) -> str:
    """Without a currency its sum is not told."""
    name = str(line.product or line.category or _("without a product"))
    unit = line.product.unit if line.product else ""
    told = f"{name} — {quantity(line.quantity)} {unit}".rstrip()
    return f"{told}, {amount(line.sum, currency)}" if currency else told
