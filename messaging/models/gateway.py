"""Through whom messages leave the house."""

from typing import Any, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consents.models import Processor
from messaging.choices import Carrier


class GatewayQuerySet(models.QuerySet["Gateway"]):
    """Questions about gateways, one a method."""

    def working(self) -> Self:
        """Through which messages go just now."""
        return self.filter(is_active=True, paused_at=None)

    def default_of(self, channel: str) -> "Gateway | None":
        """The gateway of messages that name none."""
        return self.filter(channel=channel, is_active=True, is_default=True).first()


def _most(name: Any) -> "models.PositiveIntegerField[int | None, int | None]":
    return models.PositiveIntegerField(name, null=True, blank=True, validators=[MinValueValidator(1)])


class Gateway(models.Model):
    """A mail server, or an account with a provider of SMS: its address, its key, its sender and its limits."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    channel = models.CharField(_("channel"), max_length=12, choices=Carrier)
    adapter = models.CharField(_("kind of gateway"), max_length=20)
    """Code in the registry of transports."""
    settings = models.JSONField(_("settings"), default=dict, blank=True)
    secrets = models.TextField(blank=True, editable=False)
    """Passwords and keys, a JSON object under the cipher of `core.secrets`; stands nowhere else."""
    sender = models.CharField(pgettext_lazy("message", "sender"), max_length=320, blank=True)
    """Address of letters, or the name that the operators know."""
    sender_name = models.CharField(_("name of the sender"), max_length=120, blank=True)
    processor = models.ForeignKey(
        Processor, verbose_name=_("processor"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_active = models.BooleanField(_("in use"), default=True)
    is_default = models.BooleanField(_("for messages that name no gateway"), default=False)
    paused_at = models.DateTimeField(_("paused since"), null=True, blank=True, editable=False)
    pause_reason = models.CharField(_("why it is paused"), max_length=300, blank=True)
    per_second = _most(_("messages a second"))
    per_domain_minute = _most(_("letters a minute to one domain"))
    price = models.DecimalField(_("price of a part"), max_digits=10, decimal_places=4, null=True, blank=True)
    """Of one SMS segment or one letter."""
    currency = models.CharField(_("currency"), max_length=3, default="RUB")
    balance = models.DecimalField(_("balance"), max_digits=14, decimal_places=4, null=True, blank=True, editable=False)
    balance_at = models.DateTimeField(_("balance as of"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = GatewayQuerySet.as_manager()

    class Meta:
        verbose_name = _("gateway")
        verbose_name_plural = _("gateways")
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="gateway_has_a_name"),
            models.CheckConstraint(condition=Q(channel__in=Carrier.values), name="gateway_channel_is_known"),
            models.CheckConstraint(
                condition=Q(paused_at=None, pause_reason="") | Q(paused_at__isnull=False) & ~Q(pause_reason=""),
                name="gateway_paused_for_a_reason",
            ),
            models.UniqueConstraint(fields=["channel"], condition=Q(is_default=True), name="gateway_one_default"),
        ]

    def __str__(self) -> str:
        return self.name


class GatewayPace(models.Model):
    """When a gateway may hand over next, as a whole (`domain` empty) or to one domain.

    Stands in the database, not with the broker: all workers agree on it, and it outlives both of them. Narrow, and
    changed in place: a few rows, taken once for a group of messages.
    """

    gateway = models.ForeignKey(Gateway, on_delete=models.CASCADE, db_index=False, related_name="+")
    domain = models.CharField(max_length=255, blank=True)
    next_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pace of a gateway")
        verbose_name_plural = _("paces of gateways")
        constraints = [models.UniqueConstraint(fields=["gateway", "domain"], name="gateway_pace_once")]

    def __str__(self) -> str:
        return f"{self.gateway_id} {self.domain}: {self.next_at}"
