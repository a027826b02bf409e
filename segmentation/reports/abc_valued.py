"""What clients or products brought, and how evenly: of the whole company, or of a shop, a category, a manager."""

from core import sql
from core.registries.reports import ReportAsk
from segmentation.choices import Measure
from segmentation.models import ScoreRun
from segmentation.reports import asking, parts
from segmentation.scores import counting
from segmentation.scores.borders import MONEY
from segmentation.scores.counting import Question

WINDOW = "p.purchased_at >= %(since)s"
BOUGHT = "p.status <> 'returned'"
OF_LINES = {Measure.TOTAL: parts.TOTAL, Measure.PROFIT: parts.PROFIT, Measure.NUMBER: "l.quantity"}
OF_PURCHASES = {Measure.TOTAL: "p.total", Measure.PROFIT: "p.profit"}


def clients(ask: ReportAsk, run: ScoreRun, measure: Measure) -> str:
    """Rows id, value, xyz of buyers; within a part of the company by what they bought in it."""
    if parts.chosen(ask):
        return _buyers(ask, run, measure)
    inputs = counting.inputs(Question(run.settings, run.as_of))
    named = {"inputs": inputs, "value": MONEY[measure], "counted": asking.counted(ask, "i.customer_id")}
    return sql.statement("segmentation", "abc_clients", named)


def _buyers(ask: ReportAsk, run: ScoreRun, measure: Measure) -> str:
    of_lines = parts.by_lines(ask)
    amounts = OF_LINES if of_lines else OF_PURCHASES
    net = "true" if run.settings.is_net else BOUGHT
    value = (
        f"sum({amounts[measure]}) FILTER (WHERE {WINDOW} AND {net})"
        if measure != Measure.NUMBER
        else (f"count(DISTINCT p.id) FILTER (WHERE {WINDOW} AND {BOUGHT})")
    )
    there = "p.customer_id IN (SELECT c.id FROM customers_customer c WHERE c.archived_at IS NULL)"
    named = {
        "id": "p.customer_id",
        "value": value,
        "month": f"COALESCE(sum({amounts[Measure.TOTAL]}) FILTER (WHERE {net}), 0)",
        "sold": f"bool_or({BOUGHT})",
        "of": parts.LINES if of_lines else parts.PURCHASES,
        "asked": " AND ".join([asking.counted(ask, "p.customer_id"), there, *parts.of_purchases(ask)]),
    }
    return sql.statement("segmentation", "abc_bought", named)


def products(ask: ReportAsk, measure: Measure) -> str:
    """Rows id, value, xyz of products."""
    month = f"sum({OF_LINES[Measure.TOTAL]})"
    named = {
        "id": "l.product_id",
        "value": f"sum({OF_LINES[measure]}) FILTER (WHERE {WINDOW})",
        "month": month,
        "sold": f"{month} <> 0",
        "of": parts.LINES,
        "asked": " AND ".join(
            [asking.counted(ask, "p.customer_id"), "l.product_id IS NOT NULL", *parts.of_purchases(ask)]
        ),
    }
    return sql.statement("segmentation", "abc_bought", named)
