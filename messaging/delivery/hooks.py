"""The address a gateway calls: its secret, whether the call is its own, and what is done with it."""

import ipaddress

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.trail import where
from messaging.delivery import services
from messaging.models import Gateway
from messaging.transports.base import MessageAdapter
from messaging.transports.opening import adapter

SALT = "kartoteka.messaging.hooks"
LENGTH = 40
TURN = "hook_turn"
"""In the settings of a gateway: how often its address was changed."""


def path(gateway: Gateway) -> str:
    """The address to give to the provider, without the host."""
    return reverse("hooks:hook", args=[gateway.code, secret(gateway)])


def url(gateway: Gateway) -> str:
    """The whole address, as the world reaches us."""
    return f"{settings.PUBLIC_URL}{path(gateway)}"


def secret(gateway: Gateway, key: str | None = None) -> str:
    """Comes of the product's own secret: nothing to be stored, nothing to leak with a copy of the base."""
    value = f"{gateway.pk}:{gateway.code}:{gateway.settings.get(TURN, 0)}"
    return salted_hmac(SALT, value, secret=key or settings.SECRET_KEY, algorithm="sha256").hexdigest()[:LENGTH]


def called(request: HttpRequest, code: str, told: str) -> HttpResponse:
    """Take what the gateway tells. Raises Http404 on everything that is not proved to be its own call."""
    gateway = Gateway.objects.filter(code=code).first()
    if gateway is None or not _is_ours(gateway, told) or not _is_from_there(gateway, request):
        raise Http404
    with adapter(gateway) as way:
        return _heard(gateway, way, request)


def _heard(gateway: Gateway, way: MessageAdapter, request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and not way.verify(request):
        raise Http404
    try:
        events, words = way.parse_callback(request), way.parse_inbound(request)
    except (ValueError, LookupError, TypeError):
        return HttpResponse("unreadable", status=400, content_type="text/plain")
    services.apply(gateway, events)
    for one in words:
        services.receive(gateway, one)
    return way.ack(request)


def _is_ours(gateway: Gateway, told: str) -> bool:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(told, secret(gateway, key)) for key in keys)


def _is_from_there(gateway: Gateway, request: HttpRequest) -> bool:
    named = str(gateway.settings.get("callback_ips") or "").replace(",", " ").split()
    if not named:
        return True
    try:
        caller = ipaddress.ip_address(where(request).get("ip", ""))
        return any(caller in ipaddress.ip_network(one, strict=False) for one in named)
    except ValueError:
        return False
