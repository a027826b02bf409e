"""What goes out: one row for each message, from the wish to send it to what the gateway told of it."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from consents.models.gate import MessageClass
from customers.identifiers import new_id
from customers.models import Customer
from journal import history
from messaging.choices import WAITING, Carrier, Priority, Source, Status
from messaging.models.gateway import Gateway


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about messages, one a method. Moments are the database's: one clock for all workers."""

    def visible_to(self, user: User) -> Self:
        """Those to clients the person sees."""
        return self.filter(customer__in=Customer.objects.visible_to(user))

    def of(self, customer: Customer) -> Self:
        """Of one client."""
        return self.filter(customer=customer)

    def waiting(self) -> Self:
        """Not out of the house yet."""
        return self.filter(status__in=WAITING)

    def parked(self) -> Self:
        """Of which nobody knows whether they went out: a person decides."""
        return self.filter(status=Status.UNKNOWN)

    def due(self) -> Self:
        """Those that could be handed over by now."""
        return self.filter(status=Status.QUEUED, not_before__lte=Now())

    def lost(self) -> Self:
        """Taken by a worker whose lease ran out."""
        return self.filter(status__in=[Status.LEASED, Status.HANDING], lease_until__lt=Now())


class Message(models.Model):
    """One letter or SMS to one contact. Its id is the key under which a gateway swallows a repeat.

    `queued → leased → handing → handed`: that it is being handed over is committed before it is, so a worker that dies
    never leaves a message of which one could think that it had not been sent.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, null=True, db_index=False, related_name="messages")
    """NULL: a trial message to staff."""
    point_id = models.UUIDField(null=True)
    """The contact point; no foreign key: what was sent outlives it."""
    channel = models.CharField(_("channel"), max_length=12, choices=Carrier)
    message_class = models.CharField(pgettext_lazy("message", "class"), max_length=12, choices=MessageClass)
    purpose = models.CharField(_("purpose"), max_length=24, blank=True)
    gateway = models.ForeignKey(
        Gateway, verbose_name=_("gateway"), on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    source = models.CharField(pgettext_lazy("message", "source"), max_length=12, choices=Source)
    campaign_id = models.BigIntegerField(null=True)
    step = models.SmallIntegerField(default=0)
    occurrence = models.CharField(max_length=100, blank=True)
    """Empty for a one-off; the date or the event's id for a trigger."""
    address = models.CharField(_("address"), max_length=320, blank=True)
    subject = models.CharField(_("subject"), max_length=998, blank=True)
    body_text = models.TextField(_("text"), blank=True)
    body_html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    attachments = ArrayField(models.UUIDField(), default=list, blank=True)
    """Ids of stored files."""
    template_version = models.ForeignKey(
        "messaging.TemplateVersion", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    values = models.JSONField(default=dict, blank=True)
    """What the template was filled with."""
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.QUEUED)
    priority = models.SmallIntegerField(choices=Priority, default=Priority.SINGLE)
    not_before = models.DateTimeField(default=timezone.now)
    not_after = models.DateTimeField(null=True)
    """Later it is of no use: a code that has run out."""
    paced_at = models.DateTimeField(null=True)
    """The moment kept for it by the pace of its domain; it waits for that once, not again and again."""
    lease_until = models.DateTimeField(null=True)
    lease_by = models.CharField(max_length=40, blank=True)
    """Who has, or had, taken it up: only he tells how the hand-over ended."""
    attempts = models.PositiveSmallIntegerField(default=0)
    """How often it was handed over, or was about to be."""
    provider_id = models.CharField(max_length=200, blank=True)
    segments = models.PositiveSmallIntegerField(null=True)
    price = models.DecimalField(max_digits=10, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True)
    error_kind = models.CharField(max_length=12, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_text = models.CharField(max_length=500, blank=True)
    verdict_code = models.CharField(max_length=24, blank=True)
    """The gate's last answer."""
    verdict_events = ArrayField(models.BigIntegerField(), default=list, blank=True)
    """Events of the ledger of consents on which it rests."""
    decided_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    handed_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    made_in = history.made_in_field()

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("letter or SMS", "message")
        verbose_name_plural = pgettext_lazy("letters and SMS", "messages")
        indexes = [
            models.Index(
                fields=["gateway", "priority", "not_before", "id"],
                condition=Q(status=Status.QUEUED),
                name="message_queue",
            ),
            # Also by which a claim sees that another message to the same client is on its way.
            models.Index(
                fields=["customer"], condition=Q(status__in=[Status.LEASED, Status.HANDING]), name="message_on_its_way"
            ),
            models.Index(fields=["created_at", "id"], condition=Q(status=Status.UNKNOWN), name="message_parked"),
            models.Index(fields=["customer", "created_at", "id"], name="message_of_customer"),
            models.Index(fields=["gateway", "provider_id"], condition=~Q(provider_id=""), name="message_by_provider"),
            models.Index(
                fields=["campaign_id", "status"], condition=Q(campaign_id__isnull=False), name="message_of_campaign"
            ),
            # What is a touch of the client, the newest first: read by triggers.
            models.Index(
                fields=["customer", "-handed_at"],
                condition=Q(source=Source.SINGLE, handed_at__isnull=False)
                & ~Q(status__in=[Status.FAILED, Status.EXPIRED]),
                name="message_touches",
            ),
            history.made_in_index("message_made_in"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_id", "step", "occurrence", "customer", "channel"],
                condition=Q(campaign_id__isnull=False),
                name="message_once_to_a_client",
            ),
            models.UniqueConstraint(
                fields=["campaign_id", "step", "occurrence", "address"],
                condition=Q(campaign_id__isnull=False) & ~Q(address=""),
                name="message_once_to_an_address",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="message_status_is_known"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="message_source_is_known"),
            models.CheckConstraint(condition=Q(channel__in=Carrier.values), name="message_channel_is_known"),
            models.CheckConstraint(condition=Q(message_class__in=MessageClass.values), name="message_class_is_known"),
            models.CheckConstraint(
                condition=Q(customer__isnull=False) ^ Q(source=Source.TEST), name="message_is_to_a_client"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.LEASED, Status.HANDING]) | Q(lease_until__isnull=False),
                name="message_leased_until",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.id}: {self.status}"
