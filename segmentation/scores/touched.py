"""Scores of those who have changed since: by the borders that stand, without sorting anybody."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.utils import timezone

from accounts import company
from core import sql
from segmentation.models import ScorePosition, ScoreRun
from segmentation.scores import borders, counting, runs
from segmentation.scores.counting import Question

AT_ONCE = 10_000


def catch_up(*, step: runs.Step = transaction.atomic) -> int:
    """Count whom others have touched; returns how many were looked at. Safe to run twice, safe to kill."""
    position = ScorePosition.objects.select_related("run__settings").filter(pk=1).first()
    if position is None or position.run is None:
        return runs.nightly(step=step).customers
    upto = runs.stamp()
    ids = _touched(position.tx, upto)
    for start in range(0, len(ids), AT_ONCE):
        with step():
            rescore(ids[start : start + AT_ONCE])
    with step():
        standing = runs.hold()
        if standing.tx < upto:
            standing.tx, standing.looked_at = upto, timezone.now()
            standing.save(update_fields=["tx", "looked_at"])
    return len(ids)


def rescore(ids: Sequence[int]) -> int:
    """These clients by the borders of the last run; how many were different. Nothing where nobody was counted yet."""
    run = runs.hold().run
    if run is None:
        return 0
    return _by(run, ids)


def rescore_now(ids: Sequence[int]) -> None:
    """For a page: while others count nobody waits, `touched` will bring these clients up within a minute."""
    position = runs.hold_at_once()
    if position is not None and position.run is not None:
        _by(position.run, ids)


def _by(run: ScoreRun, ids: Sequence[int]) -> int:
    question = Question(run.settings, company.today(), ids=ids)
    source = f"({counting.inputs(question)})"
    told = sql.text("segmentation", "tell_scored")
    return runs.write(question, borders.from_json(run.borders), source, run.pk, told=told)


def _touched(after: int, upto: int) -> list[int]:
    with connection.cursor() as cursor:
        params = {"after": str(after), "upto": str(upto)}
        cursor.execute(sql.statement("segmentation", "find_touched"), params)
        return [pk for (pk,) in cursor.fetchall()]
