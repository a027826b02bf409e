"""A row of a file between reading and writing: what it says, what becomes of it, and what a person decided."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from imports.models.imported import Import


class Verdict(models.TextChoices):
    """What becomes of a row."""

    NEW = "new", _("new")
    UPDATED = "updated", _("will be updated")
    UNCHANGED = "unchanged", _("unchanged")
    DOUBTFUL = "doubtful", _("doubtful")
    REJECTED = "rejected", _("error")
    DUPLICATE = "duplicate", _("repeat")
    DROPPED = "dropped", _("left out")


class Tone(models.TextChoices):
    """The worst thing that is to be said of its cells."""

    FINE = "", ""
    FIXED = "ok", ""
    QUESTION = "warn", ""
    LEFT_OUT = "bad", ""


class StagedRowQuerySet(models.QuerySet["StagedRow"]):
    """Questions about rows, one a method."""

    def of(self, imported: Import) -> "StagedRowQuerySet":
        """Rows of one file."""
        return self.filter(imported=imported)


class StagedRow(models.Model):
    """`raw` is the file's; all else is found anew when the row is put right."""

    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.BigIntegerField()
    """Row of the file, from 1."""
    raw = models.JSONField()
    fixes = models.JSONField(default=dict, db_default={})
    """Column to the text a person put there."""
    said = models.JSONField(default=dict)
    """`values`, `phones`, `emails`, `tags`, `others` (by kind) as cleaning left them."""
    problems = models.JSONField(default=list)
    tone = models.CharField(max_length=4, blank=True, choices=Tone)
    verdict = models.CharField(max_length=9, choices=Verdict)
    reason = models.CharField(max_length=60, blank=True)
    """Code: of a rejection, of a doubt, of a repeat."""
    twin = models.BigIntegerField(null=True)
    """The row of the same file it repeats."""
    keys = ArrayField(models.BigIntegerField(), default=list)
    """Digests of what the row is known by: two rows that share one are about the same client."""
    candidates = models.JSONField(default=list)
    """Pairs (client, key) of those it may be."""
    decision = models.CharField(max_length=30, blank=True)
    """A person's: `new`, `skip`, or the id of a client."""
    customer_id = models.BigIntegerField(null=True)
    """Whom it updates. Whom a new row makes stands in `makes` of its item of the operation."""
    before = models.JSONField(default=dict)
    """Column to what stands on the card, of columns that will be written."""
    writes = models.JSONField(default=dict)
    """`columns`, `phones`, `emails`, `others`, `tags`, `external_id`, `consents` to write; `refusals` of a row that has
    some: they are kept whatever becomes of the row."""

    objects = StagedRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [
            models.UniqueConstraint(fields=["imported", "number"], name="staged_row_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="staged_row_verdict_is_known"),
        ]
        indexes = [
            models.Index(fields=["imported", "verdict", "number"], name="staged_row_by_verdict"),
            models.Index(fields=["imported", "tone", "number"], condition=~Q(tone=""), name="staged_row_by_tone"),
        ]

    def __str__(self) -> str:
        return f"{self.imported_id} {self.number}"
