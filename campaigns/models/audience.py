"""Whom a campaign is meant for, and whom it reached or not and why."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from campaigns.choices import CONTROL, OK
from campaigns.models.campaign import Campaign
from customers.models import Customer
from segmentation.models import Segment


class AudienceSource(models.Model):
    """A segment, a fixed list or what a rule finds: added to the audience, or taken away from it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, db_index=False, related_name="sources")
    segment = models.ForeignKey(Segment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    """As it was called when it was chosen: it outlives its segment."""
    rule = models.JSONField(_("rule"), default=dict, blank=True)
    """A tree of core.rules; nothing where there is a segment."""
    is_minus = models.BooleanField(_("taken away"), default=False)

    class Meta:
        verbose_name = _("part of an audience")
        verbose_name_plural = _("parts of audiences")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "segment"], condition=Q(segment__isnull=False), name="audience_source_once"
            ),
        ]
        indexes = [models.Index(fields=["campaign"], name="audience_sources")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_gone(self) -> bool:
        """Whether its segment has been deleted."""
        if self.segment is None:
            return not self.rule
        return self.segment.archived_at is not None


class RecipientQuerySet(models.QuerySet["Recipient"]):
    """Questions about recipients, one a method."""

    def visible_to(self, user: User) -> Self:
        """Clients the person sees."""
        return self.filter(customer__in=Customer.objects.visible_to(user))

    def target(self) -> Self:
        """Who gets the message."""
        return self.filter(outcome=OK)

    def control(self) -> Self:
        """Who is compared with."""
        return self.filter(outcome=CONTROL)


class Recipient(models.Model):
    """A client of a frozen audience and what became of him. No foreign keys: they would check and lock each of a
    million rows; what is deleted takes its rows along by triggers.

    His message is that of the same campaign, step 0, occurrence and client: there is an index for it.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.DO_NOTHING, related_name="recipients", db_constraint=False, db_index=False
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.DO_NOTHING, related_name="campaign_recipients", db_constraint=False, db_index=False
    )
    point_id = models.UUIDField(null=True)
    """The contact it goes to."""
    outcome = models.CharField(pgettext_lazy("campaign", "outcome"), max_length=24)
    """`ok`, `control`, `minus`, `duplicate_address`, or the answer of the gate that forbids it."""
    later = models.CharField(max_length=24, blank=True)
    """The answer of the gate that puts it off, such as `quiet_hours`: it goes when it may."""
    occurrence = models.CharField(max_length=100, blank=True)
    """Empty for a one-off; the date or the event's id for a trigger."""
    prepared_at = models.DateTimeField(_("prepared at"))

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("recipient of a campaign")
        verbose_name_plural = _("recipients of campaigns")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "customer", "occurrence"], name="recipient_once"),
        ]
        indexes = [
            # The people behind a number, and the next ten thousand to be queued.
            models.Index(fields=["campaign", "outcome", "id"], name="recipient_outcome"),
            models.Index(fields=["customer", "campaign"], name="recipient_of_client"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.customer_id}"
