"""The page «Quality of the base»: its score, by field, manager and source, day by day, and where dirt comes in."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.registries.reports import (
    Act,
    Chart,
    ChartKind,
    Hint,
    Measure,
    Report,
    ReportAsk,
    ReportResult,
    Tile,
    reports,
)
from core.text import moments
from journal import runs
from quality.score import counting, tables
from quality.score.facets import DOUBTS, FACETS

CODE = "base-quality"


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("Quality of the base"),
            about=gettext_lazy("How clean the base is: by field, manager and source, and where dirt comes in."),
            build=build,
            rule=gettext_lazy(
                "The score is the share of things that are right among those a card should have; a name and a phone "
                "that works weigh 3, an e-mail and the INN of a company 2, the rest 1. Counted every night over cards "
                "that are not in the archive; only clients you see are counted. Where dirt comes in: cards of the last "
                "90 days."
            ),
            icon="shield-check",
            usual_days=90,
            stamp=counting.last_day,
            recount=recount,
            links=links,
            permission=Permission.VIEW_CUSTOMERS,
            weight=5,
        )
    )


def links(user: User) -> Sequence[Act]:
    """To the queue of repairs, and to the cleaning."""
    found = []
    if user.has(Permission.EDIT_CUSTOMERS):
        found.append(Act(_("Repair cards"), reverse("customers:repair"), "clipboard-check"))
    if user.has(Permission.ADMINISTER):
        found.append(Act(_("Cleaning"), reverse("quality:runs"), "wand"))
    return found


def recount(user: User) -> str:
    """Count the day anew; the administrator watches the job."""
    if not user.has(Permission.ADMINISTER):
        return ""
    return reverse("office:job", args=[runs.start(counting.JOB, by=user, unique_key=counting.JOB).pk])


def build(ask: ReportAsk) -> ReportResult:
    """Some statements over the counts of a day, one over what is open."""
    day = counting.last_day()
    if day is None:
        return ReportResult(nothing=(_("Nothing is counted yet"), _("The base is counted every night.")))
    trend = counting.rows("read_trend", people=tables.people(ask), since=ask.since, until=ask.until)
    by_field = tables.read(ask, day, "field")
    total = counting.rows("read_trend", people=tables.people(ask), since=day, until=day)
    if not total:
        return ReportResult(nothing=(_("No clients yet"), _("There is nothing to count among the clients you see.")))
    return ReportResult(
        tiles=_tiles(ask, total[0], trend, by_field),
        charts=_trend(trend),
        tables=[
            tables.by_field(by_field),
            tables.by_manager(ask, tables.read(ask, day, "responsible")),
            tables.by_source(tables.read(ask, day, "key")),
            tables.origins(ask, day),
            tables.still_open(ask),
        ],
        hints=_hints(by_field),
    )


def _tiles(ask: ReportAsk, total: Any, trend: list[Any], by_field: list[Any]) -> list[Tile]:
    _day, score, cards = total
    wrong = {code: asked - right for code, asked, right, *_rest in by_field}
    begun = float(trend[0][1]) if len(trend) > 1 else None
    return [
        Tile(label=_("Score of the base"), value=round(float(score), 1), measure=Measure.SHARE, before=begun),
        Tile(label=_("Cards"), value=cards, url=reverse("customers:list")),
        Tile(
            label=_("Without a phone that works"),
            value=wrong.get("phone", 0),
            url=tables.list_url("phone"),
            good="down",
        ),
        Tile(
            label=_("Without an e-mail that works"),
            value=wrong.get("email", 0),
            url=tables.list_url("email"),
            good="down",
        ),
        Tile(
            label=_("Found by cleaning"),
            value=tables.doubts(ask).count(),
            url=tables.cards_url((f"{DOUBTS}__filled", "1")),
        ),
    ]


def _trend(trend: list[Any]) -> list[Chart]:
    if len(trend) < 2:
        return []
    labels = [moments.day_on_axis(day) for day, _score, _cards in trend]
    series = [(_("Score of the base"), [round(float(score), 1) for _day, score, _cards in trend])]
    return [
        Chart(code="trend", title=_("Score by day"), kind=ChartKind.LINES, labels=labels, series=series,
              measure=Measure.SHARE),
    ]  # fmt: skip


def _hints(rows: list[Any]) -> list[Hint]:
    """The thing whose repair would raise the score most."""
    labels = {one.code: one for one in FACETS}
    worst = max(((asked - right) * labels[code].weight, code) for code, asked, right, *_rest in rows if code in labels)
    if not worst[0]:
        return []
    one = labels[worst[1]]
    said = _("Most is lost by: %(field)s") % {"field": one.label}
    return [
        Hint(said, _("Mending these cards raises the score most."), tables.list_url(one.code), act=_("To the cards"))
    ]
