"""Tables of the page «Quality of the base»; each number opens its cards in the list."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import scope
from accounts.models import User
from accounts.permissions import Permission
from core.registries.reports import Act, Cell, Column, Measure, ReportAsk, Row, Table
from journal.models import Operation
from quality.models import Finding
from quality.score import counting
from quality.score.facets import CODE as WRONG
from quality.score.facets import DOUBTS, FACETS, kinds

GOOD, FAIR = 85, 65
"""Per cent from which a score is good, and fair."""


def people(ask: ReportAsk) -> tuple[int, ...] | None:
    """Whose clients the reader sees; None: everybody's."""
    found = scope.reach(ask.user)
    return None if found.everything else found.people


def read(ask: ReportAsk, day: dt.date, by: str, cut: str = "source") -> list[tuple[Any, ...]]:
    """Counts of the day by field, person or key of the cut."""
    return counting.rows("read_quality", people=people(ask), day=day, by=by, cut=cut)


def doubts(ask: ReportAsk) -> "QuerySet[Finding]":
    """What is found and not mended, of clients the reader sees."""
    return Finding.objects.visible_to(ask.user).open().order_by()


def list_url(field: str, *more: tuple[str, str]) -> str:
    """The cards that have this thing wrong."""
    return cards_url((f"{WRONG}__is", field), *more)


def cards_url(*query: tuple[str, str]) -> str:
    """The list of clients by these conditions."""
    return f"{reverse('customers:list')}?{urlencode(query)}"


def _anything_wrong(which: tuple[str, str]) -> str:
    """Cards of one person or source in which something is wrong or missing."""
    return cards_url(*((f"{WRONG}__is", one.code) for one in FACETS), which)


def _score(value: Any) -> Cell:
    score = round(float(value or 0), 1)
    return Cell(score, tone="ok" if score >= GOOD else "warn" if score >= FAIR else "bad")


def _columns(first: str) -> list[Column]:
    return [
        Column(code="name", label=first, measure=Measure.TEXT),
        Column(code="score", label=_("Score"), measure=Measure.SHARE),
        Column(code="cards", label=_("Cards")),
        Column(code="wrong", label=_("Wrong or missing"), hint=_("cards in which it is so")),
    ]


def by_field(rows: list[Any]) -> Table:
    """How many of the cards asked have each thing right."""
    found = {code: (asked, right) for code, asked, right, *_rest in rows}
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


def by_manager(ask: ReportAsk, rows: list[Any]) -> Table:
    """Whose cards are cleaner."""
    names = {str(one.pk): one.full_name for one in User.objects.filter(pk__in=_ids(rows)).order_by("pk")}
    lines = []
    for key, _asked, _right, score, cards, wrong in rows:
        whose = ("responsible__is", key) if key else ("responsible__empty", "1")
        name = names.get(key or "", _("nobody"))
        cells = {"name": Cell(name, cards_url(whose)), "score": _score(score), "cards": Cell(cards, cards_url(whose))}
        lines.append(Row({**cells, "wrong": Cell(wrong, _anything_wrong(whose))}))
    return Table(code="managers", title=_("By manager"), columns=_columns(_("Manager")), rows=lines)


def _ids(rows: list[Any]) -> list[int]:
    return [int(row[0]) for row in rows if row[0]]


def by_source(rows: list[Any]) -> Table:
    """Whence the cleaner cards come."""
    lines = []
    for key, _asked, _right, score, cards, wrong in rows:
        whence = ("source__is", key) if key else ("source__empty", "1")
        cells = {
            "name": Cell(key or _("not named"), cards_url(whence)), "score": _score(score),
            "cards": Cell(cards, cards_url(whence)), "wrong": Cell(wrong, _anything_wrong(whence)),
        }  # fmt: skip
        lines.append(Row(cells))
    return Table(code="sources", title=_("By source"), columns=_columns(_("Source")), rows=lines)


def origins(ask: ReportAsk, day: dt.date) -> Table:
    """Imports and people by what they brought in, the worst first."""
    imports, by_hand = read(ask, day, "key", "import"), read(ask, day, "key", "person")
    operations = {
        str(one.pk): one for one in Operation.objects.filter(pk__in=[row[0] for row in imports]).order_by("pk")
    }
    names = {str(one.pk): one.full_name for one in User.objects.filter(pk__in=_ids(by_hand)).order_by("pk")}
    lines = []
    for way, rows in ((_("import"), imports), (_("by hand"), by_hand)):
        for key, _asked, _right, score, cards, wrong in rows:
            operation = operations.get(key)
            name = str(operation.params.get("name", "")) if operation else names.get(key, "")
            url = reverse("office:operation", args=[key]) if operation and ask.user.has(Permission.ADMINISTER) else ""
            cells = {
                "name": Cell(name or "—", url), "way": Cell(way), "score": _score(score), "cards": Cell(cards),
                "wrong": Cell(wrong),
            }  # fmt: skip
            lines.append((float(score or 0), Row(cells)))
    head, *rest = _columns(_("Import or person"))
    columns = [head, Column(code="way", label=_("How"), measure=Measure.TEXT), *rest]
    worst = [row for _score, row in sorted(lines, key=lambda line: line[0])]
    return Table(code="origins", title=_("Where dirt comes in"), columns=columns, rows=worst)


def still_open(ask: ReportAsk) -> Table:
    """What the last cleaning found and nobody has mended."""
    labels = kinds()
    rows = doubts(ask).values_list("kind").annotate(cards=Count("customer", distinct=True)).order_by("-cards", "kind")
    lines = [
        Row({"name": Cell(labels.get(kind, kind)), "cards": Cell(cards, cards_url((f"{DOUBTS}__is", kind)))})
        for kind, cards in rows
    ]
    columns = [Column(code="name", label=_("What"), measure=Measure.TEXT), Column(code="cards", label=_("Cards"))]
    return Table(code="open", title=_("Found by cleaning, not mended yet"), columns=columns, rows=lines)
