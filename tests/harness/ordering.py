"""Rows without an order come in a random one, so that no test and no page leans on luck.

PostgreSQL promises no order; on a small table it is nearly always that of insertion.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler

ordered: Callable[[SQLCompiler], Iterator[tuple[Any, bool]]] = SQLCompiler.__dict__["_order_by_pairs"]


def shuffled(compiler: SQLCompiler) -> Iterator[tuple[Any, bool]]:
    """Django's own order, or a random one where a query has none and may have any."""
    found = False
    for expression in ordered(compiler):
        found = True
        yield expression
    if not found and may_be_shuffled(compiler):
        yield OrderBy(Random()), False


def may_be_shuffled(compiler: SQLCompiler) -> bool:
    """Whole rows of one table read for the caller: not a subquery, not DISTINCT, not an aggregate."""
    query = compiler.query
    return not (
        query.subquery
        or query.distinct
        or query.combinator
        or query.group_by is not None
        or (query.is_sliced and query.high_mark == 1)
        or any(getattr(value, "contains_aggregate", False) for value in query.annotations.values())
    )


def install() -> None:
    setattr(SQLCompiler, "_order_by_pairs", shuffled)  # noqa: B010  # a private name that stubs declare otherwise
