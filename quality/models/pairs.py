"""Pairs of cards that may be of one client, and what people said of them."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from customers.models import Customer
from quality.models.matching import DuplicateSearch

LONGEST_WHY = 300


class Decision(models.TextChoices):
    """What the matcher says of a pair."""

    AUTO = "auto", _("surely one client")
    ASK = "ask", _("to be looked at")
    NO = "no", _("different clients")


class PairState(models.TextChoices):
    """What people said of a pair."""

    OPEN = "open", _("waits")
    SAME = "same", _("one client")
    DIFFERENT = "different", _("different clients")
    LATER = "later", _("put off")
    MERGED = "merged", _("merged")


class PairQuerySet(models.QuerySet["Pair"]):
    """Questions about pairs, one a method."""

    def visible_to(self, user: User) -> Self:
        """Only pairs of which the user sees both cards; the system, which never signs in, sees all."""
        if user.is_system:
            return self.all()
        seen = Customer.objects.visible_to(user).values("pk")
        return self.filter(left__in=seen, right__in=seen)

    def waiting(self) -> Self:
        """Return those nobody has decided, of cards that are not in the archive."""
        return self.filter(state=PairState.OPEN, left__archived_at__isnull=True, right__archived_at__isnull=True)


class Pair(models.Model):
    """Two cards that may be of one client: how likely, and by what. Rows nobody has decided on are made anew."""

    left = models.ForeignKey(Customer, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    right = models.ForeignKey(Customer, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    score = models.DecimalField(_("score"), max_digits=6, decimal_places=2)
    """Binary logarithm of the odds that the cards are of one client, as far as they tell."""
    decision = models.CharField(_("decision"), max_length=4, choices=Decision)
    reasons = models.JSONField(default=list)
    """`[{"field": …, "outcome": …, "weight": …}]`, heaviest first; no values: they are read where they are shown."""
    group = models.BigIntegerField(_("group"))
    """The least number of a card among all that pairs tie together; one client is of one group."""
    found_at = models.DateTimeField(default=timezone.now)
    found_in = models.ForeignKey(
        DuplicateSearch, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    state = models.CharField(_("state"), max_length=10, choices=PairState, default=PairState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        indexes = [
            models.Index(fields=["state", "-score", "id"], name="pair_by_score"),
            models.Index(fields=["group"], name="pair_by_group"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="pair_is_one"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="pair_left_is_less"),
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="pair_decision_is_known"),
            models.CheckConstraint(condition=Q(state__in=PairState.values), name="pair_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} ≈ {self.right_id}: {self.score}"

    def decide(self, state: PairState, by: User, at: dt.datetime) -> None:
        """Write down what somebody said."""
        self.state, self.decided_by, self.decided_at = state, by, at
        self.save(update_fields=["state", "decided_by", "decided_at"])


class NotDuplicate(models.Model):
    """Somebody looked and said: two clients. Remembered for ever, also when one of them is merged with a third."""

    left = models.ForeignKey(Customer, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    right = models.ForeignKey(Customer, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(_("why"), max_length=LONGEST_WHY, blank=True)

    class Meta:
        verbose_name = _("no duplicates")
        verbose_name_plural = _("no duplicates")
        # A merge may turn the two round: either order is the same pair.
        constraints = [
            models.UniqueConstraint(Least("left", "right"), Greatest("left", "right"), name="not_duplicate_is_one"),
            models.CheckConstraint(condition=~Q(left=F("right")), name="not_duplicate_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} ≠ {self.right_id}"
