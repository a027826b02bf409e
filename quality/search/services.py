"""Searches for duplicates as people and jobs order them, each written down with what it found."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from core import sql
from quality.matching import keeping
from quality.models import DuplicateSearch, MatchCard, MatchPosition, SearchKind
from quality.search import finding

Step = Callable[[], AbstractContextManager[None]]
Told = Callable[[int, int], None]
FLOOD = 20
"""From a twentieth of the base on, all of it is searched sooner than so many cards one by one."""
FEW = 2_000
"""Fewer changed cards are always searched by themselves, however small the base is."""


def search_whole(
    *, ask: float | None = None, step: Step = transaction.atomic, told: Told | None = None
) -> DuplicateSearch:
    """Compare all cards with all. Safe to run twice, safe to kill: pairs are written by difference."""
    with finding.alone():
        position, upto = _position(), _stamp()
        keeping.refresh(step=step, done=told)
        MatchPosition.objects.filter(pk=position.pk).update(tx=upto)
        return _whole(ask, step)


def search_changed(*, step: Step = transaction.atomic) -> DuplicateSearch | None:
    """Compare what has changed since the last search with all; None when nothing has."""
    with finding.alone():
        position, upto = _position(), _stamp()
        # In a restored base transactions are counted anew: a position ahead of them is of another life.
        ids = _ids("find_touched", after=str(position.tx if position.tx <= upto else 0), upto=str(upto))
        keeping.refresh_these(ids, step=step)
        MatchPosition.objects.filter(pk=position.pk).update(tx=upto)
        searched, horizon = position.searched_tx, _stamp()
        fresh = MatchCard.objects.filter(tx__gte=searched if searched <= horizon else 0)
        changed = sorted({*fresh.values_list("pk", flat=True), *ids})
        if not changed:
            return None
        if not searched or len(changed) > max(FEW, MatchCard.objects.count() // FLOOD):
            return _whole(None, step)
        found = _among(SearchKind.CHANGED, changed, None, step)
        MatchPosition.objects.filter(pk=position.pk).update(searched_tx=horizon)
        return found


def search_operation(operation: UUID, *, ask: float | None = None, step: Step = transaction.atomic) -> DuplicateSearch:
    """Compare the cards an operation made or changed with all."""
    with finding.alone():
        ids = _ids("find_of_operation", operation=str(operation))
        keeping.refresh_these(ids, step=step)
        if not _position().searched_tx:
            return _whole(ask, step)
        return _among(SearchKind.OPERATION, ids, ask, step)


def _whole(ask: float | None, step: Step) -> DuplicateSearch:
    search, horizon = DuplicateSearch.objects.create(kind=SearchKind.WHOLE), _stamp()
    found = finding.whole(search, ask=ask, step=step)
    MatchPosition.objects.filter(pk=1).update(searched_tx=horizon)
    return _finish(search, found, MatchCard.objects.count())


def _among(kind: SearchKind, ids: Sequence[int], ask: float | None, step: Step) -> DuplicateSearch:
    search = DuplicateSearch.objects.create(kind=kind)
    return _finish(search, finding.among(search, ids, ask=ask, step=step), len(ids))


def _finish(search: DuplicateSearch, found: finding.Found, customers: int) -> DuplicateSearch:
    search.finished_at, search.customers, search.size = timezone.now(), customers, MatchCard.objects.count()
    search.candidates, search.pairs, search.sure = found.candidates, found.pairs, found.sure
    search.asked = found.pairs - found.sure
    search.save()
    return search


def _position() -> MatchPosition:
    return MatchPosition.objects.get_or_create(pk=1)[0]


def _stamp() -> int:
    """All transactions before this one are seen by what follows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        return int(cursor.fetchone()[0])


def _ids(statement: str, **values: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("quality", statement), values)
        return [pk for (pk,) in cursor.fetchall()]
