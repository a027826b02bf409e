"""A part of the company: a shop, a category, a manager. Counted by everybody's grades, or graded within the part."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core import sql
from core.registries.reports import ReportAsk
from sales import choice_lists
from sales.reports.asking import ALL, seen
from segmentation.choices import Method
from segmentation.models import ScoreRun, ScoreSettings
from segmentation.reports.asking import Values, counted, people
from segmentation.scores.counting import Question

OF_BUYERS = ("shop", "category")
PURCHASES = "sales_purchase p"
LINES = f"{PURCHASES} JOIN sales_purchaseline l ON l.purchase_id = p.id"
OF_PURCHASES = {
    "shop": "p.shop_id = %(shop)s",
    "category": "l.category_id IN (SELECT k.id FROM sales_category k WHERE %(category)s = ANY (k.lineage))",
    "manager": "p.customer_id IN (SELECT c.id FROM customers_customer c WHERE c.responsible_id = %(manager)s)",
}
"""What a chosen part asks of purchases and of their lines."""
TOTAL = "round((round(l.price * l.quantity, 2) - l.discount) * p.rate, 2)"
PROFIT = f"{TOTAL} - round(l.cost * l.quantity, 2)"
OWN = "own"


class PartForm(forms.Form):
    """Which part."""

    shop = forms.ChoiceField(label=gettext_lazy("Shop"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    manager = forms.ChoiceField(label=gettext_lazy("Manager"), required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        lists = {
            "shop": choice_lists.shops(), "category": choice_lists.categories(), "manager": choice_lists.sellers(),
        }  # fmt: skip
        for name, choices in lists.items():
            self.fields[name].choices = [ALL, *choices.items()]  # type: ignore[attr-defined]  # a ChoiceField


class GradedPartForm(PartForm):
    """And by whose grades."""

    grades = forms.ChoiceField(
        label=gettext_lazy("Grades"),
        required=False,
        choices=[("", gettext_lazy("of the whole company")), (OWN, gettext_lazy("within the chosen part"))],
    )


def chosen(ask: ReportAsk) -> list[str]:
    """Which of the three are asked for."""
    return [name for name in OF_PURCHASES if ask.values.get(name)]


def of_purchases(ask: ReportAsk) -> list[str]:
    """Conditions on purchases (and on their lines, where `by_lines`) of the part."""
    return [OF_PURCHASES[name] for name in chosen(ask)]


def by_lines(ask: ReportAsk) -> bool:
    """Whether lines are counted and not whole purchases: a category is of lines."""
    return bool(ask.values.get("category"))


def graded_within(ask: ReportAsk) -> bool:
    """Whether grades are told among the buyers of the part alone."""
    return bool(chosen(ask)) and ask.values.get("grades") == OWN


def opens_list(ask: ReportAsk) -> bool:
    """Whether the list of clients can say the same: it knows the manager, not what was bought where in the window."""
    return not graded_within(ask) and not any(ask.values.get(name) for name in OF_BUYERS)


def conditions(ask: ReportAsk) -> list[tuple[str, str]]:
    """What the list of clients is asked beside a grade."""
    return [("responsible", str(ask.values["manager"]))] if ask.values.get("manager") else []


def source(ask: ReportAsk, run: ScoreRun, *, own_alone: bool = False) -> str:
    """Rows customer_id, r, f, m, rfm_segment, frequency, monetary, profit of who is counted; parameters by `params`.

    With `own_alone` only of clients whose cards the reader may open.
    """
    whose = seen(ask, "{client}") if own_alone else counted(ask, "{client}")
    if graded_within(ask):
        return _within(ask, run.settings, whose)
    parts = [whose.replace("{client}", "s.customer_id"), *_bought(ask)]
    if ask.values.get("manager"):
        parts.append("s.customer_id IN (SELECT c.id FROM customers_customer c WHERE c.responsible_id = %(manager)s)")
    return sql.statement("segmentation", "part_scored", {"asked": " AND ".join(parts)})


def _bought(ask: ReportAsk) -> list[str]:
    """Conditions on `s`: who bought in the shop, of the category, within the window."""
    bought = (
        "s.customer_id IN (SELECT p.customer_id FROM {of} WHERE p.status NOT IN ('invoiced', 'returned')"
        " AND p.purchased_at >= %(since)s AND p.purchased_at < %(until)s{more})"
    )
    sources = {"shop": PURCHASES, "category": LINES}
    return [
        bought.replace("{of}", of).replace("{more}", f" AND {OF_PURCHASES[name]}")
        for name, of in sources.items() if ask.values.get(name)
    ]  # fmt: skip


def _within(ask: ReportAsk, settings: ScoreSettings, whose: str) -> str:
    of_lines = by_lines(ask)
    parts = [whose.replace("{client}", "c.id"), *of_purchases(ask)]
    parts += [] if settings.is_net else ["p.status <> 'returned'"]
    of = LINES if of_lines else PURCHASES
    total, profit = (TOTAL, PROFIT) if of_lines else ("p.total", "p.profit")
    number = "count(DISTINCT p.id) FILTER (WHERE p.status <> 'returned')"
    kinds = {"r": ("last_on", "recency"), "f": ("number", "number"), "m": ("money", "money")}
    grades = {axis: _grade(settings, axis, value) for axis, (value, _name) in kinds.items()}
    money = {"total": "b.total", "profit": "b.profit", "number": "b.number"}[settings.measure]
    return sql.statement(
        "segmentation",
        "part_within",
        {
            "of": of, "asked": " AND ".join(parts), "total": total, "profit": profit, "number": number,
            "money": money, **grades,
        },
    )  # fmt: skip


def _grade(settings: ScoreSettings, axis: str, value: str) -> str:
    if settings.method == Method.NTILE:
        return f"ntile(%(grades)s) OVER (ORDER BY {value}, customer_id)"
    if settings.method == Method.FIXED:
        test = "%(as_of)s - last_on <= b" if axis == "r" else f"{value} >= b"
        return f"1 + (SELECT count(*) FROM unnest(%(fixed_{axis})s::numeric[]) AS b WHERE {test})"  # noqa: S608  # names of ours
    place = f"(rank() OVER (ORDER BY {value}) - 1)"
    return f"LEAST(%(grades)s, 1 + div(%(grades)s * {place}, GREATEST(count(*) OVER () - 1, 1)))"


def params(ask: ReportAsk, run: ScoreRun) -> Values:
    """Values of the statements made of `source`."""
    ours = run.settings
    asked = Question(ours, run.as_of).params()
    fixed = {f"fixed_{axis}": [str(one) for one in ours.fixed.get(axis, ())] for axis in ("r", "f", "m")}
    return {**asked, **fixed, **picked(ask), "people": people(ask)}


def picked(ask: ReportAsk) -> Values:
    """Values of the conditions of the chosen part."""
    return {name: int(ask.values[name]) for name in chosen(ask)}


def told(ask: ReportAsk) -> str:
    """In words: what is counted and by whose grades."""
    names = {"part": named(ask)}
    if not chosen(ask):
        return _("the whole company")
    if graded_within(ask):
        return _("%(part)s: graded among the buyers of this part, by what they bought there") % names
    return _("%(part)s: clients of this part, with the grades and sums of the whole company") % names


def named(ask: ReportAsk) -> str:
    """What the chosen part is called."""
    lists = {"shop": choice_lists.shops, "category": choice_lists.categories, "manager": choice_lists.sellers}
    return ", ".join(str(lists[name]().get(str(ask.values[name]), "")) for name in chosen(ask))
