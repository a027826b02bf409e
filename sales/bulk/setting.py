"""Columns set in many rows: payment, shop, seller, channel of purchases; category, brand of products."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from journal.models import Operation
from sales import choice_lists
from sales.bulk.base import ListAct, OfProducts, OfPurchases
from sales.choices import PaymentStatus
from sales.models import Product, Purchase

Choices = Callable[[], Mapping[str, str | Promise]]


class SettingAct(ListAct):
    """Set columns to what `changes` of the params say: {"shop_id": 3}."""

    names: ClassVar[Mapping[str, tuple[str | Promise, Choices | None]]]
    """Column to what it is called, and the words of its values."""

    def sentence(self, params: Mapping[str, Any]) -> str:
        changes = self.asked(params)
        return ", ".join(f"{self.names[column][0]}: {self._said(column, changes[column])}" for column in changes)

    def cases(self, operation: Operation, reader: User) -> list[When]:
        same = Q()
        for column, value in self.asked(operation.params).items():
            same &= Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
        return [*self.refusals(operation), When(same, then=Value("unchanged"))]

    def refusals(self, operation: Operation) -> list[When]:
        """Why a row stays as it is, whatever stands in it."""
        return []

    def write(self, operation: Operation, batch: RawSQL) -> None:
        rows = self.model.objects.filter(pk__in=batch)
        rows.update(**self.asked(operation.params), updated_at=Now())

    def changes(
        self, operation: Operation, rows: list[Any], reader: User
    ) -> list[tuple[tuple[str | Promise, str, str], ...]]:
        asked = self.asked(operation.params)
        return [
            tuple(
                (self.names[column][0], self._said(column, getattr(row, column)), self._said(column, value))
                for column, value in asked.items()
                if getattr(row, column) != value
            )
            for row in rows
        ]

    def asked(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """The columns to set, in their order."""
        changes = params.get("changes", {})
        return {column: changes[column] for column in self.names if column in changes}

    def _said(self, column: str, value: Any) -> str:
        if value in (None, ""):
            return "—"
        choices = self.names[column][1]
        return str(choices().get(str(value), value)) if choices else str(value)


class SetPurchases(OfPurchases, SettingAct):
    """Payment, shop, seller, channel of purchases."""

    code = "sales.purchases_set"
    label = gettext_lazy("Change of purchases")
    names = {
        "status": (gettext_lazy("Payment"), choice_lists.statuses),
        "shop_id": (gettext_lazy("Shop"), choice_lists.shops),
        "seller_id": (gettext_lazy("Seller"), choice_lists.sellers),
        "channel": (gettext_lazy("Sales channel"), choice_lists.channels),
    }
    reasons = {
        "is_return": gettext_lazy("a return stays a return"),
        "returned": gettext_lazy("something of this purchase was returned"),
        "bad_status": gettext_lazy("a purchase becomes a return only by writing down what came back"),
    }

    def refusals(self, operation: Operation) -> list[When]:
        status = self.asked(operation.params).get("status")
        if status is None:
            return []
        if status not in {PaymentStatus.PAID, PaymentStatus.PARTLY, PaymentStatus.INVOICED}:
            return [When(Q(pk__isnull=False), then=Value("bad_status"))]
        found = [When(status=PaymentStatus.RETURNED, then=Value("is_return"))]
        if status == PaymentStatus.INVOICED:
            found.append(When(Exists(Purchase.objects.filter(returns=OuterRef("pk"))), then=Value("returned")))
        return found


class SetProducts(OfProducts, SettingAct):
    """Category and brand of products. What was sold keeps the category of its day."""

    code = "sales.products_set"
    label = gettext_lazy("Change of products")
    names = {
        "category_id": (gettext_lazy("Category"), choice_lists.categories),
        "brand": (gettext_lazy("Brand"), None),
    }


class ArchiveProducts(OfProducts):
    """Sold no more, or sold again."""

    code = "sales.products_archive"
    label = gettext_lazy("Products into the archive")
    away: ClassVar[bool] = True

    def cases(self, operation: Operation, reader: User) -> list[When]:
        return [When(archived_at__isnull=not self.away, then=Value("unchanged"))]

    def write(self, operation: Operation, batch: RawSQL) -> None:
        Product.objects.filter(pk__in=batch).update(archived_at=Now() if self.away else None, updated_at=Now())

    def changes(
        self, operation: Operation, rows: list[Any], reader: User
    ) -> list[tuple[tuple[str | Promise, str, str], ...]]:
        places = (_("in the list"), _("in the archive"))
        before, after = places if self.away else places[::-1]
        return [((_("Product"), before, after),) for _row in rows]


class RestoreProducts(ArchiveProducts):
    """Sold again."""

    code = "sales.products_restore"
    label = gettext_lazy("Products out of the archive")
    away = False
