"""All campaigns, the reach of one, the people behind its numbers."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.models import User
from accounts.permissions import Permission
from campaigns.audience import counting
from campaigns.audience.counting import Waterfall
from campaigns.audience.sending import gateway_of, version_of
from campaigns.choices import OK
from campaigns.models import Campaign, Recipient
from campaigns.pages.access import reader, visible
from campaigns.pages.people import answer
from campaigns.sending import services
from consents.gate.codes import CODES, Verdict
from core.errors import DomainError
from customers.models import Customer
from listing.pages import list_pages
from listing.views import show
from messaging.choices import Carrier
from messaging.letters import sms


@require_safe
@never_cache
def campaign_list(request: UserRequest) -> HttpResponse:
    """All of them, the newest first."""
    reader(request)
    may_set, second = request.user.has(Permission.ADMINISTER), services.needs_second()
    return show(request, list_pages.get("campaigns"), ticks=False, may_set=may_set, needs_second=second)


@require_safe
@never_cache
def reach(request: UserRequest, pk: int) -> HttpResponse:
    """The waterfall: as it would come out, or as it was frozen; what it will cost; who came and went."""
    campaign = visible(request, pk)
    context: dict[str, Any] = {"campaign": campaign, "found": None, "error": "", "came": 0, "went": 0, "cost": None}
    try:
        if Recipient.objects.filter(campaign=campaign).exists():
            context["found"] = counting.frozen(campaign)
        else:
            context["came"], context["went"] = counting.moved(campaign)
            context["found"] = counting.preview(campaign)
            if campaign.is_draft:  # afterwards it is told against what was approved
                Campaign.objects.filter(pk=campaign.pk).update(previewed_at=timezone.now())
        context["cost"] = _cost(campaign, context["found"])
    except DomainError as error:
        context["error"] = str(error)
    return render(request, "campaigns/reach.html", context)


@require_safe
@never_cache
def people(request: UserRequest, pk: int, code: str) -> HttpResponse:
    """Those with one outcome, as far as the reader sees them."""
    campaign = visible(request, pk)
    return answer(request, campaign, code, lambda first: _people(campaign, code, request.user, first))


def _people(campaign: Campaign, code: str, user: User, first: int) -> Iterable[Customer]:
    rows = Recipient.objects.filter(campaign=campaign)
    if not rows.exists():
        return counting.people(campaign, code, user, first=first)
    named = rows.filter(outcome=code)
    if code in CODES and CODES[code].verdict == Verdict.DEFER:
        named = rows.filter(outcome=OK, later=code)
    ids = named.visible_to(user).order_by("pk").values_list("customer", flat=True)[:first]
    return Customer.objects.visible_to(user).filter(pk__in=list(ids)).order_by("sort_name", "pk")


def _cost(campaign: Campaign, found: Waterfall) -> Decimal | None:
    """What the gateway will take: a sample's parts times its price; None: nobody knows."""
    gateway = gateway_of(campaign)
    version = version_of(campaign)
    if gateway.price is None or version is None:
        return None
    parts = 1
    if campaign.channel == Carrier.SMS:
        parts = sms.count(version.body).segments
    return gateway.price * parts * found.included
