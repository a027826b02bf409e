"""How many would move by other settings: the same counting, written nowhere; of a large base an even part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts import company
from segmentation.models import CustomerScore, ScoreSettings
from segmentation.reports.asking import rows
from segmentation.reports.words import CODES, LABELS, name
from segmentation.scores import borders, counting
from segmentation.scores import settings as score_settings
from segmentation.scores.counting import INPUTS, Question

MOST = 50_000
"""So many clients are counted at once within a page; of more, so many of them evenly."""
SHOWN = 8


@dataclass(frozen=True)
class Moving:
    """Of one kind of class: how many of how many would move, and the largest streams by name."""

    label: Any
    moved: int
    whole: int
    streams: list[tuple[str, str, int]]


@dataclass(frozen=True)
class Preview:
    """By kind of class; `is_part`: told by a part of the base."""

    kinds: list[Moving]
    is_part: bool


def preview(values: Mapping[str, Any]) -> Preview:
    """Raises DomainError where the settings contradict themselves."""
    standing = score_settings.current()
    fields = [one.name for one in ScoreSettings._meta.concrete_fields if one.name not in score_settings.KEPT]
    wished = ScoreSettings(**{name: values.get(name, getattr(standing, name)) for name in fields})
    score_settings.refuse(wished)
    whole = CustomerScore.objects.exclude(lifecycle="").count()
    every = max(1, -(-whole // MOST))
    ids = None
    if every > 1:
        scored = CustomerScore.objects.exclude(lifecycle="").order_by("customer_id")
        ids = list(scored.extra(where=["customer_id %% %s = 0"], params=[every]).values_list("customer_id", flat=True))
    with transaction.atomic():
        question = Question(wished, company.today(), ids=ids)
        counting.prepare(question)
        fresh, params = counting.fresh(question, borders.find(wished, INPUTS, question.as_of), INPUTS)
        lines = rows("preview_scores", {"fresh": fresh}, params)
    return Preview([_moving(kind, lines, every) for kind in CODES], is_part=every > 1)


def _moving(kind: str, lines: list[tuple[Any, ...]], every: int) -> Moving:
    ours = [(was, now, n * every) for code, was, now, n in lines if code == kind]
    moved = [line for line in ours if line[0] != line[1]]
    streams = [(name(kind, was), name(kind, now), n) for was, now, n in moved[:SHOWN]]
    return Moving(LABELS[kind], sum(n for _w, _n, n in moved), sum(n for _w, _n, n in ours), streams)
