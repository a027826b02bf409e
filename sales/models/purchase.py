"""A purchase and its lines."""

from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.company import Currency
from accounts.scope import limit
from customers.models import Customer
from journal import history
from sales.choices import PaymentStatus, SalesChannel
from sales.models.catalogue import Category, Product, Shop, money_field
from sales.money import rounded

ONE = Decimal(1)


class PurchaseQuerySet(models.QuerySet["Purchase"]):
    """Questions about purchases, one a method."""

    def visible_to(self, user: User) -> Self:
        """Purchases of the clients the user may see."""
        return limit(self, user, responsible="customer__responsible")

    def of(self, customer: Customer) -> Self:
        """Purchases of one client."""
        return self.filter(customer=customer)

    def newest_first(self) -> Self:
        """As the card shows them."""
        return self.order_by("-purchased_at", "-pk")


@history.tracked("purchase")
class Purchase(models.Model):
    """One document. `own_total` is in its currency; `total`, `cost`, `discount`, `profit` are the company's money.

    Whoever writes a purchase writes these sums: lists, values and reports never read lines for them.
    """

    customer = models.ForeignKey(
        Customer, verbose_name=_("client"), on_delete=models.CASCADE, related_name="purchases", db_index=False
    )
    number = models.CharField(_("number of the document"), max_length=64, blank=True, default="", db_default="")
    purchased_at = models.DateTimeField(_("bought at"))
    shop = models.ForeignKey(
        Shop, verbose_name=_("shop"), on_delete=models.PROTECT, null=True, blank=True, related_name="purchases"
    )
    seller = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("seller"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    status = models.CharField(
        _("payment"), max_length=8, choices=PaymentStatus, default=PaymentStatus.PAID, db_default=PaymentStatus.PAID
    )
    channel = models.CharField(
        _("sales channel"), max_length=6, choices=SalesChannel, blank=True, default="", db_default=""
    )
    promo_code = models.CharField(_("promo code"), max_length=50, blank=True, default="", db_default="")
    currency = models.CharField(
        _("currency"), max_length=3, choices=Currency, default=Currency.RUB, db_default=Currency.RUB
    )
    rate = models.DecimalField(_("rate"), max_digits=18, decimal_places=6, default=ONE, db_default=ONE)
    own_total = money_field(_("sum in its currency"))
    total = money_field(_("sum"))
    cost = money_field(_("cost price"))
    discount = money_field(_("discount"))
    profit = money_field(_("profit"))
    returns = models.ForeignKey(
        "self", verbose_name=_("what is returned"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="returned_by",
    )  # fmt: skip
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    made_in = history.made_in_field()

    objects = PurchaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("purchase")
        verbose_name_plural = _("purchases")
        indexes = [
            models.Index(fields=["customer", "purchased_at", "id"], name="purchase_of_customer"),
            models.Index(fields=["purchased_at", "id"], name="purchase_by_day"),
            models.Index(fields=["total", "id"], name="purchase_by_total"),
            history.made_in_index("purchase_made_in"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "number"], condition=~Q(number=""), name="purchase_number_once_a_client"
            ),
            models.CheckConstraint(condition=Q(status__in=PaymentStatus.values), name="purchase_status_is_known"),
            models.CheckConstraint(
                condition=Q(channel__in=["", *SalesChannel.values]), name="purchase_channel_is_known"
            ),
            models.CheckConstraint(condition=Q(currency__in=Currency.values), name="purchase_currency_is_known"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="purchase_rate_is_above_zero"),
            models.CheckConstraint(
                condition=Q(status=PaymentStatus.RETURNED, total__lte=0)
                | (~Q(status=PaymentStatus.RETURNED) & Q(total__gte=0)),
                name="purchase_below_zero_is_a_return",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.pk)

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("sales:purchase", args=[self.pk])


@history.tracked("purchase_line")
class PurchaseLine(models.Model):
    """One product of a purchase; what is returned has a quantity below zero. Sums are in the purchase's currency."""

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="lines", db_constraint=False)
    product = models.ForeignKey(Product, verbose_name=_("product"), on_delete=models.PROTECT, null=True, blank=True)
    category = models.ForeignKey(
        Category, verbose_name=_("category"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Where the product stood on the day of the sale: a tree made anew does not rewrite what was bought."""
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, default=ONE, db_default=ONE)
    price = money_field(_("price"))
    discount = money_field(_("discount"))
    cost = money_field(_("cost price"))
    """Of one unit, in the company's money."""
    position = models.PositiveIntegerField(default=0, db_default=0)
    made_in = history.made_in_field()

    class Meta:
        verbose_name = _("line of a purchase")
        verbose_name_plural = _("lines of purchases")
        indexes = [history.made_in_index("purchase_line_made_in")]
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0, cost__gte=0), name="purchase_line_price_not_below_zero"),
            models.CheckConstraint(condition=~Q(quantity=0), name="purchase_line_has_a_quantity"),
        ]

    def __str__(self) -> str:
        return f"{self.purchase_id}: {self.product_id}"

    @property
    def sum(self) -> Decimal:
        """What the line costs, in the purchase's currency."""
        return rounded(self.price * self.quantity) - self.discount
