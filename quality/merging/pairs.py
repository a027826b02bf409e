"""Pairs of merged cards: what was asked is answered."""

from django.db.models import Q
from django.utils import timezone

from core.registries.merging import Joining, MergeRule, merge_rules
from quality.models import Pair, PairState

NOT = "quality_notduplicate"
THIRD = "CASE WHEN m.left_id = %(duplicate)s THEN m.right_id ELSE m.left_id END"


def register() -> None:
    """«Not one client» is remembered of the survivor too, unless it was said of these very cards."""
    merge_rules.add(
        MergeRule(
            code="quality.notduplicate",
            stays=f"{THIRD} = %(survivor)s OR EXISTS (SELECT 1 FROM {NOT} s WHERE s.id <> m.id"
            f" AND (s.left_id, s.right_id) IN ((%(survivor)s, {THIRD}), ({THIRD}, %(survivor)s)))",
        )
    )


def of(one: int, other: int) -> Q:
    """Condition of the pair of two cards."""
    return Q(left=min(one, other), right=max(one, other))


def settle(joining: Joining) -> None:
    """The pair is merged; others of the duplicate wait no more, for its card is in the archive."""
    Pair.objects.filter(of(joining.survivor, joining.duplicate)).update(
        state=PairState.MERGED, decided_by=joining.by, decided_at=timezone.now()
    )


def reopen(survivor: int, cards: list[int]) -> None:
    """Parted again, they may be asked about again."""
    for card in cards:
        Pair.objects.filter(of(survivor, card), state=PairState.MERGED).update(
            state=PairState.OPEN, decided_by=None, decided_at=None
        )


def close_again(survivor: int, cards: list[int]) -> None:
    """Merged anew."""
    for card in cards:
        Pair.objects.filter(of(survivor, card)).update(state=PairState.MERGED, decided_at=timezone.now())
