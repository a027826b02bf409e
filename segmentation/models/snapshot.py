"""Pictures of all scores on a day: monthly, on demand, or as of a day that has passed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from segmentation.choices import SnapshotKind
from segmentation.models.score import ScoreRun, code_field, day_field, grade_field, sum_field


class ScoreSnapshot(models.Model):
    """One picture; a day has one."""

    as_of = models.DateField(_("as of"), unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=SnapshotKind)
    run = models.ForeignKey(ScoreRun, on_delete=models.PROTECT, related_name="snapshots", db_index=False)
    made_at = models.DateTimeField(_("taken at"), default=timezone.now)
    by_name = models.CharField(_("taken by"), max_length=200, blank=True)
    customers = models.PositiveIntegerField(_("clients"), default=0)

    class Meta:
        verbose_name = _("snapshot of scores")
        verbose_name_plural = _("snapshots of scores")

    def __str__(self) -> str:
        return f"{self.as_of:%d.%m.%Y}"


class SnapshotScore(models.Model):
    """What a client was in a picture; those in the archive on the day stand in none."""

    snapshot = models.ForeignKey(ScoreSnapshot, on_delete=models.CASCADE, related_name="scores", db_index=False)
    customer = models.ForeignKey(
        Customer, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    last_on = day_field(_("last purchase"))
    frequency = models.IntegerField(_("purchases"), default=0, db_default=0)
    monetary = sum_field(_("money of the client"))
    profit = sum_field(_("profit"))
    r = grade_field("R")
    f = grade_field("F")
    m = grade_field("M")
    rfm_segment = code_field(_("RFM segment"), 20)
    abc = code_field("ABC", 1)
    xyz = code_field("XYZ", 1)
    lifecycle = code_field(_("base type"), 10)

    class Meta:
        verbose_name = _("scores of a client in a snapshot")
        verbose_name_plural = _("scores of clients in snapshots")
        constraints = [models.UniqueConstraint(fields=["snapshot", "customer"], name="snapshot_score_once")]
        indexes = [models.Index(fields=["customer"], name="snapshot_score_of_customer")]

    def __str__(self) -> str:
        return f"{self.snapshot_id}: {self.customer_id}"
