"""What gateways and people tell after a message went out, and the letters that the trial keeps to itself."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from messaging.choices import Carrier
from messaging.delivery.choices import Heard, Told
from messaging.models.gateway import Gateway
from messaging.models.outbox import Message


class DeliveryEvent(models.Model):
    """One state of one message, told by its gateway. Kept once, however often and in whatever order it is told."""

    gateway = models.ForeignKey(Gateway, on_delete=models.CASCADE, db_index=False, related_name="+")
    provider_id = models.CharField(max_length=200)
    """The gateway's id of the message, or our own key where it told that."""
    status = models.CharField(_("status"), max_length=12, choices=Told)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, db_index=False, related_name="events")
    """NULL: told of an id we do not know yet, or never will."""
    at = models.DateTimeField(_("when"))
    kind = models.CharField(max_length=12, blank=True)
    """Of a failure: `transports.base.ErrorKind`."""
    code = models.CharField(_("code"), max_length=60, blank=True)
    """The gateway's own."""
    words = models.CharField(_("in its words"), max_length=500, blank=True)
    price = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    raw = models.JSONField(default=dict, blank=True)
    received_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("delivery event")
        verbose_name_plural = _("delivery events")
        indexes = [
            models.Index(
                fields=["message", "at", "id"], condition=Q(message__isnull=False), name="delivery_of_message"
            ),
            models.Index(fields=["received_at", "id"], condition=Q(message=None), name="delivery_of_nobody"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["gateway", "provider_id", "status"], name="delivery_event_once"),
            models.CheckConstraint(condition=Q(status__in=Told.values), name="delivery_status_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id}: {self.status}"


class Inbound(models.Model):
    """Something a person, or his mail server, sent to us. Whose it is found to be, his card holds the words of."""

    gateway = models.ForeignKey(Gateway, on_delete=models.CASCADE, db_index=False, related_name="+")
    key = models.CharField(max_length=64)
    """The provider's id, or a hash: what comes twice is taken once."""
    channel = models.CharField(_("channel"), max_length=12, choices=Carrier)
    heard = models.CharField(_("what it is"), max_length=8, choices=Heard)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, db_index=False, related_name="answers")
    """Ours, that it answers."""
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, null=True, db_index=False, related_name="+")
    interaction_id = models.BigIntegerField(null=True)
    sender = models.CharField(_("from"), max_length=320, blank=True)
    """Only of nobody we know; else the card tells."""
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        verbose_name = _("incoming message")
        verbose_name_plural = _("incoming messages")
        indexes = [
            models.Index(fields=["received_at", "id"], name="inbound_by_time"),
            models.Index(fields=["customer"], condition=Q(customer__isnull=False), name="inbound_of_customer"),
            models.Index(fields=["message"], condition=Q(message__isnull=False), name="inbound_answers"),
        ]
        constraints = [models.UniqueConstraint(fields=["gateway", "key"], name="inbound_once")]

    def __str__(self) -> str:
        return f"{self.channel} {self.heard}"


class InboxItem(models.Model):
    """A letter or an SMS that a gateway of kind «file» kept instead of sending it: the trial shows it."""

    key = models.UUIDField(primary_key=True, editable=False)
    """Of the message: a repeat is swallowed."""
    gateway = models.ForeignKey(Gateway, on_delete=models.CASCADE, db_index=False, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, db_index=False, related_name="+")
    """NULL: a trial message that no client was meant to get."""
    channel = models.CharField(_("channel"), max_length=12, choices=Carrier)
    sender = models.CharField(_("from"), max_length=500, blank=True)
    address = models.CharField(_("to"), max_length=320)
    subject = models.CharField(_("subject"), max_length=998, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    files = models.JSONField(default=list, blank=True)
    """Names and sizes of what was attached."""
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("letter of the trial")
        verbose_name_plural = _("letters of the trial")
        indexes = [
            models.Index(fields=["at", "key"], name="inbox_by_time"),
            models.Index(fields=["message"], condition=Q(message__isnull=False), name="inbox_of_message"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key}"
