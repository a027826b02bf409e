"""The page of ABC: the curve, the classes beside the textbook, the table against XYZ."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.registries.reports import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Cut,
    Grid,
    GridCell,
    GridView,
    Hint,
    ReportAsk,
    ReportResult,
    Row,
    Table,
    Tile,
)
from core.registries.reports import Measure as Shown
from core.text.numbers import percent
from segmentation.choices import Abc, Xyz
from segmentation.models import ScoreRun
from segmentation.reports import asking, parts, people
from segmentation.reports.words import MONEY, name, shown_as

if TYPE_CHECKING:
    from segmentation.reports.abc import Found, Wish

CODE = "abc"
NORM = {"A": ((15, 20), (75, 85)), "B": ((20, 30), (15, 15)), "C": ((50, 65), (5, 5))}
"""The textbook: per cent of clients, per cent of sales."""
HUES = {"A": "hue-0", "B": "hue-2", "C": "hue-9"}


def result(ask: ReportAsk, run: ScoreRun, wish: "Wish", found: "Found") -> ReportResult:
    """Everything the page shows."""
    return ReportResult(
        tiles=_tiles(ask, wish, found),
        hints=_hints(ask, wish, found),
        charts=[_curve(wish, found)],
        tables=[_classes(ask, wish, found)],
        grids=[_grid(ask, wish, found)],
        explained=explained(ask, run, wish),
        notice=asking.notice(ask, run),
        counted_at=run.finished_at,
    )


def explained(ask: ReportAsk, run: ScoreRun, wish: "Wish") -> list[tuple[str, str]]:
    """By what, between which borders, in which months."""
    ours = run.settings
    xyz = {
        "x": asking.said(ours.xyz_x),
        "y": asking.said(ours.xyz_y),
        "months": ours.xyz_months,
        "least": ours.xyz_least,
    }
    part = _("%(part)s: by what was bought in this part") % {"part": parts.named(ask)}
    return [
        (_("Whom"), part if parts.chosen(ask) else _("the whole company")),
        (_("By what"), str(wish.measure.label)),
        (_("Purchases"), asking.period_of(run)),
        (_("Borders"), f"A {percent(wish.a)}, B {percent(wish.b)}"),
        (
            "XYZ",
            _("X up to %(x)s%%, Y up to %(y)s%%; %(months)s months, at least %(least)s of them with sales") % xyz,
        ),
    ]


def _tiles(ask: ReportAsk, wish: "Wish", found: "Found") -> list[Tile]:
    label = _("Products") if wish.of_products else _("Buyers")
    n, value = found.classes.get("A", (0, 0))
    return [
        Tile(label=label, value=found.number, url=_url(ask, wish, "")),
        Tile(label=MONEY[wish.measure], value=found.value, measure=shown_as(wish.measure)),
        Tile(
            label=_("Class A"),
            value=n,
            url=_url(ask, wish, "A") if n else "",
            note=_("%(share)s%% of all") % {"share": asking.said(asking.share(n, found.number))},
        ),
        Tile(label=_("Brought by class A"), value=asking.share(value, found.value), measure=Shown.SHARE),
    ]


def _hints(ask: ReportAsk, wish: "Wish", found: "Found") -> list[Hint]:
    """Where the base differs from the textbook, by its standing borders alone."""
    n, _value = found.classes.get("A", (0, 0))
    if not found.value or wish.of_products:
        return []
    share, (least, most) = asking.share(n, found.number), NORM["A"][0]
    words = {"share": asking.said(share), "least": least, "most": most}
    where = _url(ask, wish, "A")
    if share < least:
        text = _("The money stands on few: class A is %(share)s%% of buyers, the textbook says %(least)s–%(most)s%%")
        detail = _("Losing one of them hurts: give each a manager, and grow class B.")
        return [Hint(text % words, detail, where, "warn", _("Open class A"))]
    if share > most:
        text = _("The money is spread evenly: class A is %(share)s%% of buyers, the textbook says %(least)s–%(most)s%%")
        detail = _("No client stands out: look for those who could buy more, not for whom to spare.")
        return [Hint(text % words, detail, where, "ok", _("Open class A"))]
    return []


def _curve(wish: "Wish", found: "Found") -> Chart:
    cuts, across, up = [], 0.0, 0.0
    for code in ("A", "B"):
        n, value = found.classes.get(code, (0, 0))
        across, up = across + asking.share(n, found.number), up + asking.share(value, found.value)
        cuts.append(Cut(code, round(across, 1), round(up, 1)))
    places = (cuts[0].across, cuts[0].up, cuts[1].across, cuts[1].up)
    words = dict(zip(("across", "up", "b_across", "b_up"), map(asking.said, places), strict=True))
    says = _("%(across)s%% bring %(up)s%%, %(b_across)s%% bring %(b_up)s%%.") % words
    return Chart(
        code="pareto", title=_("Who brings what, from the dearest on"), kind=ChartKind.CURVE,
        labels=[f"{x:g}" for x, _y in found.points], series=[(str(MONEY[wish.measure]), [y for _x, y in found.points])],
        measure=Shown.SHARE, says=says, cuts=cuts if found.value else (), wide=False,
    )  # fmt: skip


def _url(ask: ReportAsk, wish: "Wish", code: str, xyz: str = "") -> str:
    """The list of clients where they carry the class; else the report's own list. No code: of all classes."""
    if wish.is_standing and code:
        return asking.clients_url([("abc", code), *([("xyz", xyz.strip("-"))] if xyz else [])])
    return people.url(ask, CODE, f"{code or 'all'}:{xyz}" if xyz else code or "all")


def _approach() -> dict[str, str]:
    return {
        "A": _("A manager of their own, terms of their own, no silence longer than usual."),
        "B": _("Grow into A: offers by what they buy, a reason to buy more often."),
        "C": _("Automation and self-service; personal work only where one can grow."),
    }


def _stock() -> dict[str, str]:
    return {
        "A": _("Always in stock; watch the price and the supplier."),
        "B": _("A usual stock; show it beside A."),
        "C": _("To order, or out of the range once the stock is sold."),
    }


def _classes(ask: ReportAsk, wish: "Wish", found: "Found") -> Table:
    measure = wish.measure
    columns = [
        Column(code="class", label=_("Class"), measure=Shown.TEXT),
        Column(code="n", label=_("Products") if wish.of_products else _("Clients")),
        Column(code="share", label=_("Share"), measure=Shown.SHARE),
        Column(code="norm", label=_("Textbook"), measure=Shown.TEXT, on_phone=False),
        Column(code="value", label=MONEY[measure], measure=shown_as(measure)),
        Column(code="of_value", label=_("Share of it"), measure=Shown.SHARE),
        Column(code="norm_value", label=_("Textbook"), measure=Shown.TEXT, on_phone=False),
        Column(code="approach", label=_("What to do"), measure=Shown.TEXT, beneath=True),
    ]
    said = _stock() if wish.of_products else _approach()
    lines = [_row(ask, wish, found, code, said[code]) for code in Abc.values]
    whole = {"class": Cell(_("All")), "n": Cell(found.number, _url(ask, wish, "")), "value": Cell(found.value)}
    note = _("The textbook stands for clients by revenue") if not wish.of_products else ""
    return Table(
        code="classes", title=_("Classes beside the textbook"), columns=columns,
        rows=[*lines, Row(whole, is_total=True)], note=note,
    )  # fmt: skip


def _row(ask: ReportAsk, wish: "Wish", found: "Found", code: str, said: str) -> Row:
    n, value = found.classes.get(code, (0, 0))
    where = _url(ask, wish, code) if n else ""
    norm, norm_value = NORM[code]
    cells = {
        "class": Cell(code, where, hue=HUES[code]), "n": Cell(n, where), "share": Cell(asking.share(n, found.number)),
        "norm": Cell(_span(*norm)), "value": Cell(value), "of_value": Cell(asking.share(value, found.value)),
        "norm_value": Cell(_span(*norm_value)), "approach": Cell(said),
    }  # fmt: skip
    return Row(cells, acts=asking.acts(ask, [("abc", code)]) if wish.is_standing and n else ())


def _span(least: int, most: int) -> str:
    return percent(most) if least == most else f"{least}–{percent(most)}"


def _grid(ask: ReportAsk, wish: "Wish", found: "Found") -> Grid:
    """Evenness across; the last column has those with too few months."""
    across = [*Xyz.values, ""]

    def cell(code: str, xyz: str, place: int) -> GridCell:
        field = found.fields.get((code, xyz), (0, 0))
        return GridCell(field[place], url=_url(ask, wish, code, xyz or "-") if field[0] else "")

    def view(label: str, place: int, measure: Shown) -> GridView:
        lines = [[cell(code, xyz, place) for xyz in across] for code in Abc.values]
        return GridView(label=label, cells=lines, measure=measure)

    evenness = {"X": _("evenly"), "Y": _("with ups and downs"), "Z": _("at random"), "": ""}
    return Grid(
        code="abcxyz",
        title="ABC × XYZ",
        columns=[(xyz or name("xyz", ""), evenness[xyz]) for xyz in across],
        rows=[(code, "") for code in Abc.values],
        views=[
            view(_("Products") if wish.of_products else _("Clients"), 0, Shown.NUMBER),
            view(str(MONEY[wish.measure]), 1, shown_as(wish.measure)),
        ],
        says=_("Classes of money in rows, evenness of buying in columns."),
        wide=False,
    )
