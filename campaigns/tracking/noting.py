"""Writes down openings and clicks. A click counts as an opening too: pictures are often switched off."""

import datetime as dt

from django.db import transaction
from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from campaigns.models import Campaign, Reaction, ReactionKind, Response, TrackedLink
from campaigns.tracking import scanners
from campaigns.tracking.links import PICTURE, Marked
from campaigns.tracking.marking import PROFILING
from consents.choices import Status
from consents.models import ConsentState
from messaging.models import Message

LONGEST = dt.timedelta(days=365)
"""After the hand-over; later a link still leads there, and nothing is written of whoever follows it."""
KEPT = 200
"""Reactions of one message: whoever asks for a picture without end fills no disk."""


@transaction.atomic
def note(marked: Marked, *, method: str, program: str) -> TrackedLink | None:
    """Write down what happened; the link it leads to, if it is one. A message that is gone still leads there."""
    message = Message.objects.select_for_update(no_key=True).filter(pk=marked.message_id).order_by("pk").first()
    link = None
    if marked.link_id != PICTURE:
        link = TrackedLink.objects.filter(pk=marked.link_id).first()
        if link is None:
            return None
    if message is not None and _is_of(message, link) and _may_be_known(message):
        _write(message, link, method=method, program=program)
    return link


def _is_of(message: Message, link: TrackedLink | None) -> bool:
    if message.customer_id is None or message.campaign_id is None:
        return False
    return link is None or link.campaign_id == message.campaign_id


def _may_be_known(message: Message) -> bool:
    """Whether the reader agrees to it still: who has withdrawn since leaves no trace, whatever stands in his letter."""
    if message.handed_at is not None and message.handed_at < timezone.now() - LONGEST:
        return False
    states = ConsentState.objects.filter(
        point=message.point_id, channel=message.channel, purpose=PROFILING, status=Status.GRANTED
    )
    return states.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now())).exists()


def _write(message: Message, link: TrackedLink | None, *, method: str, program: str) -> None:
    if Reaction.objects.filter(message=message).count() >= KEPT:
        return
    now = timezone.now()
    kind = ReactionKind.OPEN if link is None else ReactionKind.CLICK
    since = now - message.handed_at if message.handed_at is not None else None
    known = scanners.is_scanner(kind, method=method, program=program, since=since)
    Reaction.objects.create(message=message, link=link, kind=kind, at=now, is_scanner=known)
    if kind == ReactionKind.CLICK and _all_at_once(message, now):
        _tell_scanner(message, now)
    elif not known:
        _count(message, kind, now)


def _all_at_once(message: Message, now: dt.datetime) -> bool:
    lately = Reaction.objects.filter(message=message, kind=ReactionKind.CLICK, at__gt=now - scanners.AT_ONCE)
    links = lately.order_by().aggregate(links=Count("link", distinct=True))["links"]
    return bool(links >= scanners.MANY)


def _tell_scanner(message: Message, now: dt.datetime) -> None:
    """What came together was a program; what it seemed to have done before is counted anew."""
    Reaction.objects.filter(message=message, at__gt=now - scanners.AT_ONCE).update(is_scanner=True)
    people = Reaction.objects.filter(message=message, is_scanner=False).order_by()
    first = people.aggregate(seen=Min("at"))["seen"]
    clicked = people.filter(kind=ReactionKind.CLICK).aggregate(seen=Min("at"))["seen"]
    Response.objects.filter(message=message).update(opened_at=first, clicked_at=clicked)


def _count(message: Message, kind: ReactionKind, now: dt.datetime) -> None:
    campaign = Campaign.objects.filter(pk=message.campaign_id or 0).first()
    if campaign is None:
        return
    Response.objects.bulk_create(
        [Response(message=message, campaign=campaign, customer=message.customer)], ignore_conflicts=True
    )
    seen = {"opened_at": Least(Coalesce("opened_at", now), now)}
    if kind == ReactionKind.CLICK:
        seen["clicked_at"] = Least(Coalesce("clicked_at", now), now)
    Response.objects.filter(message=message).update(**seen)
