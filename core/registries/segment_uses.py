"""What waits for a segment and will fail without it: told at its page and when it is deleted; nothing is forbidden."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class SegmentUse:
    """One kind of thing that counts on a segment: campaigns that have not begun."""

    code: str
    uses: Callable[[int, int], Iterable[str]]
    """(segment id, user id) to sentences in the reader's language: «campaign “Autumn”»."""
    weight: int = 100


segment_uses: Registry[SegmentUse] = Registry("segment_uses", "what waits for a segment")


def waiting_for(segment: int, user: int) -> list[str]:
    """Everything that will not go without it."""
    return [said for use in segment_uses for said in use.uses(segment, user)]
