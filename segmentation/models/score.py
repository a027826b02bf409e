"""Scores of clients: one row for each, the runs that counted them, what stood before, what people pinned by hand."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from journal import history
from journal.models.fields import Xid8Field
from segmentation.choices import Abc, Lifecycle, Measure, Method, RunKind, RunState

NEVER = dt.date(1, 1, 2)
"""Stands where there was no purchase, or no change yet, so that the column is never NULL."""
LONGEST_WHY = 300


def grade_field(label: str) -> "models.SmallIntegerField[int, int]":
    """A grade from 1 up; nought: not graded."""
    return models.SmallIntegerField(label, default=0, db_default=0)


def code_field(label: Any, length: int) -> "models.CharField[str, str]":
    """A code of `segmentation.choices`; empty: none."""
    return models.CharField(label, max_length=length, blank=True, default="", db_default="")


def day_field(label: Any) -> "models.DateField[dt.date, dt.date]":
    """A day; `NEVER` where there is none."""
    return models.DateField(label, default=NEVER, db_default=NEVER)


def sum_field(label: Any) -> "models.DecimalField[Decimal, Decimal]":
    """An amount, or a number of purchases, by the measure of the settings."""
    return models.DecimalField(label, max_digits=18, decimal_places=2, default=Decimal(0), db_default=Decimal(0))


class ScoreSettings(models.Model):
    """How scores are counted. Never changed: another wish is another row, the newest counts. Runs name theirs."""

    created_at = models.DateTimeField(default=timezone.now)
    by_id = models.BigIntegerField(default=0)
    by_name = models.CharField(max_length=200, blank=True)
    window_days = models.PositiveIntegerField(_("window, days"), null=True, blank=True)
    """NULL: the whole history."""
    method = models.CharField(_("how grades are told"), max_length=12, choices=Method, default=Method.PERCENT_RANK)
    grades = models.PositiveSmallIntegerField(_("grades"), default=5)
    """Three or five."""
    measure = models.CharField(_("money is"), max_length=8, choices=Measure, default=Measure.TOTAL)
    is_net = models.BooleanField(_("returns are taken off"), default=True)
    fixed = models.JSONField(default=dict, blank=True)
    """For `Method.FIXED`: `{"r": [days…], "f": [numbers…], "m": [sums…]}`, from where grades 2, 3, … begin."""
    abc_measure = models.CharField(_("ABC by"), max_length=8, choices=Measure, default=Measure.TOTAL)
    abc_a = models.DecimalField(_("A up to, %"), max_digits=5, decimal_places=2, default=Decimal(80))
    abc_b = models.DecimalField(_("B up to, %"), max_digits=5, decimal_places=2, default=Decimal(95))
    xyz_x = models.DecimalField(_("X up to, %"), max_digits=6, decimal_places=2, default=Decimal(10))
    xyz_y = models.DecimalField(_("Y up to, %"), max_digits=6, decimal_places=2, default=Decimal(25))
    xyz_months = models.PositiveSmallIntegerField(_("months looked at"), default=12)
    xyz_least = models.PositiveSmallIntegerField(_("months with sales, at least"), default=3)
    vip_number = models.PositiveSmallIntegerField(_("VIP: purchases, at least"), default=4)
    permanent_number = models.PositiveSmallIntegerField(_("permanent: more purchases than"), default=3)
    permanent_days = models.PositiveSmallIntegerField(_("permanent: the last within, days"), default=180)
    permanent_intervals = models.DecimalField(
        _("permanent: or within so many intervals of his own"), max_digits=4, decimal_places=1, default=Decimal(2)
    )
    hot_days = models.PositiveSmallIntegerField(_("hot: within, days"), default=30)
    warm_bought_days = models.PositiveSmallIntegerField(_("warm: bought within, days"), default=365)
    warm_answered_days = models.PositiveSmallIntegerField(_("warm: answered within, days"), default=90)
    dead_days = models.PositiveSmallIntegerField(_("dead: nothing for, days"), default=730)
    cells = models.JSONField(default=dict, blank=True)
    """Cells that people moved: `{"555": "champions"}`; the others stand as `scores.cells` has them."""
    advice = models.JSONField(default=dict, blank=True)
    """Advice that people rewrote, by the code of the segment or of the base type."""

    class Meta:
        verbose_name = _("settings of scores")
        verbose_name_plural = _("settings of scores")
        constraints = [
            models.CheckConstraint(condition=Q(grades__in=[3, 5]), name="score_grades_three_or_five"),
            models.CheckConstraint(condition=Q(abc_a__gt=0, abc_b__lte=100), name="score_abc_within_the_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.method}"


class ScoreRun(models.Model):
    """One counting of everybody: its borders, counts and figures. The newest that is done made today's picture."""

    as_of = models.DateField(_("as of"))
    kind = models.CharField(_("kind"), max_length=8, choices=RunKind)
    state = models.CharField(_("state"), max_length=8, choices=RunState, default=RunState.RUNNING)
    settings = models.ForeignKey(ScoreSettings, on_delete=models.PROTECT, related_name="runs", db_index=False)
    started_at = models.DateTimeField(_("begun at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    borders = models.JSONField(default=dict, blank=True)
    """`scores.borders.Borders` as JSON: from which value each grade and each class begins."""
    customers = models.PositiveIntegerField(_("clients"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    figures = models.JSONField(default=dict, blank=True)
    """`{"rfm_segment": {code: {"customers": n, "monetary": "…"}}, "abc": …, "xyz": …, "lifecycle": …}`."""
    error = models.TextField(_("why it failed"), blank=True)

    class Meta:
        verbose_name = _("run of scores")
        verbose_name_plural = _("runs of scores")
        indexes = [models.Index(fields=["-started_at", "-id"], name="score_run_newest")]

    def __str__(self) -> str:
        return f"{self.as_of:%d.%m.%Y} {self.kind} {self.state}"


class ScorePosition(models.Model):
    """Up to which change (`journal.Touched.tx`) scores have looked, and the run whose borders stand; one row.

    Whoever writes scores holds it, so that two never count at once.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    tx = Xid8Field(default=0)
    run = models.ForeignKey(ScoreRun, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("position of scores")
        verbose_name_plural = _("positions of scores")

    def __str__(self) -> str:
        return str(self.tx)


class CustomerScore(models.Model):
    """One row for every client, made with him. All of it is of the run `run`, or counted since by its borders."""

    customer = models.OneToOneField(
        Customer, primary_key=True, on_delete=models.DO_NOTHING, related_name="score", db_constraint=False
    )
    last_on = day_field(_("last purchase"))
    frequency = models.IntegerField(_("purchases"), default=0, db_default=0)
    monetary = sum_field(_("money of the client"))
    profit = sum_field(_("profit"))
    r = grade_field("R")
    f = grade_field("F")
    m = grade_field("M")
    rfm_segment = code_field(_("RFM segment"), 20)
    rfm_on = day_field(_("RFM since"))
    abc = code_field("ABC", 1)
    abc_value = sum_field(_("what ABC weighs"))
    abc_on = day_field(_("ABC since"))
    abc_year = code_field(_("ABC of 365 days"), 1)
    xyz = code_field("XYZ", 1)
    variation = models.DecimalField(
        _("variation of months, %"), max_digits=13, decimal_places=6, default=Decimal(-1), db_default=Decimal(-1)
    )
    """Population deviation of sums of months to their mean; below nought: too few months, or no mean."""
    xyz_on = day_field(_("XYZ since"))
    lifecycle = code_field(_("base type"), 10)
    ground = code_field(_("why this base type"), 16)
    lifecycle_on = day_field(_("base type since"))

    class Meta:
        verbose_name = _("scores of a client")
        verbose_name_plural = _("scores of clients")
        indexes = [
            models.Index(fields=["r", "customer"], name="score_by_r"),
            models.Index(fields=["f", "customer"], name="score_by_f"),
            models.Index(fields=["m", "customer"], name="score_by_m"),
            models.Index(fields=["rfm_segment", "customer"], name="score_by_rfm"),
            models.Index(fields=["abc", "customer"], name="score_by_abc"),
            models.Index(fields=["xyz", "customer"], name="score_by_xyz"),
            models.Index(fields=["lifecycle", "customer"], name="score_by_lifecycle"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.r}{self.f}{self.m} {self.abc}{self.xyz} {self.lifecycle}"

    @property
    def cell(self) -> str:
        """«545», or nothing where there are no grades."""
        return f"{self.r}{self.f}{self.m}" if self.r else ""


class ScoreChange(models.Model):
    """What a client's grades were until a day. The first grades of all are no change."""

    customer = models.ForeignKey(
        Customer, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    on = models.DateField(_("changed on"))
    run = models.ForeignKey(
        ScoreRun, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    """By whose borders the new grades were told."""
    cell = code_field("RFM", 3)
    rfm_segment = code_field(_("RFM segment"), 20)
    abc = code_field("ABC", 1)
    xyz = code_field("XYZ", 1)
    lifecycle = code_field(_("base type"), 10)

    class Meta:
        verbose_name = _("former grades of a client")
        verbose_name_plural = _("former grades of clients")
        indexes = [
            models.Index(fields=["customer", "id"], name="score_change_of_customer"),
            models.Index(fields=["on", "customer"], condition=Q(abc=Abc.A), name="score_change_of_a"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.on:%d.%m.%Y}"


@history.tracked("lifecycle_pin")
class LifecyclePin(models.Model):
    """A base type given by hand, good until a day. A trigger tells scores of every change, undo included."""

    customer = models.OneToOneField(Customer, on_delete=models.CASCADE, related_name="lifecycle_pin")
    lifecycle = models.CharField(_("base type"), max_length=10, choices=Lifecycle)
    until = models.DateField(_("good until"))
    why = models.CharField(_("why"), max_length=LONGEST_WHY)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("pinned by"), on_delete=models.SET_NULL, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    created_at = models.DateTimeField(_("pinned at"), default=timezone.now, editable=False)
    made_in = history.made_in_field()

    class Meta:
        verbose_name = _("pinned base type")
        verbose_name_plural = _("pinned base types")
        indexes = [
            models.Index(fields=["until"], name="lifecycle_pin_until"),
            history.made_in_index("lifecycle_pin_made_in"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(lifecycle__in=Lifecycle.values), name="lifecycle_pin_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_lifecycle_display()} → {self.until:%d.%m.%Y}"
