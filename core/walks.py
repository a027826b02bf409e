"""The first rows of several owners together: a short walk of an index for each, never a sort of all they have."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

M = TypeVar("M", bound=Model)
OWNERS = "owners"


def first_of_each(rows: QuerySet[M, Any], owner: str, ids: Iterable[int], limit: int) -> QuerySet[M, Any]:
    """The first `limit` of what these owners have, in the order of `rows`, which must name columns and end with pk.

    Cost: `limit` rows of an index that begins with the owner, for each owner; what is sorted is at most
    owners × limit. A plain `owner IN (…) ORDER BY … LIMIT` reads and sorts all of them.
    """
    standing = list(ids)
    if len(standing) == 1:
        return rows.filter(**{owner: standing[0]})[:limit]
    order = [str(name) for name in rows.query.order_by]
    # An order may say `pk` or the key's own name: its column stands in the lateral table once.
    names = {_column(rows.model, name): name.removeprefix("-") for name in ("pk", *order)}
    # Only names of columns and of this module stand in the text of the statement.
    of_one = rows.filter(**{owner: RawSQL(f"{OWNERS}.id", ())}).values_list(*names.values())[:limit]  # noqa: S611
    inner, params = of_one.query.sql_with_params()
    by = ", ".join(f"of_one.{_column(rows.model, name)}{' DESC' if name[0] == '-' else ''}" for name in order)
    columns = ", ".join(names)
    # The array is found once: joined as it stands, it was found anew for each row of a table whose statistics are old.
    picked = (
        f"SELECT unnest(ARRAY(SELECT of_one.{_column(rows.model, 'pk')} FROM unnest(%s::bigint[]) AS {OWNERS}(id)"  # noqa: S608
        f" CROSS JOIN LATERAL ({inner}) AS of_one ({columns}) ORDER BY {by} LIMIT {int(limit)}))"
    )
    found = rows.model._default_manager.filter(pk__in=RawSQL(picked, [standing, *params]))  # noqa: S611, SLF001
    return found.order_by(*order)


def _column(model: type[Model], name: str) -> str:
    plain = name.removeprefix("-")
    field = model._meta.pk if plain == "pk" else model._meta.get_field(plain)
    return f'"{field.column}"'  # type: ignore[union-attr]  # orders name columns
