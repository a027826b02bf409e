"""Tabs of the composer by which one writes to the client."""

import json
from functools import partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from core.form_errors import refuse
from core.registries.composer import ComposerTab, composer_tabs
from customers.answers import piece
from customers.models import Customer
from messaging.choices import Carrier
from messaging.compose import writing
from messaging.compose.forms import ComposeForm
from messaging.letters.views import tools
from messaging.models import Gateway, Message

TEMPLATE = "messaging/compose/form.html"


def register() -> None:
    """After what is written down, before the rarer kinds."""
    for code, label, icon, channel, weight in (
        ("email", pgettext_lazy("composer", "Letter"), "mail", Carrier.EMAIL, 60),
        ("sms", pgettext_lazy("composer", "SMS"), "message", Carrier.SMS, 65),
    ):
        composer_tabs.add(
            ComposerTab(
                code=code, label=label, icon=icon, answer=partial(answer, channel=channel.value), weight=weight,
                permission=Permission.MESSAGES_SEND,
            )
        )  # fmt: skip


def answer(request: HttpRequest, customer_id: int, *, channel: str) -> HttpResponse:
    """The form; sent, it is empty again, and a toast takes the message back for as long as it waits."""
    request = cast("UserRequest", request)  # the composer lets nobody else in
    user = request.user
    customer = get_object_or_404(Customer.objects.visible_to(user), pk=customer_id)
    if request.method != "POST":
        form = ComposeForm(customer=customer, user=user, channel=channel, initial=_asked(request))
        return render(request, TEMPLATE, context_of(request, form))
    form = ComposeForm(request.POST, request.FILES, customer=customer, user=user, channel=channel)
    if form.is_valid():
        try:
            message = writing.send(form.writing(), by=user)
        except DomainError as error:
            refuse(form, error)
        else:
            fresh = ComposeForm(customer=customer, user=user, channel=channel)
            return _sent(request, fresh, message)
    return render(request, TEMPLATE, context_of(request, form), status=422)


def context_of(request: UserRequest, form: ComposeForm) -> dict[str, Any]:
    """What the template of the form is told."""
    return {
        "form": form, "customer": form.customer, "channel": form.channel,
        "gateway": Gateway.objects.default_of(form.channel), "chosen": form.chosen_template, **tools(request.user),
    }  # fmt: skip


def _asked(request: UserRequest) -> dict[str, str]:
    """A template or a contact named in the address."""
    return {name: request.GET[name] for name in ("template", "point") if name in request.GET}


def _sent(request: UserRequest, fresh: ComposeForm, message: Message) -> HttpResponse:
    done = piece(request, TEMPLATE, context_of(request, fresh))
    said = {
        "text": _("It leaves in %(seconds)d seconds.") % {"seconds": writing.UNDO_SECONDS},
        "label": _("Take back"),
        "post": reverse("messages:cancel", args=[message.pk]),
    }
    done["HX-Trigger"] = json.dumps({"toast": {"toasts": [said]}, "cardChanged": {}})
    return done
