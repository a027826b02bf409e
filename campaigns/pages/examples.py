"""How the message will look for one client: for the next of its audience, or for one found by words."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.models import User
from campaigns.audience.sending import gateway_of, version_of
from campaigns.models import Campaign
from campaigns.pages.access import visible
from core.errors import DomainError
from customers.models import Customer
from customers.search.finding import clients, find
from messaging.choices import Carrier
from messaging.letters import previews
from messaging.letters.rendering import Rendered, source_of
from messaging.letters.signatures import company_signature
from segmentation.models import SegmentMember
from segmentation.segments import rules

CANDIDATES = 6


@require_safe
@never_cache
def example(request: UserRequest, pk: int) -> HttpResponse:
    """The message for `?customer=`, or for the next client of the audience `?after=` one."""
    campaign = visible(request, pk)
    if version_of(campaign) is None:
        raise Http404
    asked = _number(request, "customer")
    customer = _next(campaign, request.user, _number(request, "after") or 0) if asked is None else None
    if asked is not None:
        customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=asked)
    context = {
        "campaign": campaign,
        "customer": customer,
        "made": _rendered(campaign, request.user, customer) if campaign.channel == Carrier.SMS else None,
        "sender": _sender(campaign),
    }
    return render(request, "campaigns/example.html", context)


@require_safe
@never_cache
def candidates(request: UserRequest, pk: int) -> HttpResponse:
    """Clients found by words, to look at the message for."""
    campaign = visible(request, pk)
    asked = request.GET.get("q", "").replace("\0", "").strip()[:100]
    hits = find(request.user, asked, CANDIDATES).hits if asked else []
    people = [one for _hit, one in clients(request.user, hits)]
    return render(request, "campaigns/candidates.html", {"campaign": campaign, "people": people, "q": asked})


@require_safe
@never_cache
def look(request: UserRequest, pk: int) -> HttpResponse:
    """The message in its frame: for a client by `?customer=`, else with made-up values."""
    campaign = visible(request, pk)
    if version_of(campaign) is None:
        raise Http404
    asked = _number(request, "customer")
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=asked) if asked is not None else None
    return previews.answer(_rendered(campaign, request.user, customer))


def _rendered(campaign: Campaign, reader: User, customer: Customer | None) -> Rendered:
    version = version_of(campaign)
    assert version is not None
    source = source_of(version, signature=company_signature())
    return previews.rendered(source, reader, customer.pk if customer is not None else None)


def _next(campaign: Campaign, reader: User, after: int) -> Customer | None:
    """Round and round the first part of the audience, by the number of the card."""
    part = campaign.sources.filter(is_minus=False).order_by("pk").first()
    if part is None or part.is_gone:
        return None
    rows = Customer.objects.visible_to(reader).active()
    if part.segment_id is not None:
        rows = rows.filter(
            Exists(SegmentMember.objects.filter(segment=part.segment_id, customer=OuterRef("pk"), left_at=None))
        )
    else:
        try:
            rows = rows.filter(rules.holds(rules.read(part.rule)))
        except DomainError:
            return None
    return rows.filter(pk__gt=after).order_by("pk").first() or rows.order_by("pk").first()


def _sender(campaign: Campaign) -> str:
    try:
        gateway = gateway_of(campaign)
    except DomainError:
        return ""
    return gateway.sender_name or gateway.sender


def _number(request: UserRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
