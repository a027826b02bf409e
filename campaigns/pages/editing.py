"""A new campaign, and the page of one: a form while it is a draft, afterwards how far it is."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from campaigns import rights
from campaigns.choices import CampaignKind
from campaigns.models import Campaign
from campaigns.pages.access import reader, visible
from campaigns.pages.forms import CampaignForm, NewForm
from campaigns.pages.saving import saved
from campaigns.pages.standing import shown
from campaigns.pages.triggers import one as trigger
from campaigns.sending import beginning, checking, drafting
from core.errors import DomainError
from core.form_errors import refuse
from customers import selection
from customers.bulk_views import chosen, picked
from customers.selection import Choice
from messaging.letters.views import tools

STEPS = (
    ("whom", gettext_lazy("Audience")),
    ("what", pgettext_lazy("campaign", "Message")),
    ("when", gettext_lazy("Time")),
    ("check", pgettext_lazy("of a campaign", "Check")),
)
"""Parts of the page, by their anchors."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: UserRequest) -> HttpResponse:
    """A name and a channel; the rest on its page. `rule`: filters of the list of clients, who are to be written to."""
    reader(request)
    form = NewForm(request.POST if request.method == "POST" else None)
    choice = chosen(request) if request.method == "POST" else _filtered(request)
    if form.is_valid():
        try:
            made = beginning.begin(by=request.user, choice=choice, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            return redirect(made)
    return _named(request, form, choice)


@require_POST
def write(request: UserRequest) -> HttpResponse:
    """Ticked clients, or all of a filter or of a segment: asked how the campaign shall be called."""
    reader(request)
    try:
        choice = picked(request)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("customers:list")
    return _named(request, NewForm(), choice)


def _named(request: UserRequest, form: NewForm, choice: Choice | None) -> HttpResponse:
    context = {
        "form": form,
        "choice": choice,
        "rule": json.dumps(dict(choice.rule), ensure_ascii=False) if choice is not None else "",
        "words": selection.words(choice) if choice is not None else "",
    }
    return render(request, "campaigns/new.html", context, status=422 if form.is_bound else 200)


def _filtered(request: UserRequest) -> Choice | None:
    """The rule of an address; one that cannot be read is refused when the campaign is made."""
    try:
        rule = json.loads(request.GET.get("rule") or "null")
    except ValueError:
        return None
    return Choice(rule=rule) if isinstance(rule, dict) else None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: UserRequest, pk: int) -> HttpResponse:
    """A draft is changed here; of others the page tells how far they are."""
    campaign = visible(request, pk)
    if campaign.kind == CampaignKind.TRIGGER:
        return trigger(request, campaign)
    is_form = campaign.is_draft and rights.may_act(campaign, request.user)
    bound = request.POST if request.method == "POST" else None
    form = CampaignForm(bound, campaign=campaign, user=request.user) if is_form else None
    done = saved(request, campaign, form, drafting.save)
    if done is not None:
        return done
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "campaigns/one.html", _context(request, campaign, form), status=status)


def _context(request: UserRequest, campaign: Campaign, form: CampaignForm | None) -> dict[str, Any]:
    found = shown(campaign, request.user)
    more = {"channel": campaign.channel, **tools(request.user)} if form is not None else {}
    return {**more, **found, "form": form, "steps": _steps(found["points"])}


def _steps(points: list[checking.Point]) -> list[tuple[str, str | Promise, bool]]:
    """(anchor, words, whether nothing is wrong there) of the way through the page."""
    wrong = {point.step for point in points if point.fault}
    return [(step, label, step not in wrong) for step, label in STEPS] if points else []
