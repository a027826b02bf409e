"""The administrator's page of the outbox: how it stands, what a person must decide, gateways stopped and started."""

from typing import cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import only_with
from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from messaging.models import Gateway, Message
from messaging.outbox import parked, pausing, standing
from messaging.outbox.parked import Fate

for_admins = only_with(Permission.GATEWAYS)


class PlaceForm(forms.Form):
    """Which page of which gateway."""

    gateway = forms.ModelChoiceField(Gateway.objects.order_by("pk"), required=False)
    after = forms.UUIDField(required=False)


class DecideForm(forms.Form):
    """What becomes of which."""

    fate = forms.ChoiceField(choices=Fate.choices)
    everything = forms.BooleanField(required=False)
    gateway = forms.ModelChoiceField(Gateway.objects.order_by("pk"), required=False)
    message = forms.TypedMultipleChoiceField(coerce=UUID, required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        boxes = cast(forms.TypedMultipleChoiceField, self.fields["message"])
        boxes.choices = [(one, one) for one in data.getlist("message") if _is_uuid(one)]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_safe
@never_cache
@for_admins
def outbox(request: UserRequest) -> HttpResponse:
    """Counts by gateway, and what is parked: `?gateway=` of one of them, `?after=` turns the page."""
    form = PlaceForm(request.GET)
    place = form.cleaned_data if form.is_valid() else {"gateway": None, "after": None}
    gateway: Gateway | None = place["gateway"]
    lines, after = standing.parked_page(request.user, gateway_id=gateway.pk if gateway else None, after=place["after"])
    context = {
        "standings": standing.standings(),
        "lines": lines,
        "after": after or "",
        "gateway": gateway,
        "fates": Fate.choices,
        "parked": Message.objects.parked().count(),
    }
    return render(request, "messaging/outbox/page.html", context)


@require_POST
@never_cache
@for_admins
def decide(request: UserRequest) -> HttpResponse:
    """Of the ticked ones, or of all."""
    form = DecideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose messages and what becomes of them."))
        return redirect("outbox:page")
    fate, gateway = Fate(form.cleaned_data["fate"]), form.cleaned_data["gateway"]
    if form.cleaned_data["everything"]:
        count = parked.resolve_all(gateway.pk if gateway else None, fate, by=request.user)
    else:
        count = parked.resolve(form.cleaned_data["message"], fate, by=request.user)
    if count:
        told = ngettext(
            "The fate of %(count)s message is settled.", "The fate of %(count)s messages is settled.", count
        )
        messages.success(request, told % {"count": count})
    else:
        messages.error(request, _("Choose messages and what becomes of them."))
    return redirect("outbox:page")


@require_POST
@never_cache
@for_admins
def pause(request: UserRequest, code: str) -> HttpResponse:
    """Hand nothing over to it for a while; says why."""
    gateway = get_object_or_404(Gateway, code=code)
    try:
        pausing.pause(gateway, reason=request.POST.get("reason", ""), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The gateway is paused: what waits, waits."))
    return redirect("outbox:page")


@require_POST
@never_cache
@for_admins
def resume(request: UserRequest, code: str) -> HttpResponse:
    """Hand over again."""
    pausing.resume(get_object_or_404(Gateway, code=code), by=request.user)
    messages.success(request, _("The gateway sends again."))
    return redirect("outbox:page")
