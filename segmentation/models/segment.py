"""Segments: clients a rule finds, or clients picked by hand; who is in one, who was, and how large it was each day."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from customers.models import Customer
from journal import history
from journal.models.fields import CurrentTransaction, Xid8Field

LONGEST_NAME = 80
LONGEST_DESCRIPTION = 500
ONLY = 1


class SegmentKind(models.TextChoices):
    """How clients come into a segment."""

    DYNAMIC = "dynamic", _("By a rule")
    FIXED = "fixed", _("Fixed list")


class SegmentQuerySet(models.QuerySet["Segment"]):
    """Questions about segments, one a method."""

    def visible_to(self, user: User) -> Self:
        """One's own and those shared with everybody; deleted ones are nobody's."""
        return self.live().filter(Q(owner=user) | Q(is_shared=True))

    def live(self) -> Self:
        """Those that are not deleted."""
        return self.filter(archived_at__isnull=True)

    def by_name(self) -> Self:
        """As lists of segments stand."""
        return self.order_by(Lower("name"), "pk")


@history.tracked("segment")
class Segment(models.Model):
    """A name for clients. What it is now stands in `SegmentState`, who is in it in `SegmentMember`."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    description = models.CharField(_("description"), max_length=LONGEST_DESCRIPTION, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=SegmentKind.choices, default=SegmentKind.DYNAMIC)
    rule = models.JSONField(_("rule"), default=dict, blank=True)
    """A tree of core.rules; nothing for a fixed list."""
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_shared = models.BooleanField(_("seen by everybody"), default=False)
    archived_at = models.DateTimeField(_("deleted at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    made_in = history.made_in_field()

    objects = SegmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        indexes = [history.made_in_index("segment_made_in")]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "owner", condition=Q(archived_at__isnull=True), name="segment_name_is_one"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="segment_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=SegmentKind.values), name="segment_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("segments:one", args=[self.pk])

    @property
    def is_fixed(self) -> bool:
        """Whether clients are picked by hand."""
        return self.kind == SegmentKind.FIXED


class SegmentVersion(models.Model):
    """A rule as it was put in force: kept for good, so that a past count can be explained."""

    segment = models.ForeignKey(
        Segment, on_delete=models.DO_NOTHING, related_name="versions", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField(_("version"))
    rule = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("version of a segment")
        verbose_name_plural = _("versions of segments")
        constraints = [models.UniqueConstraint(fields=["segment", "number"], name="segment_version_is_one")]

    def __str__(self) -> str:
        return f"{self.segment_id}: {self.number}"


class SegmentState(models.Model):
    """What the last refresh found. A failed one leaves the last good membership and says when and why."""

    segment = models.OneToOneField(
        Segment, primary_key=True, on_delete=models.DO_NOTHING, related_name="state", db_constraint=False
    )
    size = models.PositiveIntegerField(_("clients"), default=0)
    refreshed_at = models.DateTimeField(_("counted at"), null=True)
    seconds = models.FloatField(_("seconds"), default=0)
    failed_at = models.DateTimeField(_("failed at"), null=True)
    error = models.CharField(max_length=20, blank=True)
    """Code of what went wrong; in words by `segments.problems`."""
    rule = models.JSONField(default=dict, blank=True)
    """The rule it was counted by: another one stands in the segment when a change was taken back."""

    class Meta:
        verbose_name = _("state of a segment")
        verbose_name_plural = _("states of segments")

    def __str__(self) -> str:
        return f"{self.segment_id}: {self.size}"


class SegmentMember(models.Model):
    """A stay of a client in a segment. No foreign keys: they would check and lock each of 300,000 rows; what is deleted
    takes its rows along by triggers.
    """

    segment = models.ForeignKey(
        Segment, on_delete=models.DO_NOTHING, related_name="members", db_constraint=False, db_index=False
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.DO_NOTHING, related_name="segment_members", db_constraint=False, db_index=False
    )
    entered_at = models.DateTimeField(_("entered at"))
    left_at = models.DateTimeField(_("left at"), null=True)

    class Meta:
        verbose_name = _("client of a segment")
        verbose_name_plural = _("clients of segments")
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "customer"], condition=Q(left_at__isnull=True), name="segment_member_is_one"
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "segment"], name="segment_members_of_client"),
            models.Index(fields=["segment", "entered_at"], name="segment_member_entered"),
            models.Index(fields=["segment", "left_at"], condition=Q(left_at__isnull=False), name="segment_member_left"),
        ]

    def __str__(self) -> str:
        return f"{self.segment_id}: {self.customer_id}"


class SegmentDay(models.Model):
    """How large a segment was at the end of a day, and how many came and went on it."""

    segment = models.ForeignKey(
        Segment, on_delete=models.DO_NOTHING, related_name="days", db_constraint=False, db_index=False
    )
    day = models.DateField(_("day"))
    size = models.PositiveIntegerField(_("clients"))
    entered = models.PositiveIntegerField(_("entered"), default=0)
    left = models.PositiveIntegerField(_("left"), default=0)

    class Meta:
        verbose_name = _("day of a segment")
        verbose_name_plural = _("days of segments")
        constraints = [models.UniqueConstraint(fields=["segment", "day"], name="segment_day_is_one")]

    def __str__(self) -> str:
        return f"{self.segment_id}: {self.day}"


@history.tracked("segment_pick")
class SegmentPick(models.Model):
    """A client put into a fixed list by hand; triggers keep `SegmentMember` equal, whoever writes, undo included."""

    segment = models.ForeignKey(
        Segment, on_delete=models.DO_NOTHING, related_name="picks", db_constraint=False, db_index=False
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.DO_NOTHING, related_name="segment_picks", db_constraint=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    made_in = history.made_in_field()

    class Meta:
        verbose_name = _("client of a fixed segment")
        verbose_name_plural = _("clients of fixed segments")
        indexes = [history.made_in_index("segment_pick_made_in")]
        constraints = [models.UniqueConstraint(fields=["segment", "customer"], name="segment_pick_is_one")]

    def __str__(self) -> str:
        return f"{self.segment_id}: {self.customer_id}"


class SegmentReading(models.Model):
    """Up to which transaction changes of clients were taken into segments: one row."""

    tx = Xid8Field(default=0)
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reading of changes")
        verbose_name_plural = _("readings of changes")

    def __str__(self) -> str:
        return str(self.tx)


class SegmentFlood(models.Model):
    """A statement that changed more clients than are worth naming: everybody is looked at again after it."""

    tx = Xid8Field(db_default=CurrentTransaction())
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of many clients")
        verbose_name_plural = _("changes of many clients")

    def __str__(self) -> str:
        return str(self.tx)
