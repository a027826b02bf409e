"""The page of the self-check."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import only_with
from accounts.http import UserRequest
from accounts.permissions import Permission
from messaging.checks import sending
from messaging.checks.names import Names


@require_safe
@never_cache
@only_with(Permission.GATEWAYS)
def check(request: UserRequest) -> HttpResponse:
    """What is known at once; the domains are asked after the page is shown."""
    return render(request, "messaging/gateways/check.html", {"lines": sending.everything()})


@require_safe
@never_cache
@only_with(Permission.GATEWAYS)
def domains(request: UserRequest) -> HttpResponse:
    """What name servers answer: a fragment of the page."""
    return render(request, "messaging/gateways/domains.html", {"lines": sending.domains(Names())})
