"""Pages of triggers: ready ones, a new one, the page of one, its trial over three months, the people behind it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from campaigns import rights
from campaigns.audience import words
from campaigns.choices import LAUNCHED, OVER, OWN_OUTCOMES, CampaignKind, State
from campaigns.models import Campaign, Trigger
from campaigns.pages.access import reader, visible
from campaigns.pages.standing import can, counts, may_approve
from campaigns.pages.trigger_forms import NewTriggerForm, TriggerForm
from campaigns.sending import checking
from campaigns.sending.words import why
from campaigns.triggers import bars, drafting, library, months, telling, trial
from consents.gate.codes import CODES
from core.errors import DomainError
from customers.models import Customer

PEOPLE = 100
PASSES = 10


@require_safe
@never_cache
def ready(request: UserRequest) -> HttpResponse:
    """Triggers to begin with, one click each."""
    reader(request)
    return render(request, "campaigns/triggers/library.html", {"ready": library.offered(request.user)})


@require_POST
def take(request: UserRequest, code: str) -> HttpResponse:
    """A ready one as a draft of one's own, with its text."""
    reader(request)
    one = library.find(code)
    if one is None:
        raise Http404
    try:
        made = library.take(one, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("campaigns:triggers")
    messages.success(request, _("A draft is made: look at its trial, then switch it on."))
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: UserRequest) -> HttpResponse:
    """A name, a channel and an event; the rest on its page."""
    reader(request)
    form = NewTriggerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return redirect(drafting.create(by=request.user, **form.cleaned_data))
        except DomainError as error:
            form.add_error(error.code if error.code in form.fields else None, str(error))
    return render(request, "campaigns/triggers/new.html", {"form": form}, status=422 if form.is_bound else 200)


def one(request: UserRequest, campaign: Campaign) -> HttpResponse:
    """A draft is changed here; of one that is on the page tells what it found."""
    trigger = Trigger.objects.select_related("segment", "product", "category").get(campaign=campaign)
    is_form = campaign.is_draft and rights.may_act(campaign, request.user)
    bound = request.POST if request.method == "POST" else None
    form = TriggerForm(bound, campaign=campaign, trigger=trigger, user=request.user) if is_form else None
    if bound is not None and form is None:
        messages.error(request, _("Only a draft can be changed: take the campaign back first."))
        return redirect(campaign)
    if form is not None and form.is_valid():
        try:
            drafting.save(campaign, form.wish(), by=request.user)
        except DomainError as error:
            form.add_error(error.code if error.code in form.fields else None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(campaign)
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "campaigns/triggers/one.html", _context(request, campaign, trigger, form), status=status)


@require_safe
@never_cache
def trial_over(request: UserRequest, pk: int) -> HttpResponse:
    """How many a day would have got it in the last three months, and who not and why."""
    campaign = _visible(request, pk)
    context: dict[str, Any] = {"campaign": campaign, "found": None, "error": ""}
    try:
        found = trial.run(campaign)
    except DomainError as error:
        context["error"] = str(error)
    else:
        context |= {"found": found, "picture": bars.draw(found), "full": [day for day in found.days if day.included]}
    return render(request, "campaigns/triggers/trial.html", context)


@require_safe
@never_cache
def trial_people(request: UserRequest, pk: int, code: str) -> HttpResponse:
    """Those behind a number of the trial; `?day=` keeps to one day."""
    campaign = _visible(request, pk)
    if code not in OWN_OUTCOMES and code not in CODES:
        raise Http404
    error, found, day = "", [], _day(request.GET.get("day", ""))
    try:
        found = list[Customer](trial.people(campaign, code, day, request.user, first=PEOPLE + 1))
    except DomainError as refusal:
        error = str(refusal)
    context = {
        "campaign": campaign, "label": words.label(code), "law": words.law(code), "people": found[:PEOPLE],
        "error": error, "first": PEOPLE if len(found) > PEOPLE else 0,
    }  # fmt: skip
    return render(request, "campaigns/people.html", context)


@require_POST
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    """A paused one as a draft."""
    campaign = _visible(request, pk)
    try:
        drafting.reopen(campaign, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The trigger is a draft again."))
    return redirect(campaign)


def _visible(request: UserRequest, pk: int) -> Campaign:
    campaign = visible(request, pk)
    if campaign.kind != CampaignKind.TRIGGER:
        raise Http404
    return campaign


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise Http404 from None


def _context(request: UserRequest, campaign: Campaign, trigger: Trigger, form: TriggerForm | None) -> dict[str, Any]:
    points = checking.points(campaign) if campaign.state not in (*LAUNCHED, *OVER) else []
    may_act = rights.may_act(campaign, request.user)
    return {
        "campaign": campaign,
        "trigger": trigger,
        "form": form,
        "sentence": telling.sentence(trigger),
        "rule": telling.again(trigger),
        "sources": list(campaign.sources.select_related("segment").order_by("is_minus", "pk")),
        "points": points,
        "is_ready": not any(point.fault for point in points),
        "may_approve": may_approve(campaign, request.user),
        "may_act": may_act,
        "may_reopen": may_act and campaign.state == State.PAUSED,
        "can": can(campaign, request.user),
        "why": why(campaign.stopped_why),
        "counts": counts(campaign) if campaign.started_at else {},
        "passes": list(trigger.passes.order_by("-at", "-pk")[:PASSES]),
        "months": months.lines(campaign) if campaign.started_at else [],
    }
