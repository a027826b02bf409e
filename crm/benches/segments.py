"""Segments: counts of rules as people build them, estimates of dear ones, a refresh of many members."""

import statistics
import time
from typing import Any

from django.db import connection, transaction

from accounts.services import system_user
from core.rules.tree import Group
from crm.benches.base import fresh_base, settle
from crm.benches.plain import AT_ONCE
from crm.benches.plain import fill as fill_plain
from crm.benches.result import BenchPlan, BenchResult
from customers.models import Customer
from sales import values
from sales.catalogue import make_category
from sales.models import Category, Product, Purchase
from segmentation.models import Segment, SegmentMember
from segmentation.segments import counting, library, refresh, rules
from segmentation.segments.services import SegmentWish, make

EACH_CLIENT = 3
TIMES = 3
CATEGORIES = 10
LINES = """
INSERT INTO sales_purchaseline (purchase_id, product_id, category_id, quantity, price, discount, cost, position)
SELECT p.id, %(product)s, (%(categories)s::bigint[])[1 + (random() * 30)::int %% %(count)s],
       sign(p.total), abs(p.total), 0, abs(p.cost), 0
  FROM sales_purchase p WHERE p.id > %(after)s AND p.id <= %(upto)s
"""
PLAIN = ("women", "young", "no-city", "recent", "sleeping", "once", "generous", "forgotten", "nobodys", "unreachable")
HALF = {"all": [{"field": "sex", "op": "is", "values": ["f"]}]}
OTHER = {"all": [{"field": "sex", "op": "is_not", "values": ["f"]}]}


def run(plan: BenchPlan) -> BenchResult:
    """Rules over cards and values; rules over lines of purchases; a segment filled, turned over, looked at again."""
    with fresh_base():
        fill_plain(plan.customers, plan.purchases or plan.customers * EACH_CLIENT)
        _fill_more()
        settle()
        plain = [_exact(one.tree) for code in PLAIN if (one := library.find(code))]
        dear = [_estimate(tree) for tree in _dear()]
        filled, changed, again = _refreshes()
    close = [one for one in dear if abs(one["estimate"] - one["exact"]) <= max(0.1 * one["exact"], 1)]
    return BenchResult(
        figures={
            "exact_p50_ms": round(statistics.median(plain), 1),
            "exact_p95_ms": round(sorted(plain)[int(0.95 * (len(plain) - 1))], 1),
            "estimate_ms": round(max((one["estimate_ms"] for one in dear), default=0), 1),
            "estimates": len(dear),
            "estimates_within_10": len(close),
            "dear_exact_ms": round(max((one["exact_ms"] for one in dear), default=0), 1),
            "members": filled[1],
            "fill_seconds": round(filled[0], 3),
            "turn_over_seconds": round(changed[0], 3),
            "unchanged_seconds": round(again[0], 3),
        },
        ratios={"turn_over_to_fill": round(changed[0] / max(filled[0], 0.001), 2)},
    )


def _fill_more() -> None:
    """Three clients of ten are women, each purchase has a line of a category, values are counted."""
    categories = [make_category(f"Category {number}", None).pk for number in range(CATEGORIES)]
    product = Product.objects.create(name="Product", sort_name="product", category_id=categories[0])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE customers_customer SET sex = 'f' WHERE mod(id, 10) < 3")
    last = Purchase.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for after in range(0, last, AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL kartoteka.values_later TO 'on'")
            asked: dict[str, Any] = {"product": product.pk, "categories": categories, "count": CATEGORIES}
            cursor.execute(LINES, {**asked, "after": after, "upto": after + AT_ONCE})
    settle()
    values.rebuild()


def _exact(tree: Group) -> float:
    return min(_timed(lambda: rules.found(tree).count())[0] for _time in range(TIMES)) * 1000


def _dear() -> list[Group]:
    ids = list(Category.objects.order_by("pk").values_list("pk", flat=True)[:5])
    asked: list[dict[str, Any]] = [
        {"field": "bought_category", "op": "times", "values": [often, days, str(pk)]}
        for pk in ids
        for often, days in (("1", "365"), ("2", "365"))
    ]
    return [rules.read({"all": [one]}) for one in asked]


def _estimate(tree: Group) -> dict[str, float]:
    spent, found = _timed(lambda: counting.sample(tree, Customer.objects.active()))
    exact_spent, exact = _timed(lambda: rules.found(tree).count())
    return {"estimate": found.number, "exact": exact, "estimate_ms": spent * 1000, "exact_ms": exact_spent * 1000}


def _refreshes() -> tuple[tuple[float, int], tuple[float, int], tuple[float, int]]:
    segment, _made = make(by=system_user(), wish=SegmentWish("Bench", rule=HALF))
    fills = []
    for _time in range(TIMES):
        with transaction.atomic():
            SegmentMember.objects.filter(segment=segment).delete()
        settle()
        fills.append(_refreshed(segment))
    settle()
    Segment.objects.filter(pk=segment.pk).update(rule=OTHER)
    segment.refresh_from_db()
    changed = _refreshed(segment)
    settle()
    return min(fills), changed, _refreshed(segment)


def _refreshed(segment: Segment) -> tuple[float, int]:
    spent, found = _timed(lambda: refresh.one(segment))
    return spent, found.size if found else 0


def _timed(act: Any) -> tuple[float, Any]:
    started = time.perf_counter()
    found = act()
    return time.perf_counter() - started, found
