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
from campaigns.choices import CampaignKind, State
from campaigns.models import Campaign, Trigger
from campaigns.pages.access import reader, visible
from campaigns.pages.people import answer
from campaigns.pages.saving import saved
from campaigns.pages.standing import shown
from campaigns.pages.trigger_forms import NewTriggerForm, TriggerForm
from campaigns.triggers import bars, drafting, library, months, telling, trial
from core.errors import DomainError
from core.form_errors import refuse

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
            refuse(form, error)
    return render(request, "campaigns/triggers/new.html", {"form": form}, status=422 if form.is_bound else 200)


def one(request: UserRequest, campaign: Campaign) -> HttpResponse:
    """A draft is changed here; of one that is on the page tells what it found."""
    trigger = Trigger.objects.select_related("segment", "product", "category").get(campaign=campaign)
    is_form = campaign.is_draft and rights.may_act(campaign, request.user)
    bound = request.POST if request.method == "POST" else None
    form = TriggerForm(bound, campaign=campaign, trigger=trigger, user=request.user) if is_form else None
    done = saved(request, campaign, form, drafting.save)
    if done is not None:
        return done
    status = 422 if form is not None and form.is_bound else 200
    context = _context(request, campaign, trigger, form)
    return render(request, "campaigns/triggers/one.html", context, status=status)


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
    campaign, day = _visible(request, pk), _day(request.GET.get("day", ""))
    return answer(request, campaign, code, lambda first: trial.people(campaign, code, day, request.user, first=first))


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
    found = shown(campaign, request.user)
    return {
        **found,
        "trigger": trigger,
        "form": form,
        "sentence": telling.sentence(trigger),
        "rule": telling.again(trigger),
        "may_reopen": found["may_act"] and campaign.state == State.PAUSED,
        "passes": list(trigger.passes.order_by("-at", "-pk")[:PASSES]),
        "months": months.lines(campaign) if campaign.started_at else [],
    }
