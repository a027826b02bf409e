"""Rows in another unit than the product is sold by are not brought in, nor those that would change it."""

from collections.abc import Mapping, Sequence

from core.cells import Note
from customers.normalise.names import sort_name
from imports.cleaning.columns import problem_of
from imports.cleaning.rows import ROW, CleanRow
from sales.models import Product, PurchaseLine
from sales.rules import same_unit


def measured(rows: Sequence[CleanRow]) -> list[CleanRow]:
    """The rows, those of another unit refused. Two statements, none where the file says no units."""
    texts = {str(row.values["product"]) for row in rows if row.values.get("unit") and row.values.get("product")}
    if not texts:
        return list(rows)
    names = {text: sort_name(text)[:300] for text in texts}
    known = Product.objects.exclude(unit="")
    by_sku = dict(known.filter(sku__in=texts).order_by("pk").values_list("sku", "unit"))
    by_name = dict(known.filter(sort_name__in=set(names.values())).order_by("-pk").values_list("sort_name", "unit"))
    units = {text: by_sku.get(text) or by_name.get(name, "") for text, name in names.items()}
    return [_held(row, units.get(str(row.values.get("product", "")), "")) for row in rows]


def remeasured(
    rows: Sequence[CleanRow], by_sku: Mapping[str, Product], by_name: Mapping[str, Product]
) -> list[CleanRow]:
    """Rows of products, those refused that would give what was sold already another unit. At most one statement."""
    turned = {}
    for row in rows:
        sku, unit = str(row.values.get("sku", "")), str(row.values.get("unit") or "")
        known = by_sku.get(sku) if sku else by_name.get(sort_name(str(row.values.get("name", "")))[:300])
        if known and unit and known.unit and not same_unit(known.unit, unit):
            turned[row.number] = (known.pk, unit)
    ids = {pk for pk, _unit in turned.values()}
    sold = set(PurchaseLine.objects.filter(product__in=ids).values_list("product", flat=True)) if ids else set()
    return [
        _refused(row, "sold_unit", turned[row.number][1])
        if row.number in turned and turned[row.number][0] in sold and not row.rejected
        else row
        for row in rows
    ]


def _held(row: CleanRow, unit: str) -> CleanRow:
    said = str(row.values.get("unit") or "")
    if row.rejected or not unit or not said or same_unit(unit, said):
        return row
    return _refused(row, "unit", said)


def _refused(row: CleanRow, why: str, said: str) -> CleanRow:
    return row._replace(rejected=why, problems=(*row.problems, problem_of(Note(why, "rejects"), ROW, "", said)))
