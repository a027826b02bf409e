"""«Segments» on the card: which the client is in and since when, which he was in before."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from core.registries.panels import CardPanel, PanelPlace, card_panels
from customers import rights
from segmentation.models import Segment, SegmentMember
from segmentation.segments.rules import FIELD

TEMPLATE = "segmentation/panel.html"
MOST, MOST_FORMER = 30, 10


def register() -> None:
    """Add the panel under the scores; where nobody has made a segment there is none."""
    card_panels.add(
        CardPanel(
            code="segments",
            title=_("Segments"),
            place=PanelPlace.RIGHT,
            render=render,
            weight=19,
            permission=Permission.VIEW_CUSTOMERS,
            shows=Segment.objects.live,
        )
    )


def render(request: HttpRequest, customer_id: int) -> str:
    """The panel as it is loaded with the card."""
    user = request.user
    assert isinstance(user, User)
    stays = SegmentMember.objects.none()
    if rights.may_read(user, FIELD):
        seen = Segment.objects.visible_to(user).order_by().values("pk")
        stays = SegmentMember.objects.filter(customer=customer_id, segment__in=seen).select_related("segment")
    former = stays.filter(left_at__isnull=False).order_by("-left_at", "-pk")[:MOST_FORMER]
    now = stays.filter(left_at__isnull=True).order_by("-entered_at", "-pk")[:MOST]
    return render_to_string(TEMPLATE, {"stays": list(now), "former": list(former)}, request)
