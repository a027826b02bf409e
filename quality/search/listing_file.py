"""Pairs found as a CSV: numbers of other programs, the score, the decision, the reasons in words."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection

from core import sql
from core.text.guard import guard
from quality.matching.explain import words
from quality.matching.weights import Thresholds
from quality.models import Decision, MatchCard, Pair, PairState
from quality.search import finding

COLUMNS = ("left_external_id", "right_external_id", "score", "decision", "reasons")
AT_ONCE = 5_000
BETWEEN = "; "


class Line(NamedTuple):
    """A pair before its cards are named."""

    left: int
    right: int
    score: str
    decision: str
    reasons: Sequence[Mapping[str, Any]]


def write_csv(write: Callable[[bytes], Any], *, everything: bool = False) -> int:
    """Pairs that stand, strongest first, but those told different; `everything`: all compared anew, weak ones too.

    A card without a number of another program is named by its own: `#17`. Returns how many pairs.
    """
    lines, count = (_compared() if everything else _standing()), 0
    write(_csv([COLUMNS]))
    while batch := list(islice(lines, AT_ONCE)):
        names = _names({card for line in batch for card in (line.left, line.right)})
        write(_csv([_row(line, names) for line in batch]))
        count += len(batch)
    return count


def _standing() -> Iterator[Line]:
    rows = Pair.objects.filter(state__in=[PairState.OPEN, PairState.LATER, PairState.SAME]).order_by("-score", "pk")
    for one in rows.iterator(AT_ONCE):
        yield Line(one.left_id, one.right_id, f"{one.score:.2f}", one.decision, one.reasons)


def _compared() -> Iterator[Line]:
    ask = Thresholds.of(MatchCard.objects.count()).ask
    for left, right, score, decision, reasons in finding.everything():
        yield Line(left, right, f"{score:.2f}", decision if score >= ask else Decision.NO.value, json.loads(reasons))


def _row(line: Line, names: Mapping[int, str]) -> tuple[str, ...]:
    left, right = (guard(names.get(card, f"#{card}")) for card in (line.left, line.right))
    return left, right, line.score, line.decision, BETWEEN.join(words(line.reasons))


def _names(cards: set[int]) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("quality", "name_cards"), {"ids": list(cards)})
        return dict(cursor.fetchall())


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
