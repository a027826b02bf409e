"""What an audience can be put together from: segments, saved views of the list of clients, rules chosen earlier."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.models import AudienceSource, Campaign
from listing.models import SavedView
from segmentation.models import Segment, SegmentState
from segmentation.segments import rules

LIST = "customers"
"""Code of the list whose views are offered."""


@dataclass(frozen=True)
class Part:
    """Clients a rule finds: of a saved view, or of the filters of the list, as they were when it was chosen."""

    name: str
    rule: dict[str, Any]


@dataclass(frozen=True)
class Offered:
    """One line of the form."""

    value: str
    name: str
    hint: str | Promise
    what: Segment | Part
    size: int | None = None
    """How many clients, where somebody has counted them."""
    is_minus: bool | None = None
    """Whether it is taken away now; None: it is not in the audience."""


def offered(campaign: Campaign, user: User) -> list[Offered]:
    """Segments and views this person sees, with what is in the audience already; that stands first."""
    sources = list(campaign.sources.select_related("segment").order_by("pk")) if campaign.pk else []
    of_segment = {one.segment_id: one for one in sources if one.segment_id is not None}
    kept = [one for one in sources if one.segment_id is None and one.rule]
    found = [*_segments(of_segment, user), *map(_rule, kept), *_views(kept, user)]
    return sorted(found, key=lambda one: one.is_minus is None)


def chosen(parts: Sequence[Offered], values: Iterable[str], user: User) -> list[Segment | Part]:
    """What these values stand for. Raises DomainError on a view whose rule this person may not ask."""
    wanted = set(values)
    found = [one for one in parts if one.value in wanted]
    for one in found:
        if isinstance(one.what, Part) and one.is_minus is None:
            rules.read(one.what.rule, by=user)
    return [one.what for one in found]


def _segments(standing: dict[int, AudienceSource], user: User) -> Iterable[Offered]:
    seen = list(Segment.objects.visible_to(user).by_name())
    there = {one.pk for one in seen}
    # Somebody else's private segment stays in the audience when another saves the form.
    seen += [
        one.segment
        for one in standing.values()
        if one.segment is not None and not one.is_gone and one.segment_id not in there
    ]
    sizes = dict(SegmentState.objects.filter(segment__in=[one.pk for one in seen]).values_list("segment", "size"))
    for one in seen:
        source = standing.get(one.pk)
        hint = _("fixed list") if one.is_fixed else _("by a rule, counted anew before it goes")
        is_minus = source.is_minus if source is not None else None
        yield Offered(f"segment-{one.pk}", one.name, hint, one, sizes.get(one.pk), is_minus)


def _rule(source: AudienceSource) -> Offered:
    part = Part(source.name, source.rule)
    return Offered(f"source-{source.pk}", source.name, _("filters of the list"), part, is_minus=source.is_minus)


def _views(kept: Sequence[AudienceSource], user: User) -> Iterable[Offered]:
    taken = [one.rule for one in kept]
    for view in SavedView.objects.visible_to(user).of_page(LIST).filter(archive=False):
        if view.tree not in taken and any(view.tree.values()):
            yield Offered(f"view-{view.pk}", view.name, _("view of the list of clients"), Part(view.name, view.tree))
