"""Choices of purchases, as the base keeps them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PaymentStatus(models.TextChoices):
    """Where the money is. An invoice is no purchase yet; a return is a document of its own with a sum below zero."""

    INVOICED = "invoiced", pgettext_lazy("purchase", "invoiced")
    PAID = "paid", pgettext_lazy("purchase", "paid")
    PARTLY = "partly", pgettext_lazy("purchase", "partly paid")
    RETURNED = "returned", pgettext_lazy("purchase", "return")


class SalesChannel(models.TextChoices):
    """Where the purchase was made."""

    SHOP = "shop", _("shop")
    SITE = "site", _("site")
    PHONE = "phone", pgettext_lazy("sales channel", "phone")
    MARKETPLACE = "market", _("marketplace")
    OFFICE = "office", _("office")
