"""Segments that rest on other segments: in which order they are counted, and that none rests on itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError
from segmentation.models import Segment
from segmentation.segments import rules

ARROW = " \u2192 "


def rests_on(segments: Iterable[Segment]) -> dict[int, set[int]]:
    """Each segment with those its rule asks for."""
    return {one.pk: rules.asked_in(one.rule) for one in segments}


def check_cycle(segment: Segment | None, name: str, rule: Mapping[str, Any]) -> None:
    """Raises DomainError with the whole way round when the segment would rest on itself."""
    if segment is None:
        return
    live = list(Segment.objects.live().order_by("pk").only("pk", "name", "rule"))
    names = {one.pk: one.name for one in live} | {segment.pk: name}
    edges = rests_on(live) | {segment.pk: rules.asked_in(rule)}
    way = _way_round(edges, segment.pk)
    if way:
        path = ARROW.join(f"\u00ab{names.get(pk, pk)}\u00bb" for pk in way)
        raise DomainError(_("A segment cannot rest on itself: %(path)s.") % {"path": path}, code="cycle")


def in_order(segments: Sequence[Segment]) -> list[Segment]:
    """Those that others ask for first; otherwise as they were given. A circle made past us is cut, not followed."""
    by_pk = {one.pk: one for one in segments}
    edges = rests_on(segments)
    done: dict[int, Segment] = {}
    for one in segments:
        _put(one.pk, by_pk, edges, done)
    return list(done.values())


def resting_on(segment: Segment) -> list[Segment]:
    """Segments whose membership changes with this one, in the order they are counted, itself not among them."""
    live = in_order(list(Segment.objects.live().order_by("pk")))
    edges, reached = rests_on(live), {segment.pk}
    found = []
    for one in live:
        if one.pk != segment.pk and edges[one.pk] & reached:
            reached.add(one.pk)
            found.append(one)
    return found


def _put(pk: int, by_pk: Mapping[int, Segment], edges: Mapping[int, set[int]], done: dict[int, Segment]) -> None:
    begun: set[int] = set()
    stack = [pk]
    while stack:
        here = stack[-1]
        under = [one for one in sorted(edges[here]) if one in by_pk and one not in done and one not in begun]
        if here in done or not under:
            done.setdefault(here, by_pk[here])
            stack.pop()
            continue
        begun.add(here)
        stack += under[:1]


def _way_round(edges: Mapping[int, set[int]], start: int) -> list[int]:
    """The shortest way from the segment back to itself."""
    came_from: dict[int, int] = {}
    here = [start]
    while here:
        beyond = []
        for pk in here:
            for under in sorted(edges.get(pk, ())):
                if under == start:
                    return _path(came_from, pk, start)
                if under not in came_from:
                    came_from[under] = pk
                    beyond.append(under)
        here = beyond
    return []


def _path(came_from: Mapping[int, int], last: int, start: int) -> list[int]:
    way = [start, last]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return [start, *reversed(way[1:-1]), start] if last != start else [start, start]
