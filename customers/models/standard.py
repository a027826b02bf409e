"""The standard of filling: what must be known of which clients, and how often it is checked again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.choices import CustomerKind
from customers.models.customer import Customer
from journal import history


@history.tracked("standard_rule")
class StandardRule(models.Model):
    """For clients of a kind for whom the rule holds these fields must be filled."""

    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=8, choices=CustomerKind.choices, blank=True)
    rule = models.JSONField(_("for whom"), default=dict, blank=True)
    """A tree of core.rules; empty: everybody of the kind."""
    fields = models.JSONField(_("fields that must be filled"), default=list)
    """Codes of the field catalogue."""
    recheck_months = models.PositiveSmallIntegerField(_("checked again each, months"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    made_in = history.made_in_field()

    class Meta:
        verbose_name = _("rule of the standard")
        verbose_name_plural = _("rules of the standard")
        indexes = [history.made_in_index("standard_rule_made_in")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["", *CustomerKind.values]), name="standard_kind_is_known"),
            models.CheckConstraint(
                condition=Q(recheck_months=None) | Q(recheck_months__gte=1, recheck_months__lte=120),
                name="standard_recheck_is_possible",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CardCheck(models.Model):
    """When somebody last looked the whole card through and found it right; cards never checked have no row."""

    customer = models.OneToOneField(Customer, on_delete=models.CASCADE, primary_key=True, related_name="+")
    checked_at = models.DateTimeField(_("checked at"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("check of a card")
        verbose_name_plural = _("checks of cards")

    def __str__(self) -> str:
        return str(self.pk)
