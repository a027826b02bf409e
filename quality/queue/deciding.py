"""What a person says of a group: not one client, later, or ask again."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

import journal
from accounts.models import User
from customers.models import Customer
from customers.tracking import CUSTOMER
from quality.models import NotDuplicate, Pair, PairState
from quality.queue.trail import APART


@transaction.atomic
def apart(cards: Sequence[Customer], *, by: User, why: str = "") -> int:
    """Different clients, each of them from each: remembered for ever. Returns how many pairs were answered."""
    ids = sorted(card.pk for card in cards)
    told = [(one, other) for at, one in enumerate(ids) for other in ids[at + 1 :]]
    NotDuplicate.objects.bulk_create(
        [NotDuplicate(left_id=one, right_id=other, by=by, why=why) for one, other in told], ignore_conflicts=True
    )
    for pk in ids:
        journal.record(APART, by=by, object_type=CUSTOMER, object_id=str(pk), details={"others": len(ids) - 1})
    return _answer(ids, PairState.DIFFERENT, by, timezone.now())


@transaction.atomic
def later(cards: Sequence[Customer], *, by: User) -> int:
    """Put off: it stands in a tab of its own until somebody decides."""
    return _answer([card.pk for card in cards], PairState.LATER, by, timezone.now())


@transaction.atomic
def ask_again(cards: Sequence[Customer], *, by: User) -> int:
    """Take back what was said: the pairs wait again."""
    ids = [card.pk for card in cards]
    NotDuplicate.objects.filter(left__in=ids, right__in=ids).delete()
    return _answer(ids, PairState.OPEN, None, None)


def _answer(ids: Sequence[int], state: PairState, by: User | None, at: dt.datetime | None) -> int:
    rows = Pair.objects.filter(left__in=ids, right__in=ids).exclude(state=PairState.MERGED)
    return rows.update(state=state, decided_by=by, decided_at=at)
