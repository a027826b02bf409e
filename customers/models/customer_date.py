"""Dates of a client beside his own birth: of his children, his wedding, his contract."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.choices import DateKind
from customers.models.customer import Customer
from journal import history


@history.tracked(
    "customer_date",
    models.Index(fields=["customer", "pgh_id"], condition=Q(pgh_label="delete"), name="customer_date_event_removed"),
)
class CustomerDate(models.Model):
    """A day and a month, with a year when it is known."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="dates")
    kind = models.CharField(_("kind"), max_length=8, choices=DateKind.choices)
    # Whose day it is, or what it is: the name of a child, the number of a contract.
    label = models.CharField(_("whose or what"), max_length=100, blank=True)
    day = models.PositiveSmallIntegerField(_("day"))
    month = models.PositiveSmallIntegerField(_("month"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    made_in = history.made_in_field()

    class Meta:
        verbose_name = _("date of a client")
        verbose_name_plural = _("dates of clients")
        indexes = [
            models.Index(fields=["month", "day", "customer"], name="customer_date_by_day"),
            history.made_in_index("customer_date_made_in"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DateKind.values), name="customer_date_kind_is_known"),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31), name="customer_date_is_possible"
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__gte=1850, year__lte=2200), name="customer_date_year_is_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:02}.{self.month:02}" + (f".{self.year}" if self.year else "")
