"""What each client is worth: kept sums, written by triggers in the transaction that changes a purchase."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, FloatField, Func
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from sales.models.catalogue import ZERO, Category

NEVER = dt.datetime(1, 1, 2, tzinfo=dt.UTC)
"""Stands where there is no first or last purchase, so that the column sorts without NULL."""

BROKEN_AT = Func(
    F("last_at"),
    Cast("average_interval", FloatField()),
    template="(%(expressions)s * interval '2 days')",
    arg_joiner=" AT TIME ZONE 'UTC' + ",
    output_field=models.DateTimeField(),
)
"""When, by UTC's clock, the silence became longer than twice the usual interval. Immutable, so that it is indexed."""


def count_field(label: Any) -> "models.IntegerField[int, int]":
    """A number that begins with nought."""
    return models.IntegerField(label, default=0, db_default=0)


def sum_field(label: Any) -> "models.DecimalField[Decimal, Decimal]":
    """A sum of amounts, wider than they are: as many of the largest purchases as there will ever be have room in it."""
    return models.DecimalField(label, max_digits=26, decimal_places=2, default=ZERO, db_default=ZERO)


class CustomerValue(models.Model):
    """One row for every client, made with him. Invoices do not count; returns take from sums, never from numbers."""

    customer = models.OneToOneField(
        Customer, primary_key=True, on_delete=models.DO_NOTHING, related_name="value", db_constraint=False
    )
    number = count_field(_("purchases"))
    total = sum_field(_("sum of purchases"))
    profit = sum_field(_("profit"))
    discount = sum_field(_("discounts"))
    first_at = models.DateTimeField(_("first purchase"), default=NEVER, db_default=NEVER)
    last_at = models.DateTimeField(_("last purchase"), default=NEVER, db_default=NEVER)
    average_check = sum_field(_("average purchase"))
    average_interval = models.DecimalField(
        _("days between purchases"), max_digits=9, decimal_places=1, default=Decimal(0), db_default=Decimal(0)
    )
    number_90 = count_field(_("purchases in 90 days"))
    total_90 = sum_field(_("sum in 90 days"))
    number_365 = count_field(_("purchases in 365 days"))
    total_365 = sum_field(_("sum in 365 days"))

    class Meta:
        verbose_name = _("value of a client")
        verbose_name_plural = _("values of clients")
        indexes = [
            models.Index(fields=["total", "customer"], name="value_by_total"),
            models.Index(fields=["last_at", "customer"], name="value_by_last"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.total}"


class CategoryMonth(models.Model):
    """What a client bought of a category in a month of the company's calendar: «from the category in … days»."""

    customer = models.ForeignKey(
        Customer, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    category = models.ForeignKey(Category, on_delete=models.DO_NOTHING, null=True, related_name="+", db_index=False)
    month = models.DateField(_("month"))
    number = count_field(_("purchases"))
    quantity = models.DecimalField(_("quantity"), max_digits=27, decimal_places=3, default=0, db_default=0)
    total = sum_field(_("sum"))
    profit = sum_field(_("profit"))

    class Meta:
        verbose_name = _("client’s month of a category")
        verbose_name_plural = _("clients’ months of categories")
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "month", "category"], name="category_month_once", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["category", "month"], name="category_month_by_category")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.month:%Y-%m} {self.category_id}"


class ValueDay(models.Model):
    """The day up to which all windows have been moved; one row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    day = models.DateField()

    class Meta:
        verbose_name = _("day of values")
        verbose_name_plural = _("days of values")

    def __str__(self) -> str:
        return str(self.day)
