"""Where a campaign stands, for its page: what may be done with it, and how far its messages are."""

from typing import Any

from django.db.models import Count

from accounts.models import User
from campaigns import rights
from campaigns.choices import LAUNCHED, OVER, State
from campaigns.models import Campaign
from campaigns.sending import checking, services
from campaigns.sending.words import why
from core.errors import DomainError
from messaging.choices import OUT, WAITING, Status
from messaging.models import Message

ALWAYS = frozenset({"pause", "stop"})
"""They only keep messages back: for everybody who sees the campaign."""


def may_approve(campaign: Campaign, user: User) -> bool:
    """Whether this person may answer for it."""
    try:
        services.refuse_approver(campaign, user)
    except DomainError:
        return False
    return True


def can(campaign: Campaign, user: User) -> set[str]:
    """Acts that its state allows, as far as they are for this person."""
    state, may_act = campaign.state, rights.may_act(campaign, user)
    return {
        act
        for act, states in {
            "approve": {State.DRAFT, State.AWAITING},
            "ask": {State.DRAFT},
            "take_back": {State.AWAITING, State.APPROVED, State.SCHEDULED},
            "launch": {State.APPROVED},
            "pause": {State.PREPARING, State.SENDING},
            "resume": {State.PAUSED},
            "stop": {State.SCHEDULED, *LAUNCHED},
            "delete": {State.DRAFT, State.AWAITING, State.APPROVED, *OVER},
        }.items()
        if state in states and (act in ALWAYS or may_act)
    }


def shown(campaign: Campaign, user: User) -> dict[str, Any]:
    """What the page of a campaign and that of a trigger both ask for."""
    points = checking.points(campaign) if campaign.state not in (*LAUNCHED, *OVER) else []
    return {
        "campaign": campaign,
        "sources": list(campaign.sources.select_related("segment").order_by("is_minus", "pk")),
        "points": points,
        "is_ready": not any(point.fault for point in points),
        "may_approve": may_approve(campaign, user),
        "may_act": rights.may_act(campaign, user),
        "can": can(campaign, user),
        "why": why(campaign.stopped_why),
        "counts": counts(campaign) if campaign.started_at else {},
    }


def counts(campaign: Campaign) -> dict[str, int]:
    """Messages by how far they are."""
    rows = Message.objects.filter(campaign_id=campaign.pk).order_by().values_list("status")
    found = {str(status): int(number) for status, number in rows.annotate(number=Count("pk"))}
    groups = {
        "waiting": WAITING,
        "out": OUT,
        "failed": (Status.FAILED, Status.EXPIRED, Status.UNKNOWN),
        "denied": (Status.DENIED,),
        "cancelled": (Status.CANCELLED,),
    }
    return {name: sum(found.get(one, 0) for one in statuses) for name, statuses in groups.items()}
