"""Buttons of a campaign, each one service call."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from accounts.models import User
from accounts.permissions import Permission
from campaigns.models import Campaign
from campaigns.pages.access import reader, visible
from campaigns.sending import drafting, services, testing
from core.errors import DomainError

Act = Callable[..., object]
ACTS: dict[str, tuple[Act, str | Promise]] = {
    "ask": (services.ask, gettext_lazy("Those who may approve it are told.")),
    "approve": (services.approve, gettext_lazy("The campaign is approved; your name stands for it.")),
    "take_back": (services.take_back, gettext_lazy("The campaign is a draft again.")),
    "launch": (services.launch, gettext_lazy("The campaign is launched.")),
    "pause": (services.pause, gettext_lazy("The campaign is paused: nothing more leaves.")),
    "resume": (services.resume, gettext_lazy("The campaign goes on.")),
    "stop": (services.stop, gettext_lazy("The campaign is stopped; what had not gone out is cancelled.")),
    "delete": (drafting.delete, gettext_lazy("The campaign is deleted.")),
}


@require_POST
def act(request: UserRequest, pk: int, act: str) -> HttpResponse:
    """One act; what it refuses is said above the page."""
    campaign = visible(request, pk)
    if act == "test":
        return _test(request, campaign)
    if act not in ACTS:
        raise Http404
    do, said = ACTS[act]
    try:
        do(campaign, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(campaign)
    messages.success(request, str(said))
    return redirect("campaigns:list") if act == "delete" else redirect(campaign)


@require_POST
def change_settings(request: UserRequest) -> HttpResponse:
    """Whether another than the author approves: for the administrator."""
    reader(request)
    if not request.user.has(Permission.ADMINISTER):
        raise PermissionDenied
    services.set_needs_second(request.POST.get("needs_second") == "1", by=request.user)
    messages.success(request, _("Saved."))
    return redirect("campaigns:list")


def _test(request: UserRequest, campaign: Campaign) -> HttpResponse:
    user: User = request.user
    try:
        address = testing.send(campaign, by=user, address=request.POST.get("address", ""))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("A trial message is on its way to %(address)s.") % {"address": address})
    return redirect(campaign)
