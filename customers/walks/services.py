"""Begin a walk, mark a stop, go on. The clients are frozen in the order of the list when it begins."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from core.errors import DomainError
from customers.models import Customer, Walk, WalkStop
from customers.models.walk import LONGEST_OUTCOME
from listing.ordering import sorted_rows
from listing.state import State

MOST_STOPS = 10_000
MOST_OUTCOMES = 9
"""One for each digit key."""


def usual_outcomes() -> list[str]:
    """What most walks ask."""
    return [
        pgettext("outcome of a walk", "Talked"),
        pgettext("outcome of a walk", "No answer"),
        pgettext("outcome of a walk", "Call back"),
        pgettext("outcome of a walk", "Refused"),
        pgettext("outcome of a walk", "Wrong number"),
    ]


def read_outcomes(text: str) -> list[str]:
    """One a line. Raises DomainError when there are none, too many, or one too long."""
    found = list(
        dict.fromkeys(line for line in (" ".join(raw.split()) for raw in text.replace("\0", "").splitlines()) if line)
    )
    if not found or len(found) > MOST_OUTCOMES:
        raise DomainError(_("Write from 1 to %(most)s outcomes, each on its line.") % {"most": MOST_OUTCOMES})
    if any(len(one) > LONGEST_OUTCOME for one in found):
        raise DomainError(_("An outcome is at most %(most)s characters.") % {"most": LONGEST_OUTCOME})
    return found


@transaction.atomic
def begin(*, by: User, state: State, name: str, outcomes: Iterable[str]) -> Walk:
    """Raises DomainError when the list is empty, or longer than anybody walks."""
    name = " ".join(name.replace("\0", "").split())[:300] or str(state.tab.label)
    walk = Walk.objects.create(owner=by, name=name, outcomes=list(outcomes))
    rows, order, _why = sorted_rows(state)
    try:
        sql, params = rows.order_by(*order.terms).values("pk")[: MOST_STOPS + 1].query.sql_with_params()
    except EmptyResultSet:
        sql, params = "SELECT NULL::bigint WHERE false", ()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO customers_walkstop (walk_id, seq, customer_id)"  # noqa: S608
            f" SELECT %s, row_number() OVER (), id FROM ({sql}) AS chosen (id)",
            [walk.pk, *params],
        )
        walk.total = cursor.rowcount
    if not walk.total:
        raise DomainError(_("There is nobody in this list."), code="empty")
    if walk.total > MOST_STOPS:
        raise DomainError(
            _("A walk is at most %(most)s clients: narrow the list by filters.") % {"most": MOST_STOPS}, code="many"
        )
    walk.save(update_fields=["total"])
    return walk


def mark(walk: Walk, *, seq: int, outcome: str, note: str = "") -> bool:
    """Write down how it went, and step on; False when the client is out of sight, so that nothing was written.

    Raises DomainError on an unknown outcome.
    """
    if outcome not in walk.outcomes:
        raise DomainError(_("This walk has no such outcome."), code="outcome")
    kept = seen(walk).filter(seq=seq).update(outcome=outcome, note=_clean(note), at=timezone.now())
    step_on(walk, seq)
    return bool(kept)


def write(walk: Walk, *, seq: int, note: str) -> WalkStop | None:
    """Keep a note without an outcome and stay; None when the stop is out of sight."""
    stop = seen(walk).filter(seq=seq).first()
    if stop is not None:
        stop.note = _clean(note)
        stop.save(update_fields=["note"])
    return stop


def _clean(note: str) -> str:
    return " ".join(note.replace("\0", "").split())[:500]


def step_on(walk: Walk, seq: int) -> None:
    """Stand at the next stop that can be seen; after the last one the walk is over."""
    following = _open(walk).filter(seq__gt=seq).order_by("seq").first()
    if following is not None:
        walk.position = following.seq
    elif walk.finished_at is None:
        walk.finished_at = timezone.now()
    walk.save(update_fields=["position", "finished_at"])


def step_back(walk: Walk, seq: int) -> None:
    """Stand at the stop before, dealt with or not."""
    before = seen(walk).filter(seq__lt=seq).order_by("-seq").first()
    if before is not None:
        walk.position = before.seq
        walk.save(update_fields=["position"])


def reopen(walk: Walk) -> bool:
    """Go to the first stop without an outcome; False when there is none."""
    first = _open(walk).order_by("seq").first()
    if first is None:
        return False
    walk.position, walk.finished_at = first.seq, None
    walk.save(update_fields=["position", "finished_at"])
    return True


def seen(walk: Walk) -> "QuerySet[WalkStop]":
    """Stops whose clients the owner sees still."""
    return WalkStop.objects.filter(walk=walk, customer__in=Customer.objects.visible_to(walk.owner).active())


def _open(walk: Walk) -> "QuerySet[WalkStop]":
    return seen(walk).filter(outcome="")


def here(walk: Walk) -> WalkStop | None:
    """The stop where the owner stands, or the next he still sees."""
    return seen(walk).filter(seq__gte=walk.position).order_by("seq").first()


@dataclass(frozen=True)
class Summary:
    """How it went: outcomes with their numbers, how many wait, how many are out of sight."""

    outcomes: list[tuple[str, int]]
    done: int
    waiting: int
    gone: int


def summary(walk: Walk) -> Summary:
    """Two statements."""
    stops = WalkStop.objects.filter(walk=walk)
    counts = dict(stops.exclude(outcome="").order_by().values_list("outcome").annotate(n=Count("pk")))
    waiting = seen(walk).aggregate(n=Count("pk", filter=Q(outcome="")))["n"]
    done = sum(counts.values())
    told = [(one, counts.pop(one, 0)) for one in walk.outcomes] + sorted(counts.items())
    return Summary(told, done, waiting, max(walk.total - done - waiting, 0))
