"""RFM: the heat map of recency against frequency and money, the named segments and what to do about each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.registries.reports import Behind, Hint, Report, ReportAsk, ReportResult, Tile, reports
from core.registries.reports import Measure as Shown
from core.text.numbers import money
from segmentation.choices import Measure, Rfm
from segmentation.models import ScoreRun
from segmentation.reports import asking, earlier, parts, people, rfm_grid, rfm_table
from segmentation.reports.words import EACH, MONEY, shown_as
from segmentation.scores import runs
from segmentation.scores.cells import advice

CODE = "rfm"
THREAT = (Rfm.AT_RISK, Rfm.CANNOT_LOSE_THEM)


@dataclass(frozen=True)
class Counted:
    """Clients of one cell, of one segment."""

    r: int
    f: int
    m: int
    segment: str
    customers: int
    again: int
    number: int
    money: Any

    @property
    def cell(self) -> str:
        """«545»."""
        return f"{self.r}{self.f}{self.m}"


class RfmForm(parts.GradedPartForm):
    """The part, and what stands in the rows of the map."""

    lines = forms.ChoiceField(
        label=gettext_lazy("Rows of the map"),
        required=False,
        choices=[("", gettext_lazy("F and M")), ("f", gettext_lazy("F: frequency")), ("m", gettext_lazy("M: money"))],
    )


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("RFM"),
            about=gettext_lazy(
                "Who bought lately, often and much; who is leaving; what to do about each of eleven groups."
            ),
            build=build,
            behind=behind,
            form=RfmForm,
            has_period=False,
            rule=gettext_lazy(
                "R is how lately a client bought, F how often, M for how much: a grade each, the highest is the best. "
                "The three grades together give one of the eleven segments. Clients without purchases have no grades."
            ),
            icon="chart-dots",
            stamp=asking.stamp,
            recount=asking.recount,
            links=asking.links,
            weight=1,
        )
    )


def build(ask: ReportAsk) -> ReportResult:
    """Two statements: today's cells, and the segments of the snapshot before."""
    if not asking.may_see(ask, "rfm_segment"):
        return asking.closed()
    run = runs.last_good()
    if run is None:
        return asking.not_yet(runs.last_failed_since(None))
    found = _found(ask, run)
    if not found:
        words = _("Grades are given to clients who bought within the window; there are none among those counted here.")
        return ReportResult(
            nothing=(_("Nobody to grade"), words), explained=explained(ask, run), counted_at=run.finished_at
        )
    before = earlier.Earlier() if parts.chosen(ask) else earlier.of(ask, run, "rfm_segment")
    return ReportResult(
        tiles=_tiles(ask, run, found),
        hints=_hints(ask, run, found, before),
        grids=[rfm_grid.grid(ask, run, found, url=lambda cells: _cells_url(ask, cells))],
        tables=[rfm_table.table(ask, run, found, before, url=lambda code: _segment_url(ask, code))],
        explained=explained(ask, run),
        notice=asking.notice(ask, run),
        counted_at=run.finished_at,
    )


def _found(ask: ReportAsk, run: ScoreRun) -> list[Counted]:
    lines = asking.rows("report_rfm", {"source": parts.source(ask, run)}, parts.params(ask, run))
    return [Counted(*line) for line in lines]


def explained(ask: ReportAsk, run: ScoreRun) -> list[tuple[str, str]]:
    """Whom, when, how."""
    ours = run.settings
    returns = _("net of returns") if ours.is_net else _("returns are not taken off")
    method = {"grades": ours.grades, "method": ours.get_method_display()}
    return [
        (_("Whom"), parts.told(ask)),
        (_("Purchases"), asking.period_of(run)),
        (_("Grades"), _("%(grades)s: %(method)s") % method),
        (_("Money is"), f"{ours.get_measure_display()}, {returns}"),
    ]


def _sum(found: Iterable[Counted], what: Callable[[Counted], Any]) -> Any:
    return sum(what(one) for one in found)


def _tiles(ask: ReportAsk, run: ScoreRun, found: Sequence[Counted]) -> list[Tile]:
    customers, number = _sum(found, lambda one: one.customers), _sum(found, lambda one: one.number)
    again, total = _sum(found, lambda one: one.again), _sum(found, lambda one: one.money)
    threat = [one for one in found if one.segment in THREAT]
    leaving = _sum(threat, lambda one: one.customers)
    note = ngettext("%(n)s client is leaving", "%(n)s clients are leaving", leaving) % {
        "n": asking.whole_number(leaving)
    }
    everybody, repeated = people.url(ask, CODE, "all"), people.url(ask, CODE, "again")
    leave = _segment_url(ask, *THREAT) if leaving else ""
    tiles = [
        Tile(label=_("Buyers"), value=customers, url=everybody),
        Tile(label=_("Bought more than once"), value=asking.share(again, customers), measure=Shown.SHARE, url=repeated),
    ]
    if not asking.sees(ask, run.settings.measure):
        return [*tiles, Tile(label=_("Under threat"), value=leaving, note=_("at risk and cannot be lost"), url=leave)]
    measure = run.settings.measure
    tiles.insert(1, Tile(label=MONEY[measure], value=total, measure=shown_as(measure)))
    if measure in EACH:
        each = round(total / number, 2) if number else None
        tiles.append(Tile(label=EACH[measure], value=each, measure=Shown.MONEY))
    lost = _sum(threat, lambda one: one.money)
    return [*tiles, Tile(label=_("Under threat"), value=lost, measure=shown_as(measure), note=note, url=leave)]


def _hints(ask: ReportAsk, run: ScoreRun, found: Sequence[Counted], before: earlier.Earlier) -> list[Hint]:
    tones = {Rfm.CANNOT_LOSE_THEM: "bad", Rfm.AT_RISK: "warn", Rfm.NEW_CUSTOMERS: "ok"}
    sees = asking.sees(ask, run.settings.measure) and run.settings.measure != Measure.NUMBER
    hints = []
    for code, tone in tones.items():
        ours = [one for one in found if one.segment == code]
        n = _sum(ours, lambda one: one.customers)
        if not n:
            continue
        words = {"n": asking.whole_number(n), "segment": code.label}
        text = ngettext("%(n)s client: “%(segment)s”", "%(n)s clients: “%(segment)s”", n) % words
        changed = before.change(code, n).value
        details = [money(_sum(ours, lambda one: one.money))] if sees else []
        details += [f"{changed} {before.label}"] if changed and before.customers.get(code) else []
        detail = ". ".join(filter(None, [", ".join(details), advice(run.settings, code)]))
        hints.append(Hint(text, detail, _segment_url(ask, code), tone, _("Open the clients")))
    return hints


def _cells_url(ask: ReportAsk, cells: Sequence[str]) -> str:
    if not cells:
        return ""
    if not parts.opens_list(ask):
        return people.url(ask, CODE, f"cells:{'-'.join(cells)}")
    return asking.clients_url([*(("rfm", cell) for cell in cells), *parts.conditions(ask)])


def _segment_url(ask: ReportAsk, *codes: str) -> str:
    if not parts.opens_list(ask):
        return people.url(ask, CODE, f"segment:{'-'.join(codes)}")
    return asking.clients_url([*(("rfm_segment", code) for code in codes), *parts.conditions(ask)])


def behind(ask: ReportAsk, key: str, limit: int) -> Behind:
    """`key` is `segment:<code>-<code>…`, `cells:<cell>-<cell>…`, `all` or `again`: the clients, the dearest first."""
    run = runs.last_good()
    if run is None or not asking.may_see(ask, "rfm_segment"):
        raise LookupError(key)
    picked, title = _picked(key)
    source = parts.source(ask, run, own_alone=True)
    found = people.page(ask, "behind_rfm", {"source": source}, {**parts.params(ask, run), **picked}, limit)
    return people.shown(ask, f"RFM: {title}", found)


def _picked(key: str) -> tuple[dict[str, Any], str]:
    """What the key asks, and what it is called. Raises LookupError on anything else."""
    kind, _colon, value = key.partition(":")
    values = value.split("-")
    asked: dict[str, Any] = {"segments": None, "picked": None, "least": 2 if kind == "again" else 1}
    if kind == "cells" and all(len(cell) == 3 and cell.isdecimal() for cell in values):
        return asked | {"picked": values}, ", ".join(values)
    if kind == "segment" and all(code in Rfm.values for code in values):
        return asked | {"segments": values}, ", ".join(str(Rfm(code).label) for code in values)
    titles = {"all": _("Buyers"), "again": _("Bought more than once")}
    if key not in titles:
        raise LookupError(key)
    return asked, titles[key]
