"""What is done to purchases. Each function is one act, one operation that can be undone, with `by` who does it.

Value rows follow by triggers in the same transaction.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from customers.models import Customer
from journal.models import Operation
from journal.operations import items, single
from sales import returning, rules, settled
from sales.choices import PaymentStatus
from sales.documents import ZERO, Document, Line, as_stood, counted, line_of
from sales.models import Purchase, PurchaseLine
from sales.money import Sums
from sales.tracking import PURCHASE

__all__ = ["Document", "Line", "change", "create", "delete", "give_back", "move"]


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
    rate, made, sums = counted(document, lines, at)
    with single(by=by) as operation:
        items.lock(Customer.objects.filter(pk=customer.pk))
        rules.refuse_number(customer.pk, document.number)
        purchase = Purchase.objects.create(
            customer=customer, returns=returns, made_in=operation.pk, **_columns(document, at, rate, sums)
        )
        _write_lines(purchase, made, operation)
        _about(operation, purchase)
    return purchase


def change(
    *, by: User, purchase: Purchase, document: Document, lines: Sequence[Line] | None = None, seen: str = ""
) -> Operation:
    """Set the document, and its lines where they are given; a product that stood there keeps its cost and category.

    Raises DomainError as `create` does, and when the purchase is another by now than the person saw (`seen`).
    """
    with single(by=by) as operation:
        standing = _held(purchase)
        settled.refuse_changed(standing, seen)
        items.lock(Customer.objects.filter(pk=standing.customer_id))
        at = document.purchased_at or standing.purchased_at
        if standing.returns_id:
            document = replace(document, status=PaymentStatus.RETURNED)
        kept = [
            line_of(line) for line in standing.lines.select_related("product", "category").order_by("position", "pk")
        ]
        rate, made, sums = counted(document, kept if lines is None else as_stood(lines, kept), at)
        rules.refuse_number(standing.customer_id, document.number, but=standing.pk)
        settled.refuse_change(standing, document, rate, at, same_lines=made == kept)
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
    moment = at or timezone.now()
    with single(by=by):
        standing = _held(purchase)
        if standing.status in {PaymentStatus.RETURNED, PaymentStatus.INVOICED}:
            raise DomainError(_("Only what was bought can be returned."), code="not_bought")
        if moment < standing.purchased_at:
            raise settled.early()
        asked = {pk: quantity for pk, quantity in quantities.items() if quantity}
        if any(quantity < 0 for quantity in asked.values()):
            raise DomainError(_("Say how much is returned by a number above zero."), code="quantity")
        lines = list(
            standing.lines.filter(pk__in=asked).select_related("product", "category").order_by("position", "pk")
        )
        if len(lines) != len(asked) or not lines:
            raise DomainError(_("Choose what is returned."), code="lines")
        back = returning.parts_back(standing, lines, asked)
        document = Document(
            purchased_at=moment, number=number, shop=standing.shop, seller=standing.seller, channel=standing.channel,
            status=PaymentStatus.RETURNED, currency=standing.currency, rate=standing.rate,
        )  # fmt: skip
        return create(by=by, customer=standing.customer, lines=back, document=document, returns=standing)


def move(*, by: User, purchase: Purchase, to: Customer) -> Operation:
    """Give the purchase, and what was returned of it, to another client. Raises DomainError on a number he has."""
    with single(by=by) as operation:
        standing = _held(purchase)
        settled.refuse_move(standing)
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
        Purchase.objects.select_for_update(of=("self",), no_key=True)
        .select_related("customer", "shop", "seller")
        .get(pk=purchase.pk)
    )


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


def _about(operation: Operation, purchase: Purchase) -> None:
    """Let the list of operations name the purchase; within a bulk operation it is one of many."""
    if operation.kind == "edit":
        operation.params.update(object_type=PURCHASE, object_id=str(purchase.pk))
