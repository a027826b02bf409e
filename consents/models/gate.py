"""What the gate reads beside consents: values nobody may write to, hours, how often, and how often it was lately."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consents import words
from customers.choices import ContactKind
from customers.models import Customer

MOST_IN_A_PERIOD = 60
"""The highest cap: as many moments of a client's last messages are kept."""


class MessageClass(models.TextChoices):
    """What a message is. Fixed in its template and approved with it, not chosen when it is sent (rule C-2)."""

    SERVICE = "service", pgettext_lazy("message", "service")
    ADVERTISING = "advertising", pgettext_lazy("message", "advertising")


class Family(models.TextChoices):
    """Channels that tire a person together; `ALL` stands for all of them at once."""

    ALL = "all", pgettext_lazy("messages", "all channels together")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("e-mail")
    MESSENGER = "messenger", _("messengers")
    CALL = "call", _("calls")
    PUSH = "push", _("push notifications")
    POST = "post", _("paper mail")


FAMILIES: dict[str, Family] = {
    "sms": Family.SMS,
    "email": Family.EMAIL,
    "call": Family.CALL,
    "robocall": Family.CALL,
    "max": Family.MESSENGER,
    "vk": Family.MESSENGER,
    "telegram": Family.MESSENGER,
    "whatsapp": Family.MESSENGER,
    "push": Family.PUSH,
    "post": Family.POST,
}
"""By the channel's code."""


class SuppressionScope(models.TextChoices):
    """What is not to be sent."""

    ALL = "all", pgettext_lazy("suppression", "everything")
    ADVERTISING = "advertising", pgettext_lazy("suppression", "advertising")
    PURPOSE = "purpose", pgettext_lazy("suppression", "one purpose")


class SuppressionReason(models.TextChoices):
    """Why a value is not to be written to."""

    UNSUBSCRIBE = "unsubscribe", _("unsubscribed")
    COMPLAINT = "complaint", _("complained of spam")
    HARD_BOUNCE = "hard_bounce", _("letters come back")
    INVALID = "invalid", _("does not exist")
    OPERATOR = "operator_optout", _("refused at the operator")
    LEGAL = "legal_demand", _("demanded by law")
    ERASED = "erased", _("data erased at his demand")
    DECEASED = "deceased", _("died")
    MANUAL = "manual", _("by hand")


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    """Questions about suppressions, one a method."""

    def standing(self) -> Self:
        """Neither lifted nor run out."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), lifted_at=None)


class Suppression(models.Model):
    """A number or an address nobody writes to any more, as a keyed hash only: it outlives the client (rule E-3)."""

    value_hmac = models.BinaryField(editable=False)
    """`consents.keyed` of kind and standard value: found by the value, never read back."""
    kind = models.CharField(_("kind of contact"), max_length=8, choices=ContactKind)
    channel = models.CharField(_("channel"), max_length=12, blank=True)
    """Code; empty: all that reach this value."""
    scope = models.CharField(_("what is not sent"), max_length=12, choices=SuppressionScope)
    purpose = models.CharField(_("purpose"), max_length=24, blank=True)
    reason = models.CharField(_("reason"), max_length=16, choices=SuppressionReason)
    source = models.CharField(_("where it comes from"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    lifted_why = models.CharField(_("why it was lifted"), max_length=200, blank=True)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suppression")
        verbose_name_plural = _("suppressions")
        indexes = [models.Index(fields=["-created_at", "-id"], name="suppression_newest")]
        constraints = [
            # Also the way the gate finds what stands against a value.
            models.UniqueConstraint(
                fields=["value_hmac", "channel", "scope", "purpose"],
                condition=Q(lifted_at=None),
                name="suppression_stands_once",
            ),
            models.CheckConstraint(condition=Q(scope__in=SuppressionScope.values), name="suppression_scope_is_known"),
            models.CheckConstraint(
                condition=Q(reason__in=SuppressionReason.values), name="suppression_reason_is_known"
            ),
            models.CheckConstraint(
                condition=Q(scope=SuppressionScope.PURPOSE) & ~Q(purpose="")
                | ~Q(scope=SuppressionScope.PURPOSE) & Q(purpose=""),
                name="suppression_names_its_purpose",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | ~Q(lifted_why=""), name="suppression_lifted_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.scope}, {self.reason}"

    @property
    def channel_label(self) -> str:
        """What people call the channel."""
        return words.channel(self.channel)


class QuietHours(models.Model):
    """When messages of a class may come, by the clock of whoever receives them. No row: at any time."""

    family = models.CharField(_("channels"), max_length=12, choices=[c for c in Family.choices if c[0] != "all"])
    message_class = models.CharField(_("messages"), max_length=12, choices=MessageClass)
    opens = models.TimeField(_("work days from"))
    closes = models.TimeField(_("to"))
    opens_off = models.TimeField(_("days off from"))
    closes_off = models.TimeField(_("to"))

    class Meta:
        verbose_name = _("hours of sending")
        verbose_name_plural = _("hours of sending")
        constraints = [
            models.UniqueConstraint(fields=["family", "message_class"], name="quiet_hours_once"),
            models.CheckConstraint(
                condition=Q(opens__lt=models.F("closes"), opens_off__lt=models.F("closes_off")),
                name="quiet_hours_leave_a_window",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.message_class}"


def _cap(name: Any) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    limits = [MinValueValidator(1), MaxValueValidator(MOST_IN_A_PERIOD)]
    return models.PositiveSmallIntegerField(name, null=True, blank=True, validators=limits)


class FrequencyPolicy(models.Model):
    """How many messages of a class one client may get; an empty number is no limit. Days are his own."""

    family = models.CharField(_("channels"), max_length=12, choices=Family)
    message_class = models.CharField(_("messages"), max_length=12, choices=MessageClass)
    per_day = _cap(_("a day"))
    per_week = _cap(_("in 7 days"))
    per_month = _cap(_("in 30 days"))
    min_gap_hours = models.PositiveSmallIntegerField(
        _("hours between two"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(720)]
    )

    class Meta:
        verbose_name = _("limit of messages")
        verbose_name_plural = _("limits of messages")
        constraints = [
            models.UniqueConstraint(fields=["family", "message_class"], name="frequency_policy_once"),
            models.CheckConstraint(
                condition=Q(per_day=None, per_week=None, per_month=None)
                | Q(Q(per_day=None) | Q(per_day__range=(1, MOST_IN_A_PERIOD)))
                & Q(Q(per_week=None) | Q(per_week__range=(1, MOST_IN_A_PERIOD)))
                & Q(Q(per_month=None) | Q(per_month__range=(1, MOST_IN_A_PERIOD))),
                name="frequency_policy_is_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.message_class}"


class ContactLoad(models.Model):
    """When a client was last written to: the newest moments first, a month of them. Narrow: it changes all the time."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, db_index=False, related_name="+")
    message_class = models.CharField(max_length=12, choices=MessageClass)
    family = models.CharField(max_length=12, choices=Family)
    recent = ArrayField(models.DateTimeField(), size=MOST_IN_A_PERIOD)

    class Meta:
        verbose_name = _("messages of late")
        verbose_name_plural = _("messages of late")
        constraints = [
            models.UniqueConstraint(fields=["customer", "message_class", "family"], name="contact_load_once")
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.family}: {len(self.recent)}"
