"""Purchases moved to another client, or taken out."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from customers import rights
from customers.models import Customer
from journal.models import Operation, OperationState
from journal.operations import items
from sales.bulk.base import OfPurchases, rows_of
from sales.models import Purchase, PurchaseLine
from sales.purchase_fields import TOTAL
from sales.words import amount


class MovePurchases(OfPurchases):
    """To the client `to` of the params; what was returned of a purchase goes along."""

    code = "sales.purchases_move"
    label = gettext_lazy("Purchases to another client")
    reasons = {
        "no_client": gettext_lazy("the client is not among yours any more"),
        "goes_along": gettext_lazy("a return goes where its purchase goes"),
        "duplicate_number": gettext_lazy("the client already has a purchase with this number"),
        "same_number": gettext_lazy("several of those chosen have this number"),
    }

    def sentence(self, params: Mapping[str, Any]) -> str:
        to = Customer.objects.filter(pk=params.get("to", 0)).first()
        return _("To the client: %(client)s") % {"client": to.title if to else "—"}

    def hold(self, operation: Operation) -> None:
        items.lock(Customer.objects.filter(pk=operation.params["to"]))

    def cases(self, operation: Operation, reader: User) -> list[When]:
        to = operation.params["to"]
        if not Customer.objects.visible_to(reader).filter(pk=to).exists():
            return [When(Q(pk__isnull=False), then=Value("no_client"))]
        numbered = Purchase.objects.exclude(number="")
        held = Exists(numbered.filter(customer=to, number=OuterRef("number")))
        back = Exists(numbered.filter(held, returns=OuterRef("pk")))
        return [
            When(customer_id=to, then=Value("unchanged")),
            When(returns__isnull=False, then=Value("goes_along")),
            When(held | back, then=Value("duplicate_number")),
            When(number__in=_twice(operation, reader), then=Value("same_number")),
        ]

    def write(self, operation: Operation, batch: RawSQL) -> None:
        together = Purchase.objects.filter(Q(pk__in=batch) | Q(returns__in=batch))
        together.update(customer=operation.params["to"], updated_at=Now())

    def changes(
        self, operation: Operation, rows: list[Any], reader: User
    ) -> list[tuple[tuple[str | Promise, str, str], ...]]:
        clients = Customer.objects.in_bulk([operation.params["to"], *(row.customer_id for row in rows)])
        after = clients[operation.params["to"]].title
        return [((_("Client"), clients[row.customer_id].title, after),) for row in rows]


class DeletePurchases(OfPurchases):
    """Out of the base, with their lines. What something was returned of stays until the return is taken out."""

    code = "sales.purchases_delete"
    label = gettext_lazy("Purchases deleted")
    reasons = {"returned": gettext_lazy("something of this purchase was returned: take the return out first")}

    def cases(self, operation: Operation, reader: User) -> list[When]:
        return [When(Exists(Purchase.objects.filter(returns=OuterRef("pk"))), then=Value("returned"))]

    def write(self, operation: Operation, batch: RawSQL) -> None:
        with connection.cursor() as cursor:
            for table, column in ((PurchaseLine, "purchase_id"), (Purchase, "id")):
                cursor.execute(
                    f"DELETE FROM {table._meta.db_table} WHERE {column} = ANY (ARRAY({batch.sql}))",  # noqa: S608
                    list(batch.params),
                )

    def changes(
        self, operation: Operation, rows: list[Any], reader: User
    ) -> list[tuple[tuple[str | Promise, str, str], ...]]:
        with_sums = rights.may_read(reader, TOTAL)
        said = (amount(row.own_total, row.currency) if with_sums else row.get_status_display() for row in rows)
        return [((_("Purchase"), before, "—"),) for before in said]


def _twice(operation: Operation, reader: User) -> list[str]:
    """Numbers that several of the chosen have: one client cannot get them all."""
    if operation.state == OperationState.DRAFT:
        rows = rows_of("purchases", operation, reader)
    else:
        frozen = RawSQL("SELECT object_id::bigint FROM journal_operationitem WHERE operation_id = %s", [operation.pk])
        rows = Purchase.objects.filter(pk__in=frozen)
    numbers = rows.exclude(number="").order_by().values("number").annotate(n=Count("pk")).filter(n__gt=1)
    return list(numbers.values_list("number", flat=True))
