"""What happened between the company and a client, and when each client was last touched."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from customers.models import ContactPoint, Customer
from interactions.log.choices import ICONS, Direction, InteractionKind
from journal import history

LONGEST_TEXT = 10_000
LONGEST_CALL = 24 * 3600
EDIT_WINDOW = dt.timedelta(hours=24)
"""How long an author may correct his own words; later only what they say of, the file stays as it was."""
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""Last touch of one nobody has touched: a column that is never null sorts from an index."""


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    """Questions about outcomes."""

    def offered(self, kind: str) -> Self:
        """Those for a kind of interaction that are still in use, in the company's order."""
        return self.filter(is_archived=False, kinds__contains=kind).order_by("weight", "name", "pk")


class Outcome(models.Model):
    """How a call or a meeting ended. An administrator keeps the list."""

    code = models.SlugField(max_length=30, blank=True, editable=False, db_index=False)
    """Of a built-in one; empty for the company's own."""
    name = models.CharField(_("name"), max_length=80, unique=True)
    kinds = models.CharField(_("for"), max_length=100)
    """Codes of kinds, each between commas."""
    needs_next = models.BooleanField(_("asks for the next step"), default=False)
    effect = models.CharField(_("what it does besides"), max_length=60, blank=True)
    """Code of `core.registries.outcomes`."""
    weight = models.PositiveSmallIntegerField(_("order"), default=100)
    is_archived = models.BooleanField(_("not offered any more"), default=False)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        app_label = "interactions"
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="outcome_built_in_once"),
        ]

    def __str__(self) -> str:
        return self.name


class InteractionQuerySet(models.QuerySet["Interaction"]):
    """Questions about interactions, one a method."""

    def visible_to(self, user: User) -> Self:
        """Those of clients the reader may see."""
        return self.filter(customer__in=Customer.objects.visible_to(user))

    def standing(self) -> Self:
        """Leave out those taken off."""
        return self.filter(archived_at__isnull=True)

    def newest(self) -> Self:
        """The last one first."""
        return self.order_by("-at", "-pk")


@history.tracked("interaction")
class Interaction(models.Model):
    """A call, a letter, a meeting, a note. `at` is when it happened, `created_at` when it was written down."""

    customer = models.ForeignKey(
        Customer, verbose_name=_("client"), on_delete=models.CASCADE, related_name="interactions", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=12, choices=InteractionKind.choices)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction.choices, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    duration = models.PositiveIntegerField(_("lasted, seconds"), null=True, blank=True)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    outcome = models.ForeignKey(
        Outcome, verbose_name=_("outcome"), on_delete=models.PROTECT, null=True, blank=True, db_index=False
    )
    # By which number or address; a point taken off the card keeps its row.
    point = models.ForeignKey(
        ContactPoint, verbose_name=_("contact"), on_delete=models.SET_NULL, null=True, blank=True, db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.SET_NULL, null=True, db_index=False,
        related_name="interactions",
    )  # fmt: skip
    pinned_at = models.DateTimeField(_("pinned at"), null=True, blank=True)
    archived_at = models.DateTimeField(_("taken off at"), null=True, blank=True)
    created_at = models.DateTimeField(_("written down at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    made_in = history.made_in_field()

    objects = InteractionQuerySet.as_manager()

    class Meta:
        app_label = "interactions"
        verbose_name = _("interaction")
        verbose_name_plural = _("interactions")
        indexes = [
            models.Index(fields=["customer", "-at", "-id"], name="interaction_of_customer"),
            models.Index(
                fields=["customer", "-at", "-id"], name="interaction_touches",
                condition=Q(archived_at__isnull=True) & ~Q(kind="note") & ~Q(direction="missed"),
            ),
            # Words of clients are few among many talks, and asked for alone.
            models.Index(
                fields=["customer", "-at", "-id"], name="interaction_words",
                condition=Q(archived_at__isnull=True, kind__in=["review", "complaint"]),
            ),
            models.Index(fields=["author", "-at"], name="interaction_of_author"),
            models.Index(
                fields=["-at"], name="interaction_missed", condition=Q(direction="missed", archived_at__isnull=True)
            ),
            models.Index(
                fields=["customer"], name="interaction_pinned",
                condition=Q(pinned_at__isnull=False, archived_at__isnull=True),
            ),
            # Asked for when a contact is deleted.
            models.Index(fields=["point"], name="interaction_over_point", condition=Q(point__isnull=False)),
            history.made_in_index("interaction_made_in"),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=InteractionKind.values), name="interaction_kind_known"),
            models.CheckConstraint(condition=Q(direction__in=["", *Direction.values]), name="interaction_way_known"),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5), name="interaction_rating_of_five"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def icon(self) -> str:
        """Of the sprite."""
        if self.kind == InteractionKind.CALL and self.direction:
            return {"in": "phone-incoming", "out": "phone-outgoing", "missed": "phone-x"}[self.direction]
        return ICONS[InteractionKind(self.kind)]

    @property
    def is_missed(self) -> bool:
        """Whether a client called and nobody answered."""
        return self.direction == Direction.MISSED


class LastTouch(models.Model):
    """When, how and by whom a client was last reached. One row for every client, kept by triggers of the base."""

    customer = models.OneToOneField(Customer, on_delete=models.CASCADE, primary_key=True, related_name="last_touch")
    at = models.DateTimeField(default=NEVER, db_default=NEVER)
    kind = models.CharField(max_length=12, blank=True, default="", db_default="")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    silent_since = models.DateTimeField(default=NEVER, db_default=NEVER)
    """The last touch; of a client nobody has touched yet since when he stands in the base."""

    class Meta:
        app_label = "interactions"
        indexes = [
            models.Index(fields=["at", "customer"], name="last_touch_by_time"),
            models.Index(fields=["silent_since", "customer"], name="last_touch_by_silence"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y} {self.kind}" if self.is_known else ""

    @property
    def is_known(self) -> bool:
        """Whether there was one at all."""
        return self.at > NEVER
