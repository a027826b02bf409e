"""What sets a campaign off, and what each look for it found."""

import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models.campaign import Campaign
from campaigns.triggers.choices import NEVER_AGAIN, OF_SEGMENT, OF_SILENCE, Again, Event
from journal import history
from sales.models import Category, Product
from segmentation.models import Segment

MOST_DAYS = 1_095
"""Three years: further from its event nobody knows any more what a message is about."""
MOST_LATE = 30


@history.tracked("trigger", silent=("looked_at",))
class Trigger(models.Model):
    """The event of a campaign of the kind `trigger`. It is changed with the campaign's draft and approved with it."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, primary_key=True, related_name="trigger")
    event = models.CharField(_("event"), max_length=8, choices=Event, default=Event.DATE)
    segment = models.ForeignKey(
        Segment, verbose_name=_("segment"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    field = models.CharField(_("date"), max_length=80, blank=True)
    """Code of the catalogue, an own field included."""
    is_yearly = models.BooleanField(_("each year"), default=True)
    days = models.SmallIntegerField(
        _("days"), default=0, validators=[MinValueValidator(-MOST_DAYS), MaxValueValidator(MOST_DAYS)]
    )
    """After the event; before it where less than nought, which only a date can have; of silence: how long it is."""
    clock = models.TimeField(_("at"), default=dt.time(10))
    """By the client's own clock; for dates, which have no hour."""
    product = models.ForeignKey(
        Product, verbose_name=_("product"), on_delete=models.PROTECT, null=True, blank=True, db_index=False,
        related_name="+",
    )  # fmt: skip
    category = models.ForeignKey(
        Category, verbose_name=_("category"), on_delete=models.PROTECT, null=True, blank=True, db_index=False,
        related_name="+",
    )  # fmt: skip
    again = models.CharField(_("the same client again"), max_length=5, choices=Again, default=Again.EACH)
    again_days = models.PositiveSmallIntegerField(
        _("once in, days"), default=30, validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    late_days = models.PositiveSmallIntegerField(
        _("at most late, days"), default=3, validators=[MinValueValidator(1), MaxValueValidator(MOST_LATE)]
    )
    """Purchases come in by night, servers stand still: what is older goes to nobody any more."""
    on_since = models.DateTimeField(_("on since"), null=True, editable=False)
    """What happened before it was switched on sets nothing off."""
    looked_at = models.DateTimeField(_("looked at"), null=True, editable=False)
    made_in = history.made_in_field()

    class Meta:
        verbose_name = _("trigger")
        verbose_name_plural = _("triggers")
        indexes = [history.made_in_index("trigger_made_in")]
        constraints = [
            models.CheckConstraint(condition=Q(event__in=Event.values), name="trigger_event_is_known"),
            models.CheckConstraint(condition=Q(again__in=Again.values), name="trigger_again_is_known"),
            models.CheckConstraint(
                condition=Q(days__gte=1) | ~Q(event__in=OF_SILENCE), name="trigger_silence_has_a_length"
            ),
            models.CheckConstraint(condition=Q(days__gte=0) | Q(event=Event.DATE), name="trigger_only_dates_are_ahead"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.event}"

    @property
    def of_segment(self) -> bool:
        """Whether a segment sets it off."""
        return self.event in OF_SEGMENT

    @property
    def gap(self) -> int:
        """Days between two messages to one client; nought: each time."""
        return {Again.NEVER: NEVER_AGAIN, Again.DAYS: self.again_days, Again.EACH: 0}[Again(self.again)]


class TriggerPass(models.Model):
    """One look that found somebody; looks that find nobody leave no row."""

    trigger = models.ForeignKey(Trigger, on_delete=models.CASCADE, db_index=False, related_name="passes")
    at = models.DateTimeField(_("when"))
    found = models.PositiveIntegerField(_("clients"), default=0)
    included = models.PositiveIntegerField(pgettext_lazy("clients", "get it"), default=0)

    class Meta:
        verbose_name = _("look of a trigger")
        verbose_name_plural = _("looks of triggers")
        indexes = [models.Index(fields=["trigger", "-at"], name="trigger_passes")]

    def __str__(self) -> str:
        return f"{self.trigger_id}: {self.found}"
