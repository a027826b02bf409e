"""A message to many clients: whom, what, by what, when, who answers for it."""

from decimal import Decimal
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from accounts import company
from accounts.models import User
from accounts.permissions import Permission
from campaigns import rights
from campaigns.choices import LAUNCHED, CampaignKind, Plan, State
from consents.models.gate import MessageClass
from journal import history
from messaging.choices import Carrier
from messaging.models import Gateway, Template, TemplateVersion

LONGEST_NAME = 120
MOST_CONTROL = 50
"""Percent: a larger group would learn more of those who get nothing than of those who get something."""


PROGRESS = ("previewed_at", "queued_to", "queued_at", "updated_at")
"""Columns that say how far it is or who looked at it: no history is kept of them."""


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Questions about campaigns, one a method."""

    def visible_to(self, user: User) -> Self:
        """Those he may act upon, and all of them for who sees totals of all (`campaigns.rights`)."""
        if not user.has(Permission.CAMPAIGNS):
            return self.none()
        authors = rights.authors(user)
        if authors is None or user.has(Permission.SEE_TOTALS_OF_ALL):
            return self.live()
        return self.live().filter(author__in=authors)

    def live(self) -> Self:
        """Those that are not deleted."""
        return self.filter(archived_at=None)

    def due(self) -> Self:
        """Whose time has come."""
        return self.live().filter(state=State.SCHEDULED, send_at__lte=timezone.now())

    def running(self) -> Self:
        """On their way."""
        return self.filter(state__in=LAUNCHED)


@history.tracked("campaign", silent=PROGRESS)
class Campaign(models.Model):
    """What it is by law comes from its template; the version is frozen when it is launched.

    Who did what to it stands in the journal; whom it reaches, in `Recipient`.
    """

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    kind = models.CharField(_("kind"), max_length=8, choices=CampaignKind, default=CampaignKind.ONE_OFF)
    state = models.CharField(pgettext_lazy("campaign", "state"), max_length=10, choices=State, default=State.DRAFT)
    channel = models.CharField(_("channel"), max_length=12, choices=Carrier)
    message_class = models.CharField(
        pgettext_lazy("message", "class"), max_length=12, choices=MessageClass, default=MessageClass.ADVERTISING
    )
    purpose = models.CharField(_("purpose"), max_length=24, blank=True)
    template = models.ForeignKey(
        Template, verbose_name=pgettext_lazy("letter or SMS", "template"), on_delete=models.PROTECT, null=True,
        blank=True, db_index=False, related_name="+",
    )  # fmt: skip
    has_own_text = models.BooleanField(_("written for it alone"), default=False, db_default=False)
    """Its template holds what was written on the campaign's page; it is in no list of templates."""
    template_version = models.ForeignKey(
        TemplateVersion, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    """What goes out: what was approved."""
    gateway = models.ForeignKey(
        Gateway, verbose_name=_("gateway"), on_delete=models.PROTECT, null=True, blank=True, db_index=False,
        related_name="+",
    )  # fmt: skip
    """Empty: the channel's default."""
    plan = models.CharField(pgettext_lazy("campaign", "when"), max_length=5, choices=Plan, default=Plan.NOW)
    send_at = models.DateTimeField(_("begins at"), null=True, blank=True)
    """The moment in the company's zone; `local`: its clock shows what each client's shall show."""
    control_percent = models.DecimalField(
        _("control group, %"), max_digits=4, decimal_places=1, default=Decimal(0),
        validators=[MinValueValidator(0), MaxValueValidator(MOST_CONTROL)],
    )  # fmt: skip
    window_days = models.PositiveSmallIntegerField(
        _("days in which purchases count"), default=14, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    cost = models.DecimalField(_("other costs"), max_digits=14, decimal_places=2, default=Decimal(0))
    """Beside what the gateway takes: design, discounts, an agency."""
    stop_errors_percent = models.PositiveSmallIntegerField(
        _("stops itself at errors, %"), default=20, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    stop_complaints = models.PositiveSmallIntegerField(
        _("stops itself at complaints"), default=5, validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    stopped_why = models.CharField(max_length=20, blank=True)
    """Code of what made it stop; in words by `sending.words`."""
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, editable=False)
    """When approval was asked for."""
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    """The person who answers for it (38-FZ 18, part 2)."""
    approved_at = models.DateTimeField(null=True, editable=False)
    previewed_at = models.DateTimeField(null=True, editable=False)
    """When its audience was last looked at: who came and went since is told."""
    operation_id = models.UUIDField(null=True, editable=False)
    """The job that prepares and sends it."""
    total = models.PositiveIntegerField(default=0)
    """How many get it, as frozen."""
    queued_to = models.BigIntegerField(default=0, editable=False)
    """The last recipient whose message stands in the outbox."""
    queued_at = models.DateTimeField(null=True, editable=False)
    """When the last of them was put there."""
    started_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    made_in = history.made_in_field()

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        indexes = [
            models.Index(F("created_at").desc(), F("id").desc(), name="campaign_newest"),
            history.made_in_index("campaign_made_in"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="campaign_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=CampaignKind.values), name="campaign_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="campaign_state_is_known"),
            models.CheckConstraint(condition=Q(channel__in=Carrier.values), name="campaign_channel_is_known"),
            models.CheckConstraint(condition=Q(message_class__in=MessageClass.values), name="campaign_class_is_known"),
            models.CheckConstraint(condition=Q(plan__in=Plan.values), name="campaign_plan_is_known"),
            models.CheckConstraint(
                condition=Q(control_percent__range=(0, MOST_CONTROL)), name="campaign_control_is_a_part"
            ),
            models.CheckConstraint(condition=Q(cost__gte=0), name="campaign_cost_is_no_gain"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("campaigns:one", args=[self.pk])

    @property
    def state_in_words(self) -> str:
        """A trigger is not being sent, it is on."""
        if self.kind == CampaignKind.TRIGGER and self.state == State.SENDING:
            return pgettext("trigger", "on")
        if self.kind == CampaignKind.TRIGGER and self.state == State.STOPPED:
            return pgettext("trigger", "off for good")
        return str(self.get_state_display())

    @property
    def clock(self) -> str:
        """What the clock of each client shall show, of a campaign by their clocks; else nothing."""
        if self.plan != Plan.LOCAL or self.send_at is None:
            return ""
        return date_format(self.send_at.astimezone(company.current().zone), "DATETIME_FORMAT")

    @property
    def is_draft(self) -> bool:
        """Whether it can be changed."""
        return self.state == State.DRAFT


class CampaignSettings(models.Model):
    """What the company asks of its campaigns: one row."""

    needs_second = models.BooleanField(_("approved by another than the author"), default=False)

    class Meta:
        verbose_name = _("settings of campaigns")
        verbose_name_plural = _("settings of campaigns")

    def __str__(self) -> str:
        return str(self.needs_second)
