"""Fields that the company adds to the card, and their values: one row for each client that has any."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.choices import CustomerKind
from customers.models.customer import Customer
from journal import history

LONGEST_NAME = 80
MOST_FIELDS = 500


class CustomType(models.TextChoices):
    """What a field holds."""

    TEXT = "text", _("Text")
    LONG_TEXT = "long_text", _("Long text")
    INTEGER = "integer", _("Whole number")
    DECIMAL = "decimal", _("Number with a fraction")
    MONEY = "money", _("Money")
    DATE = "date", pgettext_lazy("type of a field", "Date")
    MOMENT = "moment", _("Date and time")
    FLAG = "flag", _("Yes or no")
    CHOICE = "choice", _("One of a list")
    MULTI = "multi", _("Several of a list")
    LINK = "link", pgettext_lazy("type of a field", "Link")
    CLIENT = "client", pgettext_lazy("type of a field", "Another client")
    FILE = "file", pgettext_lazy("type of a field", "File")


class Demand(models.TextChoices):
    """When the field must be filled."""

    NEVER = "", _("may stay empty")
    AT_CREATION = "creation", _("asked when a card is made")
    ALWAYS = "always", _("never empty")


@history.tracked("custom_field")
class CustomField(models.Model):
    """One field. Its code stands in addresses, rules and mapping files; values are kept under its id."""

    code = models.SlugField(_("code"), max_length=40, db_index=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    type = models.CharField(pgettext_lazy("of a field", "type"), max_length=10, choices=CustomType.choices)
    kind = models.CharField(_("whose"), max_length=8, blank=True, choices=CustomerKind.choices)
    """Kind of clients that have it; empty: both."""
    section = models.CharField(_("section"), max_length=LONGEST_NAME, blank=True)
    position = models.PositiveIntegerField(default=0)
    demand = models.CharField(_("filling"), max_length=8, blank=True, choices=Demand.choices)
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    default = models.JSONField(null=True, blank=True)
    """The value a new card begins with, as `CustomValues` would keep it."""
    limits = models.JSONField(default=dict, blank=True)
    """`least`, `most`, `pattern`: what a value must be, as text."""
    options = models.JSONField(default=list, blank=True)
    """Of a list: {"id", "name", "closed"}; a closed one stays where it stands and is not offered."""
    is_sensitive = models.BooleanField(_("sensitive"), default=False)
    """Kept under a cipher, shown on demand, each showing journalled."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("own field")
        verbose_name_plural = _("own fields")
        constraints = [
            models.UniqueConstraint(fields=["code"], name="custom_field_code_once"),
            models.UniqueConstraint(Lower("name"), name="custom_field_name_is_one"),
            models.CheckConstraint(condition=~Q(name=""), name="custom_field_has_a_name"),
            models.CheckConstraint(condition=Q(type__in=CustomType.values), name="custom_field_type_is_known"),
            models.CheckConstraint(condition=Q(demand__in=Demand.values), name="custom_field_demand_is_known"),
            models.CheckConstraint(condition=Q(kind__in=["", *CustomerKind.values]), name="custom_field_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Under which values are kept."""
        return str(self.pk)

    @property
    def catalogue_code(self) -> str:
        """How rules, columns and rights call it."""
        return f"custom.{self.code}"

    @property
    def label(self) -> str | Promise:
        """The name with the unit, as headings show it."""
        return f"{self.name}, {self.unit}" if self.unit else self.name

    def suits(self, kind: str) -> bool:
        """Whether clients of this kind have it."""
        return self.kind in ("", kind)


@history.tracked("custom_values")
class CustomValues(models.Model):
    """All own fields of one client: field's id to its value. Only clients that have ever had one have a row.

    A row is as old as its client (`made_in` is the client's), so undoing an edit changes values and destroys nothing.
    """

    customer = models.OneToOneField(Customer, on_delete=models.CASCADE, primary_key=True, related_name="custom")
    values: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    made_in = history.made_in_field()

    class Meta:
        verbose_name = _("own fields of a client")
        verbose_name_plural = _("own fields of clients")
        indexes = [
            GinIndex(fields=["values"], opclasses=["jsonb_path_ops"], name="custom_values_by_value"),
            history.made_in_index("custom_values_made_in"),
        ]

    def __str__(self) -> str:
        return str(self.customer_id)
