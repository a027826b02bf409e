"""Tabs over the rows of an import, each with its stored count, paged by the number of the row."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from imports.models import Import, StagedRow, Verdict

ROWS = 50


@dataclass(frozen=True)
class Tab:
    """One choice of rows."""

    code: str
    label: str | Promise
    counted: str
    chosen: dict[str, Any] = field(default_factory=dict)
    count: int = 0


TABS = (
    Tab("all", _("All"), "rows"),
    Tab("new", _("New ones"), "new", {"verdict": Verdict.NEW}),
    Tab("updated", _("Will be updated"), "updated", {"verdict": Verdict.UPDATED}),
    Tab("unchanged", _("Unchanged"), "unchanged", {"verdict": Verdict.UNCHANGED}),
    Tab("doubtful", _("Doubtful"), "doubtful", {"verdict": Verdict.DOUBTFUL}),
    Tab("bad", _("Not understood"), "left_out", {"tone": "bad"}),
    Tab("questions", _("Questions"), "questions", {"tone": "warn"}),
    Tab("fixed", _("Put right by us"), "fixed", {"tone": "ok"}),
    Tab("rejected", _("With errors"), "rejected", {"verdict": Verdict.REJECTED}),
    Tab("duplicates", _("Repeats"), "duplicates", {"verdict": Verdict.DUPLICATE}),
    Tab("dropped", _("Left out"), "dropped", {"verdict": Verdict.DROPPED}),
)


def tabs_of(imported: Import, open_now: str) -> tuple[list[Tab], Tab]:
    """Those that hold something, and the open one."""
    counts = imported.counts
    counted = [Tab(one.code, one.label, one.counted, one.chosen, counts.get(one.counted, 0)) for one in TABS]
    chosen = next((one for one in counted if one.code == open_now), counted[0])
    return [one for one in counted if one.count or one.code in {"all", chosen.code}], chosen


def rows_page(imported: Import, tab: Tab, after: int, before: int) -> tuple[list[StagedRow], int | None, int | None]:
    """A page by the numbers of rows; the numbers before and after it, None at an end."""
    rows = StagedRow.objects.of(imported).filter(**tab.chosen)
    if before:
        found = list(rows.filter(number__lt=before).order_by("-number")[: ROWS + 1])
        if len(found) > ROWS:
            page = found[ROWS - 1 :: -1]
            return page, page[0].number, page[-1].number
        after = 0
    found = list(rows.filter(number__gt=after).order_by("number")[: ROWS + 1])
    page = found[:ROWS]
    return page, page[0].number if after and page else None, page[-1].number if len(found) > ROWS else None
