"""Merges: which cards became which, what went over, and the rows that history does not know of."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from customers.models import Customer


class MergeQuerySet(models.QuerySet["Merge"]):
    """Questions about merges, one a method."""

    def visible_to(self, user: User) -> Self:
        """Those whose survivor the reader may see."""
        return self.filter(survivor__in=Customer.objects.visible_to(user).values("pk"))

    def newest_first(self) -> Self:
        """In the order of their page."""
        return self.order_by("-at", "-pk")


class Merge(models.Model):
    """One or several cards made a part of another, by one operation. Whether it stands, the operation knows."""

    operation = models.UUIDField(unique=True)
    survivor = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(default=timezone.now)
    batch = models.UUIDField(null=True, blank=True)
    """Merges done together: all sure ones by one press, or by the night's search."""
    moved = models.JSONField(default=dict)
    """Label of a model to how many of its rows the survivor got."""
    stayed = models.JSONField(default=dict)
    """The same of rows that stayed with the merged card, for the survivor had them already."""
    chosen = models.JSONField(default=dict)
    """Field to the number of the card whose value it got; never values."""

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of cards")
        verbose_name_plural = _("merges of cards")
        indexes = [
            models.Index(fields=["-at", "-id"], name="merge_newest"),
            models.Index(fields=["batch"], condition=models.Q(batch__isnull=False), name="merge_of_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.operation}: {self.survivor_id}"


class MergedCard(models.Model):
    """A card that became a part of the survivor."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="cards")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("merged card")
        verbose_name_plural = _("merged cards")
        constraints = [models.UniqueConstraint(fields=["merge", "customer"], name="merged_card_once")]

    def __str__(self) -> str:
        return f"{self.merge_id}: {self.customer_id}"


class RowState(models.TextChoices):
    """Where a row is that was moved by a merge."""

    MOVED = "moved", _("with the survivor")
    BACK = "back", _("went back")
    LEFT = "left", _("stayed: it is elsewhere by now")


class MergedRow(models.Model):
    """A moved row of a table without history: by it the row finds back. Of tracked tables the history knows."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="rows", db_index=False)
    card = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    model = models.CharField(max_length=60)
    column = models.CharField(max_length=40)
    """Which of its columns named the merged card."""
    row = models.CharField(max_length=40)
    state = models.CharField(max_length=5, choices=RowState, default=RowState.MOVED, db_default="moved")

    class Meta:
        verbose_name = _("row moved by a merge")
        verbose_name_plural = _("rows moved by merges")
        constraints = [
            models.UniqueConstraint(fields=["merge", "model", "column", "row"], name="merged_row_once"),
            models.CheckConstraint(condition=models.Q(state__in=RowState.values), name="merged_row_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.row}: {self.state}"
