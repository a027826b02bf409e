"""The page «Quality of the base»: its score, by field, manager and source, day by day, and where dirt comes in."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import scope
from accounts.models import User
from accounts.permissions import Permission
from core.registries.reports import (
    Act,
    Cell,
    Chart,
    ChartKind,
    Column,
    Hint,
    Measure,
    Report,
    ReportAsk,
    ReportResult,
    Row,
    Table,
    Tile,
    reports,
)
from core.text import moments
from journal import runs
from journal.models import Operation
from quality.models import Finding
from quality.score import counting
from quality.score.facets import CODE as WRONG
from quality.score.facets import DOUBTS, FACETS, kinds

CODE = "base-quality"
GOOD, FAIR = 85, 65
"""Per cent from which a score is good, and fair."""


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
        found.append(Act(_("Cleaning"), reverse("quality:runs"), "refresh"))
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
    trend = counting.rows("read_trend", people=_people(ask), since=ask.since, until=ask.until)
    by_field = _read(ask, day, "field")
    total = counting.rows("read_trend", people=_people(ask), since=day, until=day)
    if not total:
        return ReportResult(nothing=(_("No clients yet"), _("There is nothing to count among the clients you see.")))
    return ReportResult(
        tiles=_tiles(ask, total[0], trend, by_field),
        charts=_trend(trend),
        tables=[
            _fields(by_field),
            _managers(ask, _read(ask, day, "responsible")),
            _sources(_read(ask, day, "key")),
            _origins(ask, day),
            _open(ask),
        ],
        hints=_hints(by_field),
    )


def _people(ask: ReportAsk) -> tuple[int, ...] | None:
    found = scope.reach(ask.user)
    return None if found.everything else found.people


def _read(ask: ReportAsk, day: dt.date, by: str, cut: str = "source") -> list[tuple[Any, ...]]:
    return counting.rows("read_quality", people=_people(ask), day=day, by=by, cut=cut)


def _tiles(ask: ReportAsk, total: Any, trend: list[Any], by_field: list[Any]) -> list[Tile]:
    _day, score, cards = total
    wrong = {code: asked - right for code, asked, right, _score, _cards in by_field}
    begun = float(trend[0][1]) if len(trend) > 1 else None
    return [
        Tile(label=_("Score of the base"), value=round(float(score), 1), measure=Measure.SHARE, before=begun),
        Tile(label=_("Cards"), value=cards, url=reverse("customers:list")),
        Tile(label=_("Without a phone that works"), value=wrong.get("phone", 0), url=list_url("phone"), good="down"),
        Tile(label=_("Without an e-mail that works"), value=wrong.get("email", 0), url=list_url("email"), good="down"),
        Tile(label=_("Found by cleaning"), value=_doubts(ask).count(), url=_list((f"{DOUBTS}__filled", "1"))),
    ]


def _doubts(ask: ReportAsk) -> Any:
    return Finding.objects.visible_to(ask.user).open().order_by()


def list_url(field: str, *more: tuple[str, str]) -> str:
    """The cards that have this thing wrong."""
    return _list((f"{WRONG}__is", field), *more)


def _list(*query: tuple[str, str]) -> str:
    return f"{reverse('customers:list')}?{urlencode(query)}"


def _trend(trend: list[Any]) -> list[Chart]:
    if len(trend) < 2:
        return []
    labels = [moments.day_on_axis(day) for day, _score, _cards in trend]
    series = [(_("Score of the base"), [round(float(score), 1) for _day, score, _cards in trend])]
    return [
        Chart(code="trend", title=_("Score by day"), kind=ChartKind.LINES, labels=labels, series=series,
              measure=Measure.SHARE),
    ]  # fmt: skip


def _score(value: Any) -> Cell:
    score = round(float(value or 0), 1)
    return Cell(score, tone="ok" if score >= GOOD else "warn" if score >= FAIR else "bad")


def _columns(first: str) -> list[Column]:
    return [
        Column(code="name", label=first, measure=Measure.TEXT),
        Column(code="score", label=_("Score"), measure=Measure.SHARE),
        Column(code="cards", label=_("Cards")),
        Column(code="wrong", label=_("Wrong or missing"), hint=_("things, not cards: a card may lack several")),
    ]


def _fields(rows: list[Any]) -> Table:
    found = {code: (asked, right) for code, asked, right, _score, _cards in rows}
    lines = []
    for one in FACETS:
        asked, right = found.get(one.code, (0, 0))
        if asked:
            cells = {
                "name": Cell(one.label), "score": _score(100 * right / asked), "cards": Cell(asked),
                "wrong": Cell(asked - right, list_url(one.code)),
            }  # fmt: skip
            lines.append(Row(cells, acts=[Act(_("Look"), list_url(one.code))] if asked > right else ()))
    return Table(code="fields", title=_("By field"), columns=_columns(_("Field")), rows=lines)


def _managers(ask: ReportAsk, rows: list[Any]) -> Table:
    people = {str(one.pk): one.full_name for one in User.objects.filter(pk__in=_ids(rows)).order_by("pk")}
    lines = []
    for key, asked, right, score, cards in rows:
        whose = ("responsible__is", key) if key else ("responsible__empty", "1")
        name = people.get(key or "", _("nobody"))
        cells = {"name": Cell(name, _list(whose)), "score": _score(score), "cards": Cell(cards, _list(whose))}
        wrong = [(f"{WRONG}__is", one.code) for one in FACETS]
        lines.append(Row({**cells, "wrong": Cell(asked - right, _list(*wrong, whose))}))
    return Table(code="managers", title=_("By manager"), columns=_columns(_("Manager")), rows=lines)


def _ids(rows: list[Any]) -> list[int]:
    return [int(row[0]) for row in rows if row[0]]


def _sources(rows: list[Any]) -> Table:
    lines = []
    for key, asked, right, score, cards in rows:
        whence = ("source__is", key) if key else ("source__empty", "1")
        wrong = [(f"{WRONG}__is", one.code) for one in FACETS]
        cells = {
            "name": Cell(key or _("not named"), _list(whence)), "score": _score(score),
            "cards": Cell(cards, _list(whence)), "wrong": Cell(asked - right, _list(*wrong, whence)),
        }  # fmt: skip
        lines.append(Row(cells))
    return Table(code="sources", title=_("By source"), columns=_columns(_("Source")), rows=lines)


def _origins(ask: ReportAsk, day: dt.date) -> Table:
    """Imports and people by what they brought in, the worst first."""
    imports, people = _read(ask, day, "key", "import"), _read(ask, day, "key", "person")
    operations = {
        str(one.pk): one for one in Operation.objects.filter(pk__in=[row[0] for row in imports]).order_by("pk")
    }
    names = {str(one.pk): one.full_name for one in User.objects.filter(pk__in=_ids(people)).order_by("pk")}
    lines = []
    for way, rows in ((_("import"), imports), (_("by hand"), people)):
        for key, asked, right, score, cards in rows:
            operation = operations.get(key)
            name = str(operation.params.get("name", "")) if operation else names.get(key, "")
            url = reverse("office:operation", args=[key]) if operation and ask.user.has(Permission.ADMINISTER) else ""
            cells = {
                "name": Cell(name or "—", url), "way": Cell(way), "score": _score(score), "cards": Cell(cards),
                "wrong": Cell(asked - right),
            }  # fmt: skip
            lines.append((float(score or 0), Row(cells)))
    head, *rest = _columns(_("Import or person"))
    columns = [head, Column(code="way", label=_("How"), measure=Measure.TEXT), *rest]
    worst = [row for _score, row in sorted(lines, key=lambda line: line[0])]
    return Table(code="origins", title=_("Where dirt comes in"), columns=columns, rows=worst)


def _open(ask: ReportAsk) -> Table:
    """What the last cleaning found and nobody has mended."""
    labels = kinds()
    rows = _doubts(ask).values_list("kind").annotate(cards=Count("customer", distinct=True)).order_by("-cards", "kind")
    lines = [
        Row({"name": Cell(labels.get(kind, kind)), "cards": Cell(cards, _list((f"{DOUBTS}__is", kind)))})
        for kind, cards in rows
    ]
    columns = [Column(code="name", label=_("What"), measure=Measure.TEXT), Column(code="cards", label=_("Cards"))]
    return Table(code="open", title=_("Found by cleaning, not mended yet"), columns=columns, rows=lines)


def _hints(rows: list[Any]) -> list[Hint]:
    """The thing whose repair would raise the score most."""
    labels = {one.code: one for one in FACETS}
    worst = max(
        ((asked - right) * labels[code].weight, code) for code, asked, right, _score, _cards in rows if code in labels
    )
    if not worst[0]:
        return []
    one = labels[worst[1]]
    said = _("Most is lost by: %(field)s") % {"field": one.label}
    return [Hint(said, _("Mending these cards raises the score most."), list_url(one.code), act=_("To the cards"))]
