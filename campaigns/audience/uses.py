"""Campaigns that have not begun and need a segment: its owner is told before they fail."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.choices import LAUNCHED, OVER
from campaigns.models import Campaign
from core.registries.segment_uses import SegmentUse, segment_uses


def register() -> None:
    """Tell of campaigns that wait for a segment."""
    segment_uses.add(SegmentUse(code="campaigns.audience", uses=campaigns_of))


def campaigns_of(segment: int, user: int) -> Iterator[str]:
    """By name as far as the reader sees them; of the others that there are some."""
    reader = User.objects.select_related("role").get(pk=user)
    waiting = Campaign.objects.live().exclude(state__in=[*LAUNCHED, *OVER]).filter(sources__segment=segment)
    seen = list(Campaign.objects.visible_to(reader).filter(pk__in=waiting).order_by("pk"))
    for campaign in seen:
        yield _("campaign “%(name)s”") % {"name": campaign.name}
    if waiting.exclude(pk__in=[one.pk for one in seen]).exists():
        yield _("campaigns that you do not see")
