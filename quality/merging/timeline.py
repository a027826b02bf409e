"""Merges as lines of the survivor's timeline: which cards became a part of his, and whether they are apart again."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.registries.timeline import (
    Before,
    TimelineEvent,
    TimelineGroup,
    TimelineSource,
    numbered,
    timeline_sources,
    upto,
)
from quality.merging.counting import told
from quality.models import Merge, MergedCard

PREFIX = "merge-"


def register() -> None:
    """Among changes of the card."""
    timeline_sources.add(
        TimelineSource(
            code="merges", label=gettext_lazy("Merges done"), group=TimelineGroup.CHANGES, fetch=fetch, weight=70
        )
    )


def fetch(ids: Iterable[int], before: Before, limit: int) -> list[TimelineEvent]:
    """Newest first, strictly before. Cost: the merges into these cards, of which there are few."""
    standing = MergedCard.objects.filter(merge=OuterRef("pk"), customer__merged_into=OuterRef("survivor"))
    rows = Merge.objects.filter(survivor__in=list(ids)).annotate(stands=Exists(standing))
    end = upto(before, PREFIX)
    if end is not None:
        at, number = end
        rows = rows.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=number))
    shown = rows.select_related("by").prefetch_related("cards__customer").newest_first()[:limit]
    return [_event(one) for one in shown]


def _event(one: Merge) -> TimelineEvent:
    names = ", ".join(f"{card.customer.title} (№ {card.customer_id})" for card in one.cards.all())
    went = ", ".join(f"{label}: {count}" for label, count in told(one.moved))
    stands: bool = one.stands  # type: ignore[attr-defined]  # annotated
    return TimelineEvent(
        at=one.at,
        key=numbered(PREFIX, one.pk),
        kind="merge",
        icon="git-merge",
        title=_("Cards of this client merged"),
        meta="" if stands else pgettext("merge", "parted"),
        body="\n".join(filter(None, [names, went])),
        author=one.by.full_name if one.by else "",
        customer_id=one.survivor_id,
    )
