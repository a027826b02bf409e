"""Duplicates: how well and how fast pairs are found, in a labelled file or in a generated base whose truth is known.

The way is the product's: clients written, their rows of comparison made, the whole base searched. `best` is the best
F1 that any score gives; `asked` that of all pairs found (surely and to be looked at), `sure` of those merged by
themselves; `clustered`: after everybody whom pairs tie together is taken for one. `memory_mb` is the most this process
has held until the end of the search, the truth included.
"""

import math
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management import call_command

from core.errors import DomainError
from crm.benches import dedup_data, dedup_hint
from crm.benches.base import END, Nowhere, fresh_base, settle
from crm.benches.result import BenchPlan, BenchResult
from customers.models import ExternalId
from quality.matching import keeping
from quality.models import Decision, Pair
from quality.search import finding, services
from quality.search.groups import tie

SHARE = 0.3
Pairs = list[tuple[int, int]]


class Score(NamedTuple):
    """How right a set of pairs is."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def run(plan: BenchPlan) -> BenchResult:
    """Of a file when one is named, else of a generated base."""
    with fresh_base():
        truth = _from_file(plan.dataset) if plan.dataset else _generated(plan.customers)
        settle()
        result = measure(truth)
        if not plan.dataset:
            settle()
            dedup_hint.tell(result)
        return result


def measure(truth: Mapping[int, str], *, settle: Callable[[], None] = settle) -> BenchResult:
    """Of the base in use; `truth` tells of each card who it is."""
    started = time.perf_counter()
    keeping.refresh()
    normalised = time.perf_counter()
    settle()
    begun = time.perf_counter()
    search = services.search_whole()
    ended = time.perf_counter()
    result = BenchResult(
        figures={
            "customers": len(truth), "true_pairs": _true_pairs(truth.values()), "candidates": search.candidates,
            "normalise_seconds": round(normalised - started, 2), "search_seconds": round(ended - begun, 2),
            "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
    )  # fmt: skip
    _tell(result, truth)
    _tell_best(result, truth)
    return result


def _tell(result: BenchResult, truth: Mapping[int, str]) -> None:
    """At the product's own thresholds."""
    found = list(Pair.objects.order_by("pk").values_list("left_id", "right_id", "decision"))
    asked = [(a, b) for a, b, _decision in found]
    sure = [(a, b) for a, b, decision in found if decision == Decision.AUTO]
    result.figures["pairs"], result.figures["sure_pairs"] = len(asked), len(sure)
    for name, pairs in (("asked", asked), ("sure", sure)):
        _add(result, name, _pairwise(pairs, truth))
        clustered, largest = _clustered(pairs, truth)
        _add(result, f"{name}_clustered", clustered)
        result.figures[f"{name}_largest"] = largest


def _tell_best(result: BenchResult, truth: Mapping[int, str]) -> None:
    """Over all scores, and what the keys lost before anything was compared."""
    total = _true_pairs(truth.values())
    right = 0
    best, at, kept = 0.0, math.inf, []
    known: Pairs = []
    for seen, (a, b, score, _decision, _reasons) in enumerate(finding.everything(), start=1):
        right += truth[a] == truth[b]
        known.append((a, b))
        f1 = 2 * right / (seen + total)
        if f1 > best:
            best, at = f1, score
            kept = [seen, right]
    result.figures["keys_recall"] = round(right / total, 4) if total else 1.0
    result.figures["best_at"] = round(at, 2)
    if kept:
        _add(result, "best", Score(kept[1] / kept[0], kept[1] / total))
        _add(result, "best_clustered", _clustered(known[: kept[0]], truth)[0])


def _add(result: BenchResult, name: str, score: Score) -> None:
    result.ratios[f"{name}_precision"] = round(score.precision, 4)
    result.ratios[f"{name}_recall"] = round(score.recall, 4)
    result.ratios[f"{name}_f1"] = round(score.f1, 4)


def _pairwise(pairs: Pairs, truth: Mapping[int, str]) -> Score:
    right = sum(truth[a] == truth[b] for a, b in pairs)
    return Score(right / len(pairs) if pairs else 1.0, right / max(_true_pairs(truth.values()), 1))


def _clustered(pairs: Pairs, truth: Mapping[int, str]) -> tuple[Score, int]:
    """With everybody joined whom pairs tie together; and the largest such group."""
    groups = tie(pairs, ()).of
    sizes = Counter(groups.values())
    right = _pairs_within(Counter((root, truth[card]) for card, root in groups.items()))
    made, total = _pairs_within(sizes), _true_pairs(truth.values())
    return Score(right / made if made else 1.0, right / max(total, 1)), max(sizes.values(), default=1)


def _true_pairs(entities: Iterable[str]) -> int:
    return _pairs_within(Counter(entities))


def _pairs_within(sizes: Mapping[Any, int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _from_file(name: str) -> dict[int, str]:
    path = Path(name)
    if not path.is_file():
        raise DomainError(f"There is no file {name}.", code="dataset")
    return dedup_data.write(dedup_data.read(path))


def _generated(customers: int) -> dict[int, str]:
    """Whose truth stands in numbers of the program `demo`: `<entity>-<copy>`."""
    call_command(
        "seed_demo", customers=customers, purchases=0, duplicates=SHARE, end_date=END, json=True, stdout=Nowhere()
    )
    rows = ExternalId.objects.order_by("pk").values_list("customer_id", "value")
    return {card: value.rpartition("-")[0] for card, value in rows.iterator()}
