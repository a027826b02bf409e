"""The people behind a number: of a campaign's audience, of a trigger's trial."""

from collections.abc import Callable, Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.http import UserRequest
from campaigns.audience import words
from campaigns.choices import OWN_OUTCOMES
from campaigns.models import Campaign
from consents.gate.codes import CODES
from core.errors import DomainError
from customers.models import Customer

SHOWN = 100


def answer(
    request: UserRequest, campaign: Campaign, code: str, find: Callable[[int], Iterable[Customer]]
) -> HttpResponse:
    """Those with one outcome, 404 for what is none; `find` is given how many to look for, and may raise DomainError."""
    if code not in OWN_OUTCOMES and code not in CODES:
        raise Http404
    error, found = "", list[Customer]()
    try:
        found = list(find(SHOWN + 1))
    except DomainError as refusal:
        error = str(refusal)
    context = {
        "campaign": campaign, "label": words.label(code), "law": words.law(code), "people": found[:SHOWN],
        "error": error, "first": SHOWN if len(found) > SHOWN else 0,
    }  # fmt: skip
    return render(request, "campaigns/people.html", context)
