"""Cards like one that is being typed: the same keys, the same weights as of the search over the base."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from core import sql
from core.db import prepared
from quality.matching import keeping
from quality.matching.cards import Compared
from quality.matching.scoring import score_pairs
from quality.matching.weights import FEWEST, Thresholds
from quality.search.finding import MOST

# A handful of cards is looked up by keys; the planner, who does not see how few they are, would read whole tables.
BY_KEYS = {"enable_seqscan": "off", "enable_mergejoin": "off", "jit": "off"}
OF_ONE = {**BY_KEYS, "enable_hashjoin": "off", "plan_cache_mode": "force_generic_plan"}
MEASURES = """
SELECT coalesce((SELECT size FROM quality_duplicatesearch WHERE finished_at IS NOT NULL
                  ORDER BY started_at DESC, id DESC LIMIT 1), 0),
       coalesce((SELECT families FROM quality_matchposition WHERE id = 1), 1.0)
"""


class Similar(NamedTuple):
    """A card that may be of the same client."""

    customer: int
    score: Decimal
    reasons: Sequence[Mapping[str, Any]]


def similar(typed: Compared, *, itself: int = 0) -> list[Similar]:
    """The likeliest five at most, the likeliest first; of the whole base: whoever shows them asks what may be seen."""
    with transaction.atomic():
        measures = _begin(OF_ONE)
        rows = prepared(_find_like(), {**typed._asdict(), "itself": itself, **measures})
    return [Similar(pk, score, json.loads(reasons)) for pk, score, reasons in rows]


def similar_to_each(typed: Sequence[Compared]) -> dict[int, list[int]]:
    """Of rows whose `customer_id` is their place among them: the cards each may be, the likeliest first.

    For rows that name no phone, e-mail or INN: how many others have the same is not looked up.
    """
    found: dict[int, list[int]] = defaultdict(list)
    if not typed:
        return found
    with transaction.atomic(), connection.cursor() as cursor:
        measures = _begin(BY_KEYS)
        if measures["size"]:
            keeping.lay_out(typed)
            cursor.execute(_find_like_each(), measures)
            for row, card in cursor.fetchall():
                found[row].append(card)
        _set(cursor, dict.fromkeys(BY_KEYS))
    return found


@cache
def _find_like() -> str:
    scored = score_pairs("pairs", left="typed", shares="shares")
    return sql.statement("quality", "find_like", {"most": MOST, "scored": scored})


@cache
def _find_like_each() -> str:
    scored = score_pairs("pairs", left=keeping.FRESH, shares="shares")
    return sql.statement("quality", "find_like_each", {"rows": keeping.FRESH, "most": MOST, "scored": scored})


def _begin(settings: Mapping[str, str]) -> dict[str, float]:
    """Set how the transaction plans. Returns what weights and thresholds depend on, as the last search has found it:
    counting a million takes too long.
    """
    with connection.cursor() as cursor:
        _set(cursor, settings)
        cursor.execute(MEASURES)
        size, relatives = cursor.fetchone()
    thresholds = Thresholds.of(size)
    return {
        "size": size, "cards": max(size, FEWEST), "families": relatives, "ask": thresholds.ask, "sure": thresholds.sure,
    }  # fmt: skip


def _set(cursor: CursorWrapper, settings: Mapping[str, str | None]) -> None:
    """For this transaction; None: as it was before."""
    each = ", ".join(["set_config(%s, %s, true)"] * len(settings))
    cursor.execute(f"SELECT {each}", [value for one in settings.items() for value in one])
