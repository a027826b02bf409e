"""The page at once; its checks come after it, for they ask every server."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from office.access import for_administrators
from office.status import reading


@require_GET
@for_administrators
def page(request: UserRequest) -> HttpResponse:
    """Numbers, queues, versions."""
    context = {"tiles": reading.tiles(), "queues": reading.queues(), "versions": reading.versions()}
    return render(request, "office/status/page.html", context)


@require_GET
@for_administrators
def checks(request: UserRequest) -> HttpResponse:
    """A fragment: what each check has found."""
    outside = request.GET.get("outside") == "1"
    context = {"lines": reading.findings(outside=outside), "outside": outside}
    return render(request, "office/status/checks.html", context)
