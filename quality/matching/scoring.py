"""The statement that weighs pairs, for whoever asks: the search over the base, the form, the import."""

from functools import cache

from core import sql
from quality.matching.weights import WEIGHTS, sql_of

EVERY = "ln(%(cards)s::float8) / ln(2::float8)"
"""An address is hardly met twice: as rare as anything in the base."""
RARITY = {
    "address": EVERY,
    "last": "last_rarity",
    "company": "last_rarity",
    "first": "first_rarity",
    "city": "city_rarity",
}
SHARES = {"phone": "phone_shared", "email": "email_shared"}


@cache
def score_pairs(pairs: str, *, left: str = "quality_matchcard", right: str = "quality_matchcard",
                shares: str = "quality_shares") -> str:  # fmt: skip
    """SELECT of a, b, score, decision, reasons over pairs (a, b); see `sql/score_pairs.sql`."""
    parts = {"pairs": pairs, "left": left, "right": right, "shares": shares}
    for field in WEIGHTS:
        rarity = f"coalesce({RARITY[field]}, 0)" if field in RARITY else "0"
        parts[field] = sql_of(field, f"{field}_said", rarity, SHARES.get(field, "0"))
    parts["reasons"] = ",\n       ".join(map(_reason, WEIGHTS))
    return sql.statement("quality", "score_pairs", parts)


def _reason(field: str) -> str:
    return (
        f"""'{{"field": "{field}", "outcome": "' || {field}_said || '", "weight": '"""
        f""" || round({field}_weight::numeric, 1) || '}}'"""
    )
