"""Numbers for Prometheus."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST

from crm.monitoring import exposition, guard


@login_not_required
@never_cache
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """A stranger gets «not found»: he need not know that the page is there."""
    if not guard.may_read(request):
        raise Http404
    return HttpResponse(exposition.exposition(), content_type=CONTENT_TYPE_LATEST)
