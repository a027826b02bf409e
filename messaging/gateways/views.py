"""Pages of gateways: the list, one of them, and what is done to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import only_with
from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from messaging.choices import Carrier
from messaging.delivery import hooks, mailbox
from messaging.gateways import services
from messaging.gateways.forms import GatewayForm, PauseForm, TryForm
from messaging.gateways.showing import Shown, answer_words, shown
from messaging.models import Gateway, Inbound
from messaging.outbox import pausing
from messaging.transports.registry import AdapterKind, adapters

UNCLAIMED = 20
for_admins = only_with(Permission.GATEWAYS)


@require_safe
@never_cache
@for_admins
def gateways(request: UserRequest) -> HttpResponse:
    """All of them, what may be added, and words of people nobody knows."""
    rows = Gateway.objects.select_related("processor").order_by("channel", "-is_default", "-is_active", "name", "pk")
    context = {
        "rows": [shown(one) for one in rows],
        "channels": [(code, label, services.kinds_for(code)) for code, label in Carrier.choices],
        "unclaimed": Inbound.objects.filter(customer=None)
        .exclude(text="", subject="")
        .order_by("-received_at", "-pk")[:UNCLAIMED],
    }
    return render(request, "messaging/gateways/list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_admins
def new(request: UserRequest, kind: str, channel: str) -> HttpResponse:
    """Another gateway of a kind."""
    entry = _kind(kind, channel)
    form = GatewayForm(request.POST or None, entry, channel)
    if form.is_valid():
        made = services.add(entry, channel, form.wanted(), by=request.user)
        messages.success(request, _("The gateway is added. Send yourself a trial message."))
        return redirect("gateways:detail", code=made.code)
    context = {"form": form, "kind": entry, "channel": Carrier(channel).label}
    return render(request, "messaging/gateways/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@for_admins
def detail(request: UserRequest, code: str) -> HttpResponse:
    """One gateway: its form, and beside it what it says."""
    gateway = _gateway(code)
    form = GatewayForm(request.POST or None, _kind(gateway.adapter, gateway.channel), gateway.channel, gateway)
    if form.is_valid():
        try:
            changed = services.change(gateway, form.wanted(), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
            return redirect("gateways:detail", code=code)
    return _page(request, gateway, form=form, status=422 if form.is_bound else 200)


@require_POST
@never_cache
@for_admins
def try_out(request: UserRequest, code: str) -> HttpResponse:
    """A trial message to oneself."""
    gateway = _gateway(code)
    form = TryForm(request.POST, gateway, request.user.email)
    if not form.is_valid():
        return _page(request, gateway, trial=form, status=422)
    return _told(
        request, gateway, lambda: answer_words(services.try_out(gateway, form.cleaned_data["to"], by=request.user))
    )


@require_POST
@for_admins
def look(request: UserRequest, code: str) -> HttpResponse:
    """Ask for the balance, or whether the gateway lets us in."""
    gateway = _gateway(code)

    def said() -> str:
        found = services.look(gateway)
        if found is None:
            return _("The gateway answers and lets us in.")
        return _("On the account: %(amount)s %(currency)s.") % {"amount": found.amount, "currency": found.currency}

    return _told(request, gateway, said)


@require_POST
@for_admins
def senders(request: UserRequest, code: str) -> HttpResponse:
    """Ask which names one may send under."""
    gateway = _gateway(code)

    def said() -> str:
        found = services.senders(gateway)
        if found is None:
            return _("This gateway does not tell its senders.")
        return _("Senders: %(names)s.") % {"names": ", ".join(found) or _("none")}

    return _told(request, gateway, said)


@require_POST
@for_admins
def fetch(request: UserRequest, code: str) -> HttpResponse:
    """Read the mailbox now."""
    gateway = _gateway(code)
    if not mailbox.has_one(gateway):
        raise Http404
    return _told(request, gateway, lambda: _("New letters: %(count)s.") % {"count": mailbox.fetch(gateway)})


@require_POST
@for_admins
def pause(request: UserRequest, code: str) -> HttpResponse:
    """Hand nothing over for a while."""
    gateway, form = _gateway(code), PauseForm(request.POST)
    if not form.is_valid():
        return _page(request, gateway, stop=form, status=422)
    pausing.pause(gateway, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The gateway is paused: what waits, waits."))
    return redirect("gateways:detail", code=code)


@require_POST
@for_admins
def resume(request: UserRequest, code: str) -> HttpResponse:
    """Hand over again."""
    pausing.resume(_gateway(code), by=request.user)
    messages.success(request, _("The gateway sends again."))
    return redirect("gateways:detail", code=code)


@require_POST
@for_admins
def default(request: UserRequest, code: str) -> HttpResponse:
    """The one for messages that name none."""
    gateway = _gateway(code)

    def said() -> str:
        services.make_default(gateway, by=request.user)
        return _("Messages that name no gateway go by this one.")

    return _told(request, gateway, said)


@require_POST
@for_admins
def active(request: UserRequest, code: str) -> HttpResponse:
    """In use, or not any more: what the button said, so that one pressed twice does it once."""
    gateway = _gateway(code)
    wanted = request.POST.get("active") == "1"

    def said() -> str:
        services.set_active(gateway, wanted, by=request.user)
        return _("The gateway is in use again.") if wanted else _("The gateway is not used any more.")

    return _told(request, gateway, said)


@require_POST
@for_admins
def new_hook(request: UserRequest, code: str) -> HttpResponse:
    """Another address for reports."""
    services.new_hook(_gateway(code), by=request.user)
    messages.success(request, _("The old address answers no more. Give the new one to the provider."))
    return redirect("gateways:detail", code=code)


def _told(request: UserRequest, gateway: Gateway, ask: Any) -> HttpResponse:
    """What came of an act, in words, on the page of the gateway."""
    try:
        messages.success(request, ask())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("gateways:detail", code=gateway.code)


def _page(request: UserRequest, gateway: Gateway, *, status: int = 200, **forms: Any) -> HttpResponse:
    kind = _kind(gateway.adapter, gateway.channel)
    one: Shown = shown(gateway)
    context = {
        "gateway": gateway,
        "one": one,
        "kind": kind,
        "form": forms.get("form") or GatewayForm(None, kind, gateway.channel, gateway),
        "trial": forms.get("trial") or TryForm(None, gateway, request.user.email),
        "stop": forms.get("stop") or PauseForm(),
        "hook": hooks.url(gateway) if kind.is_real and one.hears else "",
        "has_mailbox": mailbox.has_one(gateway),
    }
    return render(request, "messaging/gateways/detail.html", context, status=status)


def _gateway(code: str) -> Gateway:
    return get_object_or_404(Gateway.objects.select_related("processor"), code=code)


def _kind(code: str, channel: str) -> AdapterKind:
    if code not in adapters or channel not in adapters.get(code).channels:
        raise Http404
    return adapters.get(code)
