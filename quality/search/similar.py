"""Cards like one that is being typed: the same keys, the same weights as of the search over the base."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection, transaction

from core import sql
from quality.matching.cards import Compared
from quality.matching.scoring import score_pairs
from quality.matching.weights import FEWEST, Thresholds
from quality.models import DuplicateSearch, MatchPosition
from quality.search.finding import MOST

# A handful of cards is looked up by keys; the planner, who does not see how few they are, would read whole tables.
BY_KEYS = """
SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
       set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)
"""


class Similar(NamedTuple):
    """A card that may be of the same client."""

    customer: int
    score: Decimal
    reasons: Sequence[Mapping[str, Any]]


def similar(typed: Compared, *, itself: int = 0) -> list[Similar]:
    """The likeliest five at most, the likeliest first; of the whole base: whoever shows them asks what may be seen."""
    cards = _size()
    thresholds = Thresholds.of(cards)
    families = MatchPosition.objects.filter(pk=1).values_list("families", flat=True).first()
    values = {
        **typed._asdict(), "itself": itself, "cards": max(cards, FEWEST),
        "families": 1.0 if families is None else families, "ask": thresholds.ask, "sure": thresholds.sure,
    }  # fmt: skip
    scored = score_pairs("pairs", left="typed", shares="shares")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BY_KEYS)
        cursor.execute(sql.statement("quality", "find_like", {"most": MOST, "scored": scored}), values)
        rows = cursor.fetchall()
    return [Similar(pk, score, json.loads(said) if isinstance(said, str) else said) for pk, score, said in rows]


def _size() -> int:
    """How many cards the base has, as the last search knows: counting a million takes longer than the hint may."""
    last = DuplicateSearch.objects.filter(finished_at__isnull=False).order_by("-started_at", "-pk")
    return last.values_list("size", flat=True).first() or 0
