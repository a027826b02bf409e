"""How many there were before: today's classes beside those of an earlier snapshot."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.registries.reports import Cell, ReportAsk
from core.text import moments
from core.text.numbers import percent
from segmentation.models import ScoreRun, ScoreSnapshot
from segmentation.reports.asking import counted, people, rows

MONTH = 25
"""Days a snapshot must be old to say what has become of a month; younger ones only where there is no other."""
FLAT = 0.05


@dataclass(frozen=True)
class Earlier:
    """Clients and money by class as of a day; no day: there is no snapshot yet."""

    day: dt.date | None = None
    customers: Mapping[str, int] = field(default_factory=dict)
    money: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Of the column."""
        return _("since %(day)s") % {"day": moments.day_and_month(self.day)} if self.day else ""

    def change(self, code: str, now: int, *, good: bool | None = None) -> Cell:
        """By how many per cent there are more or fewer; `good`: whether more is good."""
        before = self.customers.get(code, 0)
        if not before:
            return Cell(_("new") if now and self.day else None)
        grown = 100 * (now - before) / before
        if abs(grown) < FLAT:
            return Cell("0")
        tone = "" if good is None else "ok" if (grown > 0) == good else "bad"
        sign = "+" if grown > 0 else "\u2212"
        return Cell(f"{sign}{percent(abs(grown), 1)}", tone=tone)


def of(ask: ReportAsk, run: ScoreRun, kind: str) -> Earlier:
    """Of the class `kind`; for the clients this reader counts."""
    snapshots = ScoreSnapshot.objects.filter(as_of__lt=run.as_of).order_by("-as_of")
    found = snapshots.filter(as_of__lte=run.as_of - dt.timedelta(days=MONTH)).first() or snapshots.first()
    if found is None:
        return Earlier()
    parts = {"kind": kind, "counted": counted(ask, "s.customer_id")}
    lines = rows("report_snapshot", parts, {"snapshot": found.pk, "people": people(ask)})
    return Earlier(found.as_of, {code: n for code, n, _sum in lines}, {code: total for code, _n, total in lines})
