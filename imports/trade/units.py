"""A row of purchases in another unit than its product is sold by is not brought in."""

from collections.abc import Sequence

from core.cells import Note
from customers.normalise.names import sort_name
from imports.cleaning.columns import problem_of
from imports.cleaning.rows import ROW, CleanRow
from sales.models import Product
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


def _held(row: CleanRow, unit: str) -> CleanRow:
    said = str(row.values.get("unit") or "")
    if row.rejected or not unit or not said or same_unit(unit, said):
        return row
    return row._replace(rejected="unit", problems=(*row.problems, problem_of(Note("unit", "rejects"), ROW, "", said)))
