"""ABC and XYZ: who makes the money, beside the textbook, and how evenly; of clients and of products."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.registries.reports import Behind, BehindLine, Report, ReportAsk, ReportResult, reports
from core.text.numbers import money, number
from sales.models import Product
from sales.reports.asking import seen
from segmentation.choices import Abc, Measure, Xyz
from segmentation.models import ScoreRun
from segmentation.reports import abc_shown, abc_valued, asking, parts, people
from segmentation.reports.words import name
from segmentation.scores import runs
from segmentation.scores.counting import Question

CODE = "abc"
PRODUCTS = "products"


class AbcForm(parts.PartForm):
    """Of whom, by what, between which borders, in which part; empty is as the settings have it."""

    field_order = ("of", "measure", "a", "b")

    of = forms.ChoiceField(
        label=gettext_lazy("Of whom"),
        required=False,
        choices=[("", gettext_lazy("clients")), (PRODUCTS, gettext_lazy("products"))],
    )
    measure = forms.ChoiceField(label=gettext_lazy("By what"), required=False)
    a = forms.DecimalField(
        label=gettext_lazy("A up to, %"), required=False, min_value=1, max_value=99, max_digits=4, decimal_places=1
    )
    b = forms.DecimalField(
        label=gettext_lazy("B up to, %"), required=False, min_value=1, max_value=100, max_digits=4, decimal_places=1
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, user=user)
        self.fields["measure"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", gettext_lazy("as in the settings")), *Measure.choices,
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A before B; one of them alone stands against the other's usual place."""
        values: dict[str, Any] = super().clean() or {}
        a, b = values.get("a") or Decimal(80), values.get("b") or Decimal(95)
        if a >= b:
            self.add_error("a", gettext_lazy("The border of A is below the border of B."))
        return values


@dataclass(frozen=True)
class Wish:
    """The question as it is answered."""

    of_products: bool
    measure: Measure
    a: Decimal
    b: Decimal
    is_standing: bool
    """Whether clients carry exactly these classes, so that the list can filter by them."""

    @classmethod
    def of(cls, ask: ReportAsk, run: ScoreRun) -> "Wish":
        """What is not asked is as the settings of the run have it."""
        ours = run.settings
        measure = Measure(ask.values.get("measure") or ours.abc_measure)
        a, b = ask.values.get("a") or ours.abc_a, ask.values.get("b") or ours.abc_b
        products = ask.values.get("of") == PRODUCTS
        usual = (measure, a, b) == (ours.abc_measure, ours.abc_a, ours.abc_b)
        standing = usual and not products and not parts.chosen(ask)
        return cls(of_products=products, measure=measure, a=a, b=b, is_standing=standing)


@dataclass(frozen=True)
class Found:
    """Number and value by class and by class against XYZ, and the points of the curve."""

    classes: Mapping[str, tuple[int, Any]]
    fields: Mapping[tuple[str, str], tuple[int, Any]]
    points: list[tuple[float, float]]
    number: int
    value: Any


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("ABC and XYZ"),
            about=gettext_lazy("Who makes the money and how evenly: clients and products beside the textbook."),
            build=build,
            behind=behind,
            form=AbcForm,
            has_period=False,
            rule=gettext_lazy(
                "All stand in a row, the dearest first; A are those before whom less than the border of A of the whole "
                "has been brought, B those before whom less than the border of B, C the others and all who brought "
                "nothing. XYZ tells how evenly: the deviation of months to their mean."
            ),
            icon="trending-up",
            stamp=asking.stamp,
            recount=asking.recount,
            links=asking.links,
            weight=2,
        )
    )


def build(ask: ReportAsk) -> ReportResult:
    """One statement."""
    if not asking.may_see(ask, "abc"):
        return asking.closed()
    run = runs.last_good()
    if run is None:
        return asking.not_yet(runs.last_failed_since(None))
    wish = Wish.of(ask, run)
    if not asking.sees(ask, wish.measure):
        words = _("Choose “number of purchases”, or ask whoever manages roles for the right to see sums.")
        return ReportResult(nothing=(_("Sums are closed for your role"), words))
    found = _found(ask, run, wish)
    if not found.number:
        words = _("Nobody bought anything within the window; the classes come with the first purchase.")
        return ReportResult(nothing=(_("Nothing to divide"), words), counted_at=run.finished_at)
    return abc_shown.result(ask, run, wish, found)


def _found(ask: ReportAsk, run: ScoreRun, wish: Wish) -> Found:
    lines = asking.rows("report_abc", {"valued": _valued(ask, run, wish)}, _params(ask, run, wish))
    classes: dict[str, tuple[int, Any]] = {}
    fields: dict[tuple[str, str], tuple[int, Any]] = {}
    steps = []
    for code, xyz, step, n, value in lines:
        if step:
            steps.append((n, value))
            continue
        fields[code, xyz] = (n, value)
        was = classes.get(code, (0, 0))
        classes[code] = (was[0] + n, was[1] + value)
    everybody, whole = sum(n for n, _v in classes.values()), sum(v for _n, v in classes.values())
    return Found(classes, fields, _points(steps, everybody, whole), everybody, whole)


def _points(steps: list[tuple[int, Any]], people: int, whole: Any) -> list[tuple[float, float]]:
    """Shares of a hundred across and up, from nought to the whole."""
    points, n, value = [(0.0, 0.0)], 0, Decimal(0)
    for more, brought in steps if whole else ():
        n, value = n + more, value + brought
        points.append((round(100 * n / people, 2), round(float(100 * value / whole), 2)))
    return points


def _valued(ask: ReportAsk, run: ScoreRun, wish: Wish) -> str:
    if wish.of_products:
        return abc_valued.products(ask, wish.measure)
    return abc_valued.clients(ask, run, wish.measure)


def _params(ask: ReportAsk, run: ScoreRun, wish: Wish) -> dict[str, Any]:
    asked = Question(run.settings, run.as_of).params()
    return {**asked, **parts.picked(ask), "a": wish.a, "b": wish.b, "people": asking.people(ask)}


def behind(ask: ReportAsk, key: str, limit: int) -> Behind:
    """`key` is `<class>`, `<class>:<xyz>` or `all`: clients the reader may open, or products, the dearest first."""
    code, _colon, xyz = key.partition(":")
    run = runs.last_good()
    if run is None or code not in ("all", *Abc.values) or xyz not in ("", "-", *Xyz.values):
        raise LookupError(key)
    wish = Wish.of(ask, run)
    if not asking.may_see(ask, "abc") or not asking.sees(ask, wish.measure):
        raise LookupError(key)
    picked = "" if xyz == "-" else xyz or "*"
    asked = {"classes": Abc.values if code == "all" else [code], "xyz": picked}
    named = {"valued": _valued(ask, run, wish), "shown": "true" if wish.of_products else seen(ask, "id")}
    found = people.page(ask, "behind_abc", named, {**_params(ask, run, wish), **asked}, limit)
    title = _("All") if code == "all" else f"{code} × {name('xyz', picked)}" if xyz else code
    return _products(title, found, wish) if wish.of_products else people.shown(ask, title, found)


def _products(title: str, found: people.Page, wish: Wish) -> Behind:
    names = dict(Product.objects.filter(pk__in=found.ids).order_by("pk").values_list("pk", "name"))
    written = number if wish.measure == Measure.NUMBER else money
    lines = []
    for pk, value in found.rows:
        where = reverse("sales:product", args=[pk])
        lines.append(BehindLine(at=None, who="", what=written(value), customer=names.get(pk, ""), url=where))
    headings = ("", "", wish.measure.label, _("Product"))
    return Behind(title=title, lines=lines, headings=headings, number=found.number, next=found.next)
