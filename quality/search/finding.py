"""The search: candidates, weights, groups, pairs written by difference. Over the whole base, or among some cards."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple

from django.db import connection, transaction

from core import sql
from quality.matching.scoring import score_pairs
from quality.matching.weights import FEWEST, Thresholds, families
from quality.models import DuplicateSearch, MatchCard, MatchPosition, Pair, PairState
from quality.search import scratch
from quality.search.errors import SearchRunsError
from quality.search.groups import tie

Step = Callable[[], AbstractContextManager[None]]
LOCK = 0x6B61_7274_6475_706C
"""Of the one search that runs: whatever the process, the second is told so."""
MOST = "CASE (key & 31)::int WHEN 10 THEN 8 WHEN 11 THEN 12 WHEN 19 THEN 12 WHEN 20 THEN 12 ELSE 60 END"
"""How many cards a key may have: fewer where it is a full name alone (10), or a surname, an initial and a city (11)."""
IN_BATCH = 50_000
ENOUGH = 500_000
NEVER_SO_LOW = -1000.0


class Found(NamedTuple):
    """What a search has come to."""

    candidates: int
    pairs: int
    sure: int


@contextmanager
def alone() -> Iterator[None]:
    """Keep other searches out. Raises SearchRunsError when one runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise SearchRunsError
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def everything(step: Step = transaction.atomic) -> Iterator[tuple[int, int, float, str, str]]:
    """All pairs that share a key, compared and not written: (a, b, score, decision, reasons), strongest first."""
    with scratch.scratch(), step():
        _compare_all(NEVER_SO_LOW)
        with connection.connection.cursor(name="quality_everything") as cursor:
            cursor.execute(
                "SELECT a, b, score::float8, decision, reasons::text FROM quality_scored ORDER BY score DESC, a, b"
            )
            yield from cursor


def whole(search: DuplicateSearch, *, ask: float | None = None, step: Step = transaction.atomic) -> Found:
    """All cards against all."""
    with scratch.scratch():
        with step():
            candidates = _compare_all(ask)
        return _settle(search, None, candidates, step)


def among(
    search: DuplicateSearch, ids: Sequence[int], *, ask: float | None = None, step: Step = transaction.atomic
) -> Found:
    """These cards against all; of words in the base the last whole search knows."""
    with scratch.scratch():
        with step():
            scratch.prepare(scratch.SOME)
            candidates = scratch.fill(
                scratch.CANDIDATES, sql.statement("quality", "find_candidates_of", {"most": MOST}), {"ids": list(ids)}
            )
            cards = "(SELECT * FROM quality_matchcard WHERE customer_id IN (SELECT a FROM {0} UNION SELECT b FROM {0}))"
            scratch.fill(scratch.SHARES, shares_of(cards.format(scratch.CANDIDATES)), {})
            _score(ask)
        return _settle(search, list(ids), candidates, step)


def _compare_all(ask: float | None) -> int:
    scratch.prepare(scratch.WHOLE)
    count_terms()
    candidates = scratch.fill(scratch.CANDIDATES, sql.statement("quality", "find_candidates", {"most": MOST}), {})
    scratch.fill(scratch.SHARES, shares_of("quality_matchcard"), {})
    _tell_families(candidates)
    _score(ask)
    return candidates


def _tell_families(candidates: int) -> None:
    """Whether relatives stand in the base: of many pairs a part tells."""
    parts = {"pairs": scratch.CANDIDATES, "each": str(max(candidates // ENOUGH, 1))}
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("quality", "count_families", parts), {})
        relatives, pairs = cursor.fetchone()
    MatchPosition.objects.filter(pk=1).update(families=families(relatives, pairs))


def shares_of(cards: str) -> str:
    """SELECT of how many names share each phone and e-mail of these cards."""
    return sql.statement("quality", "count_shares", {"cards": cards})


def count_terms() -> None:
    """Bring the table of how often words stand up to the base."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("quality", "count_terms"))


def _score(ask: float | None) -> None:
    cards = MatchCard.objects.count()
    thresholds = Thresholds.of(cards)
    position = MatchPosition.objects.get_or_create(pk=1)[0]
    values = {
        "cards": max(cards, FEWEST),
        "families": position.families,
        "ask": thresholds.ask if ask is None else ask,
        "sure": thresholds.sure,
    }
    scratch.fill(scratch.SCORED, score_pairs(scratch.CANDIDATES), values)


def _settle(search: DuplicateSearch, ids: list[int] | None, candidates: int, step: Step) -> Found:
    """Groups told, pairs written by difference."""
    with step():
        found = _group(ids)
    _write(search, step)
    with step(), connection.cursor() as cursor:
        which = (
            "TRUE" if ids is None else "(p.left_id = ANY (%(ids)s::bigint[]) OR p.right_id = ANY (%(ids)s::bigint[]))"
        )
        parts = {"found": scratch.SCORED, "among": which}
        cursor.execute(sql.statement("quality", "drop_pairs", parts), {"ids": ids})
    return Found(candidates, *found)


def _group(ids: list[int] | None) -> tuple[int, int]:
    """Which cards go together. Of a search among some, with the pairs that stand around them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT a, b, decision = 'auto' FROM quality_scored ORDER BY score DESC, a, b")
        rows: list[tuple[int, int, bool]] = cursor.fetchall()
    pairs, sure = [(a, b) for a, b, _sure in rows], [(a, b) for a, b, is_sure in rows if is_sure]
    beside: list[tuple[int, int]] = [] if ids is None else _standing_beside(pairs)
    groups = tie([*pairs, *beside], sure)
    scratch.load(scratch.GROUPED, "id root", groups.of.items())
    scratch.load(scratch.DEMOTED, "a b", groups.demoted)
    return len(pairs), len(sure) - len(groups.demoted)


def _standing_beside(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of the groups that these cards belong to already."""
    cards = {card for pair in pairs for card in pair}
    roots = Pair.objects.filter(left__in=cards, state=PairState.OPEN).values("group")
    more = Pair.objects.filter(state=PairState.OPEN, group__in=roots).order_by("pk")
    return [(a, b) for a, b in more.values_list("left_id", "right_id")]


def _write(search: DuplicateSearch, step: Step) -> None:
    low, last = 0, _last_found()
    while low < last:
        with step(), connection.cursor() as cursor:
            high = _end_of_batch(low)
            parts = {"found": sql.statement("quality", "select_found")}
            cursor.execute(
                sql.statement("quality", "write_pairs", parts), {"search": search.pk, "low": low, "high": high}
            )
        low = high


def _last_found() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(a), 0) FROM quality_scored")
        return int(cursor.fetchone()[0])


def _end_of_batch(low: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(a) FROM (SELECT a FROM quality_scored WHERE a > %s ORDER BY a LIMIT %s) s", [low, IN_BATCH]
        )
        return int(cursor.fetchone()[0])
