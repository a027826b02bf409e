"""«Last touch: 12 days ago, Anna, call» in the head of the card and where clients are handed over."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.registries.glances import Glance, GlanceSource, glance_sources
from core.text import moments
from interactions.log.choices import InteractionKind
from interactions.log.models import NEVER, LastTouch

LAST_TOUCH = "last_touch"
COUNTED_DAYS = 60
"""Further back a date says more than a number of days."""


def register() -> None:
    """Offer the words."""
    glance_sources.add(
        GlanceSource(code=LAST_TOUCH, label=gettext_lazy("Last touch"), tell=tell, icon="history", weight=10)
    )


def tell(customers: Sequence[int]) -> Mapping[int, Glance]:
    """Those somebody has ever been in touch with. One statement."""
    rows = LastTouch.objects.filter(customer__in=list(customers), at__gt=NEVER).select_related("author")
    return {row.customer_id: _glance(row) for row in rows.order_by("customer")}


def _glance(row: LastTouch) -> Glance:
    who = row.author.full_name if row.author else ""
    kind = str(InteractionKind(row.kind).label).lower() if row.kind in InteractionKind.values else ""
    words = ", ".join(word for word in (ago(row.at, timezone.now()), who, kind) if word)
    return Glance(text=_("last touch: %(words)s") % {"words": words}, at=row.at, who=who)


def ago(at: dt.datetime, now: dt.datetime) -> str:
    """In days by the reader's calendar; near moments and far ones as everywhere."""
    days = (timezone.localtime(now).date() - timezone.localtime(at).date()).days
    if 1 < days <= COUNTED_DAYS:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    return moments.relative(at, now)
