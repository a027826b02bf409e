"""The page between a change of rights and its doing: who loses, who gains, what the change says in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import UserRequest
from office.rights.impact import Impact, totals

CONFIRMED = "confirmed"
NOT_KEPT = {"csrfmiddlewaretoken", CONFIRMED}


@dataclass(frozen=True)
class Change:
    """A change that has not been made yet."""

    title: str
    told: Sequence[str]
    """What changes, a line each."""
    back: str
    impacts: Sequence[Impact]


def is_confirmed(request: UserRequest) -> bool:
    """Whether the person has seen what the change does."""
    return CONFIRMED in request.POST


def ask(request: UserRequest, change: Change) -> HttpResponse:
    """Show it; what was typed goes along in hidden fields and is checked again when it comes back."""
    losers, gainers = totals(change.impacts)
    context = {
        "change": change,
        "losers": losers,
        "gainers": gainers,
        "kept": [
            (name, value) for name in request.POST if name not in NOT_KEPT for value in request.POST.getlist(name)
        ],
        "action": request.path,
    }
    return render(request, "office/rights/confirm.html", context)
