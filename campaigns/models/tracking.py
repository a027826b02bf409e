"""What people did with messages of campaigns, and what it comes to."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from campaigns.models.campaign import Campaign
from customers.models import Customer
from messaging.models import Message
from sales.models.catalogue import money_field

LONGEST_ADDRESS = 2000


class TrackedLink(models.Model):
    """An address that stands in a campaign's message. A click leads to what is kept here and to nothing else."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, db_index=False, related_name="links")
    url = models.CharField(_("address"), max_length=LONGEST_ADDRESS)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("link of a campaign")
        verbose_name_plural = _("links of campaigns")
        constraints = [models.UniqueConstraint("campaign", MD5("url"), name="tracked_link_once")]

    def __str__(self) -> str:
        return self.url


class ShortClick(models.Model):
    """Eight letters of an SMS that stand for one link of one message."""

    code = models.CharField(max_length=8, primary_key=True, db_collation="C")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, db_index=False, related_name="+")
    link = models.ForeignKey(TrackedLink, on_delete=models.CASCADE, db_index=False, related_name="+")

    class Meta:
        verbose_name = _("short link of a campaign")
        verbose_name_plural = _("short links of campaigns")
        constraints = [models.UniqueConstraint(fields=["message", "link"], name="short_click_once")]

    def __str__(self) -> str:
        return self.code


class ReactionKind(models.TextChoices):
    """What was done with a message. Never rename a value."""

    OPEN = "open", pgettext_lazy("reaction", "opened")
    CLICK = "click", pgettext_lazy("reaction", "followed a link")


class Reaction(models.Model):
    """One opening or one click, of a person or of a program that looks into letters before him."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, db_index=False, related_name="reactions")
    link = models.ForeignKey(TrackedLink, on_delete=models.CASCADE, null=True, db_index=False, related_name="+")
    kind = models.CharField(_("what"), max_length=5, choices=ReactionKind)
    at = models.DateTimeField(_("when"), default=timezone.now)
    is_scanner = models.BooleanField(_("by a program"), default=False)

    class Meta:
        verbose_name = _("reaction to a message")
        verbose_name_plural = _("reactions to messages")
        indexes = [
            models.Index(fields=["message", "at"], name="reaction_of_message"),
            models.Index(fields=["link", "message"], condition=Q(link__isnull=False), name="reaction_by_link"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReactionKind.values), name="reaction_kind_is_known"),
            models.CheckConstraint(condition=Q(link__isnull=True) ^ Q(kind="click"), name="reaction_click_has_a_link"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.kind}"


class ResponseQuerySet(models.QuerySet["Response"]):
    """Questions about responses, one a method."""

    def visible_to(self, user: User) -> Self:
        """Of clients the person sees."""
        return self.filter(customer__in=Customer.objects.visible_to(user))


class Response(models.Model):
    """What one message led to, as far as it led to anything; programs do not count."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="response")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, db_index=False, related_name="responses")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(_("opened"), null=True)
    clicked_at = models.DateTimeField(_("followed a link"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    left_at = models.DateTimeField(_("unsubscribed"), null=True)
    bought_at = models.DateTimeField(_("bought"), null=True)
    orders = models.PositiveIntegerField(_("purchases"), default=0)
    revenue = money_field(_("sum"))
    opened_hour = models.PositiveSmallIntegerField(_("opened at the hour"), null=True)
    """Of the client's own clock."""
    clicked_hour = models.PositiveSmallIntegerField(_("followed a link at the hour"), null=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response to a campaign")
        verbose_name_plural = _("responses to campaigns")
        indexes = [models.Index(fields=["campaign", "id"], name="response_of_campaign")]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.message_id}"


class PromoCode(models.Model):
    """A code given out in a campaign; purchases that name it are its own, whoever made them."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, db_index=False, related_name="promo_codes")
    code = models.CharField(_("promo code"), max_length=50)

    class Meta:
        verbose_name = _("promo code of a campaign")
        verbose_name_plural = _("promo codes of campaigns")
        constraints = [
            models.UniqueConstraint("campaign", Upper("code"), name="promo_code_once"),
            models.CheckConstraint(condition=~Q(code=""), name="promo_code_is_written"),
        ]

    def __str__(self) -> str:
        return self.code


class CampaignResult(models.Model):
    """What a campaign came to when it was last counted; pages read this and never its recipients.

    Sums of money of both groups run from the moment the audience was frozen, so that they can be compared.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, primary_key=True, related_name="result")
    counted_at = models.DateTimeField(_("counted at"), null=True)
    is_final = models.BooleanField(default=False)
    """Nothing more can come: it is over, and so is its window."""
    target_people = models.PositiveIntegerField(default=0)
    target_buyers = models.PositiveIntegerField(default=0)
    target_total = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    target_squares = models.FloatField(default=0)
    control_people = models.PositiveIntegerField(default=0)
    control_buyers = models.PositiveIntegerField(default=0)
    control_total = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    control_squares = models.FloatField(default=0)
    promo_orders = models.PositiveIntegerField(default=0)
    promo_revenue = models.DecimalField(max_digits=18, decimal_places=2, default=0)

    class Meta:
        verbose_name = _("result of a campaign")
        verbose_name_plural = _("results of campaigns")

    def __str__(self) -> str:
        return str(self.campaign_id)


class Part(models.TextChoices):
    """What a line of results is about. Never rename a value."""

    ALL = "all", pgettext_lazy("results", "all together")
    OUTCOME = "outcome", pgettext_lazy("results", "why not sent")
    AFTER = "after", pgettext_lazy("results", "held back after the launch")
    FAULT = "fault", pgettext_lazy("results", "why not delivered")
    HOUR = "hour", pgettext_lazy("results", "by the hour")
    CLOCK = "clock", pgettext_lazy("results", "by the hour of the client")
    LINK = "link", pgettext_lazy("results", "by link")
    GATEWAY = "gateway", pgettext_lazy("results", "by gateway")
    SEGMENT = "segment", pgettext_lazy("results", "by segment")


class ResultLine(models.Model):
    """Counted people of a campaign: all of them, or those of one hour, link, gateway, segment."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, db_index=False, related_name="result_lines")
    part = models.CharField(max_length=8, choices=Part)
    key = models.CharField(max_length=40, blank=True)
    """The hour after the hand-over or of the client's clock; the id of a link, a gateway, a segment; a code of why."""
    people = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    delivered = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    clicked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    bought = models.PositiveIntegerField(default=0)
    orders = models.PositiveIntegerField(default=0)
    revenue = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    price = models.DecimalField(max_digits=18, decimal_places=4, default=0)
    """What gateways took."""

    class Meta:
        verbose_name = _("line of a campaign's results")
        verbose_name_plural = _("lines of campaigns' results")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "part", "key"], name="result_line_once"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="result_part_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.part} {self.key}"
