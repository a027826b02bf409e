"""What is done to purchases. Each function is one act, one operation that can be undone, with `by` who does it.

Value rows follow by triggers in the same transaction.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from customers.models import Customer
from journal.models import Operation
from journal.operations import items, single
from sales import rules
from sales.choices import PaymentStatus
from sales.models import Category, Product, Purchase, PurchaseLine, Shop
from sales.money import LineSums, Sums, rounded, sums_of
from sales.tracking import PURCHASE

ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line as it is asked for. Without a price, cost and category it takes those of the product."""

    product: Product | None = None
    category: Category | None = None
    quantity: Decimal = Decimal(1)
    price: Decimal | None = None
    discount: Decimal = ZERO
    cost: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """All of a purchase but its client and its lines."""

    purchased_at: dt.datetime | None = None
    number: str = ""
    shop: Shop | None = None
    seller: User | None = None
    status: str = PaymentStatus.PAID
    channel: str = ""
    promo_code: str = ""
    currency: str = "RUB"
    rate: Decimal | None = None


def create(
    *,
    by: User,
    customer: Customer,
    lines: Sequence[Line],
    document: Document | None = None,
    returns: Purchase | None = None,
) -> Purchase:
    """Return the new purchase. Raises DomainError on what cannot be: a future date, a number seen already, no rate."""
    document = document or Document()
    at = document.purchased_at or timezone.now()
    rate, made, sums = _counted(document, lines, at)
    with single(by=by) as operation:
        items.lock(Customer.objects.filter(pk=customer.pk))
        rules.refuse_number(customer.pk, document.number)
        purchase = Purchase.objects.create(
            customer=customer, returns=returns, made_in=operation.pk, **_columns(document, at, rate, sums)
        )
        _write_lines(purchase, made, operation)
        _about(operation, purchase)
    return purchase


def change(*, by: User, purchase: Purchase, document: Document, lines: Sequence[Line] | None = None) -> Operation:
    """Set the document, and its lines where they are given. Raises DomainError as `create` does."""
    at = document.purchased_at or purchase.purchased_at
    with single(by=by) as operation:
        standing = _held(purchase)
        kept = [
            _line_of(line) for line in standing.lines.select_related("product", "category").order_by("position", "pk")
        ]
        rate, made, sums = _counted(document, kept if lines is None else lines, at)
        rules.refuse_number(standing.customer_id, document.number, but=standing.pk)
        if standing.returned_by.exists() and made != kept:
            raise DomainError(
                _("Something of this purchase was returned: its lines stay as they are."), code="returned"
            )
        columns = _columns(document, at, rate, sums)
        Purchase.objects.filter(pk=standing.pk).update(**columns, updated_at=timezone.now())
        if lines is not None and made != kept:
            standing.lines.all().delete()
            _write_lines(standing, made, operation)
        _about(operation, standing)
    return operation


def give_back(
    *, by: User, purchase: Purchase, quantities: Mapping[int, Decimal], at: dt.datetime | None = None, number: str = ""
) -> Purchase:
    """A return of some lines (id to quantity): a document of its own below zero.

    Raises DomainError when it is more than was bought and has not come back already.
    """
    if purchase.status in {PaymentStatus.RETURNED, PaymentStatus.INVOICED}:
        raise DomainError(_("Only what was bought can be returned."), code="not_bought")
    moment = at or timezone.now()
    if moment < purchase.purchased_at:
        raise DomainError(_("A return cannot be earlier than its purchase."), code="early_return")
    with single(by=by):
        standing = _held(purchase)
        asked = {pk: quantity for pk, quantity in quantities.items() if quantity}
        if any(quantity < 0 for quantity in asked.values()):
            raise DomainError(_("Say how much is returned by a number above zero."), code="quantity")
        lines = list(
            standing.lines.filter(pk__in=asked).select_related("product", "category").order_by("position", "pk")
        )
        if len(lines) != len(asked) or not lines:
            raise DomainError(_("Choose what is returned."), code="lines")
        _refuse_excess(standing, lines, asked)
        back = [_part_back(line, asked[line.pk]) for line in lines]
        document = Document(
            purchased_at=moment, number=number, shop=standing.shop, seller=standing.seller, channel=standing.channel,
            status=PaymentStatus.RETURNED, currency=standing.currency, rate=standing.rate,
        )  # fmt: skip
        return create(by=by, customer=standing.customer, lines=back, document=document, returns=standing)


def move(*, by: User, purchase: Purchase, to: Customer) -> Operation:
    """Give the purchase, and what was returned of it, to another client. Raises DomainError on a number he has."""
    with single(by=by) as operation:
        standing = _held(purchase)
        items.lock(Customer.objects.filter(pk__in=[standing.customer_id, to.pk]))
        together = Purchase.objects.filter(pk=standing.pk) | Purchase.objects.filter(returns=standing)
        for one in together.order_by("pk"):
            rules.refuse_number(to.pk, one.number, but=one.pk)
        together.update(customer=to, updated_at=timezone.now())
        _about(operation, standing)
    return operation


def delete(*, by: User, purchase: Purchase) -> Operation:
    """Take a purchase out, with its lines. Raises DomainError while a return of it stands."""
    with single(by=by) as operation:
        standing = _held(purchase)
        if standing.returned_by.exists():
            raise DomainError(_("Something of this purchase was returned: take the return out first."), code="returned")
        _about(operation, standing)
        standing.lines.all().delete()
        Purchase.objects.filter(pk=standing.pk).delete()
    return operation


def _held(purchase: Purchase) -> Purchase:
    return (
        Purchase.objects.select_for_update(of=("self",))
        .select_related("customer", "shop", "seller")
        .get(pk=purchase.pk)
    )


def _counted(document: Document, lines: Sequence[Line], at: dt.datetime) -> tuple[Decimal, list[Line], Sums]:
    """The rate, the lines with everything filled in, the sums."""
    rules.refuse_moment(at)
    rules.refuse_number_of_lines(len(lines))
    rate = rules.rate_of(document.currency, document.rate)
    made = [_filled(line, rate) for line in lines]
    for line in made:
        rules.refuse_unit(line.product, line.unit)
        rules.refuse_money(line.quantity, line.price or ZERO, line.discount, line.cost or ZERO)
    return rate, made, sums_of((_sums(line) for line in made), rate)


def _filled(line: Line, rate: Decimal) -> Line:
    """A product's price is in the company's money."""
    product = line.product
    if product is None:
        return replace(line, price=line.price or ZERO, cost=line.cost or ZERO)
    return replace(
        line,
        price=rounded(product.price / rate) if line.price is None else line.price,
        cost=product.cost if line.cost is None else line.cost,
        category=line.category or product.category,
    )


def _sums(line: Line) -> LineSums:
    return LineSums(quantity=line.quantity, price=line.price or ZERO, discount=line.discount, cost=line.cost or ZERO)


def _columns(document: Document, at: dt.datetime, rate: Decimal, sums: Sums) -> dict[str, Any]:
    return {
        "number": document.number.strip(),
        "purchased_at": at,
        "shop": document.shop,
        "seller": document.seller,
        "status": rules.status_of(document.status, sums.total),
        "channel": document.channel,
        "promo_code": document.promo_code.strip(),
        "currency": document.currency,
        "rate": rate,
        "own_total": sums.own_total,
        "total": sums.total,
        "cost": sums.cost,
        "discount": sums.discount,
        "profit": sums.profit,
    }


def _write_lines(purchase: Purchase, lines: Sequence[Line], operation: Operation) -> None:
    PurchaseLine.objects.bulk_create(
        PurchaseLine(
            purchase=purchase, product=line.product, category=line.category, quantity=line.quantity,
            price=line.price or ZERO, discount=line.discount, cost=line.cost or ZERO, position=place,
            made_in=operation.pk,
        )
        for place, line in enumerate(lines)
    )  # fmt: skip


def _line_of(line: PurchaseLine) -> Line:
    return Line(
        product=line.product, category=line.category, quantity=line.quantity, price=line.price,
        discount=line.discount, cost=line.cost,
    )  # fmt: skip


def _part_back(line: PurchaseLine, quantity: Decimal) -> Line:
    """So much of a line with a minus, with its share of the discount."""
    discount = -rounded(line.discount * quantity / line.quantity)
    return replace(_line_of(line), quantity=-quantity, discount=discount)


def _refuse_excess(purchase: Purchase, lines: Sequence[PurchaseLine], asked: Mapping[int, Decimal]) -> None:
    """Lines of one product are one heap: what came back is not told apart by line."""
    bought: dict[int | None, Decimal] = defaultdict(Decimal)
    for product, quantity in purchase.lines.values_list("product").annotate(Sum("quantity")).order_by("product"):
        bought[product] += quantity
    back = PurchaseLine.objects.filter(purchase__returns=purchase).values_list("product").annotate(Sum("quantity"))
    for product, quantity in back.order_by("product"):
        bought[product] += quantity
    heaps: dict[int | None, tuple[str, Decimal]] = {}
    for line in lines:
        name, sum_asked = heaps.get(line.product_id, (str(line.product or _("without a product")), ZERO))
        heaps[line.product_id] = (name, sum_asked + asked[line.pk])
    rules.refuse_excess([(name, bought[product], sum_asked) for product, (name, sum_asked) in heaps.items()])


def _about(operation: Operation, purchase: Purchase) -> None:
    """Let the list of operations name the purchase; within a bulk operation it is one of many."""
    if operation.kind == "edit":
        operation.params.update(object_type=PURCHASE, object_id=str(purchase.pk))
