"""«Campaigns» on the card: how often this client was written to, what he got, what he did, why he was left out."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from campaigns.choices import OK
from campaigns.models import Recipient, Response
from campaigns.results import words as said
from consents.models.gate import ContactLoad, Family
from core.registries.panels import CardPanel, PanelPlace, card_panels
from customers import rights
from messaging.choices import Status
from messaging.models import Message
from sales.purchase_fields import TOTAL

LATEST = 5
PERIODS = (7, 30)
"""Days in which messages are counted."""


@dataclass(frozen=True)
class Line:
    """One campaign that had this client in its audience."""

    campaign_id: int
    name: str
    at: dt.datetime
    words: str
    """What became of him: why left out, or how far the message came."""
    message_id: UUID | None
    response: Response | None
    is_out: bool
    """Whether he was left out."""


def register() -> None:
    """Add the panel to cards of those who were in a campaign."""
    card_panels.add(
        CardPanel(
            code="campaigns",
            title=gettext_lazy("Campaigns"),
            place=PanelPlace.RIGHT,
            render=render_panel,
            weight=60,
            permission=Permission.VIEW_CUSTOMERS,
            shows=shown,
        )
    )


def shown() -> QuerySet[Recipient]:
    """Without a campaign there is no panel."""
    return Recipient.objects.all()


def render_panel(request: HttpRequest, customer_id: int) -> str:
    """The latest campaigns of a client the reader may see, and how often he is written to."""
    assert isinstance(request.user, User)
    context = {
        "lines": lines(customer_id),
        "often": often(customer_id),
        "may_open": request.user.has(Permission.CAMPAIGNS),
        "may_sums": rights.may_read(request.user, TOTAL),
    }
    return render_to_string("campaigns/card/panel.html", context, request)


def lines(customer_id: int) -> list[Line]:
    """The newest first."""
    letters = Message.objects.filter(
        campaign_id=OuterRef("campaign"), step=0, occurrence=OuterRef("occurrence"), customer=customer_id
    ).order_by("pk")
    rows = Recipient.objects.filter(customer=customer_id).select_related("campaign")
    latest = list(rows.annotate(letter=Subquery(letters.values("pk")[:1])).order_by("-prepared_at", "-pk")[:LATEST])
    keys = [getattr(row, "letter", None) for row in latest]
    found = {one.pk: one for one in Message.objects.filter(pk__in=[key for key in keys if key]).order_by("pk")}
    responses = {one.message_id: one for one in Response.objects.filter(message__in=list(found)).order_by("pk")}
    return [
        _line(row, found.get(key) if key else None, responses.get(key) if key else None)
        for row, key in zip(latest, keys, strict=True)
    ]


def often(customer_id: int) -> list[tuple[int, int]]:
    """(days, messages) by all channels together: what the cap of frequency looks at."""
    loads = ContactLoad.objects.filter(customer=customer_id, family=Family.ALL).order_by("pk")
    moments = [at for recent in loads.values_list("recent", flat=True) for at in recent]
    now = timezone.now()
    return [(days, sum(at > now - dt.timedelta(days=days) for at in moments)) for days in PERIODS]


def _line(row: Recipient, message: Message | None, response: Response | None) -> Line:
    if row.outcome != OK:
        words = said.outcome(row.outcome)
    elif message is None:
        words = _("Waits for its turn")
    elif message.status == Status.DENIED and message.verdict_code:
        words = said.outcome(message.verdict_code)
    else:
        words = str(message.get_status_display())
    return Line(
        campaign_id=row.campaign_id,
        name=row.campaign.name,
        at=message.handed_at or row.prepared_at if message is not None else row.prepared_at,
        words=words,
        message_id=message.pk if message is not None else None,
        response=response,
        is_out=row.outcome != OK,
    )
