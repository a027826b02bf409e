"""A draft's form sent: saved, refused beside its boxes, or too late."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.http import UserRequest
from campaigns.models import Campaign
from campaigns.pages.forms import CampaignForm
from campaigns.pages.trigger_forms import TriggerForm
from core.errors import DomainError
from core.form_errors import refuse


def saved(
    request: UserRequest, campaign: Campaign, form: CampaignForm | TriggerForm | None, save: Callable[..., object]
) -> HttpResponse | None:
    """Where to go on from a form that was sent; None while the page is to be shown, faults beside the boxes.

    `form` is None where nothing may be changed; `save` takes what a valid one wishes for, and may raise DomainError.
    """
    if request.method != "POST":
        return None
    if form is None:
        messages.error(request, _("Only a draft can be changed: take the campaign back first."))
        return redirect(campaign)
    if not form.is_valid():
        return None
    try:
        save(campaign, form.wish(), by=request.user)
    except DomainError as error:
        refuse(form, error)
        return None
    messages.success(request, _("Saved."))
    return redirect(campaign)
