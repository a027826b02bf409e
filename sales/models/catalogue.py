"""Products and services, the tree they stand in, and the places they are sold at."""

from decimal import Decimal
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.normalise.names import sort_name
from journal import history

LONGEST_NAME = 300
ZERO = Decimal(0)
PIECES = "шт"


def money_field(label: Any) -> "models.DecimalField[Decimal, Decimal]":
    """An amount of up to sixteen digits before the point."""
    return models.DecimalField(label, max_digits=18, decimal_places=2, default=ZERO, db_default=ZERO)


@history.tracked("category")
class Category(models.Model):
    """A branch of the tree. `lineage` holds the ids from the root down to this one, so that a branch is one look-up."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    parent = models.ForeignKey(
        "self", verbose_name=_("within"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    lineage = ArrayField(models.BigIntegerField(), default=list, editable=False)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    made_in = history.made_in_field()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        indexes = [history.made_in_index("category_made_in")]
        constraints = [
            models.UniqueConstraint("parent", Lower("name"), name="category_once_within", nulls_distinct=False),
            models.CheckConstraint(condition=~Q(name=""), name="category_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


@history.tracked("shop")
class Shop(models.Model):
    """A shop or an office where things are sold."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    made_in = history.made_in_field()

    class Meta:
        verbose_name = _("shop")
        verbose_name_plural = _("shops")
        indexes = [history.made_in_index("shop_made_in")]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="shop_name_is_one"),
            models.CheckConstraint(condition=~Q(name=""), name="shop_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ProductQuerySet(models.QuerySet["Product"]):
    """Questions about products, one a method. Whoever sees clients sees what is sold."""

    def active(self) -> Self:
        """Those that are still sold."""
        return self.filter(archived_at__isnull=True)

    def fitting(self, words: str) -> Self:
        """Those whose name holds each of the words, or whose article begins with it."""
        found = self
        for word in set(sort_name(words).split()):
            found = found.filter(Q(sort_name__contains=word) | Q(sku__istartswith=word))
        return found


@history.tracked("product")
class Product(models.Model):
    """A thing or a service. Archived when it is sold no more; never deleted while a purchase names it."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    # Collation C: order, keyset and prefixes agree on every server.
    sort_name = models.CharField(max_length=LONGEST_NAME, editable=False, db_collation="C")
    sku = models.CharField(_("article"), max_length=64, blank=True, db_default="", default="")
    category = models.ForeignKey(
        Category, verbose_name=_("category"), on_delete=models.PROTECT, null=True, blank=True, related_name="products"
    )
    brand = models.CharField(_("brand"), max_length=100, blank=True, db_default="", default="")
    unit = models.CharField(_("unit"), max_length=20, blank=True, db_default=PIECES, default=PIECES)
    price = money_field(_("price"))
    cost = money_field(_("cost price"))
    is_service = models.BooleanField(_("service"), default=False, db_default=False)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    made_in = history.made_in_field()

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes = [
            models.Index(fields=["sort_name", "id"], name="product_by_name"),
            models.Index(fields=["brand"], condition=~Q(brand=""), name="product_by_brand"),
            history.made_in_index("product_made_in"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sku"], condition=~Q(sku=""), name="product_sku_is_one"),
            models.CheckConstraint(condition=~Q(name=""), name="product_has_a_name"),
            models.CheckConstraint(condition=Q(price__gte=0, cost__gte=0), name="product_price_is_not_below_zero"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_archived(self) -> bool:
        """Whether it is sold no more."""
        return self.archived_at is not None
