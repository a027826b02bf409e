"""What gateways call: no session, no token, a secret in the address instead."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from messaging.delivery import hooks


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "POST", "HEAD"])
def hook(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """States of messages and words of people. Whatever is not the gateway's own gets 404."""
    return hooks.called(request, code, secret)
