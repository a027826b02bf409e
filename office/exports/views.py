"""Page «All exports»: what left the house, by whose hand and what for; limits of roles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from listing.exports.choices import ExportState
from listing.exports.models import Export
from listing.exports.showing import shown_all
from office.access import for_administrators
from office.exports.forms import LimitsForm

PAGE = 50
UNUSUAL = "unusual"


@require_http_methods(["GET", "POST"])
@never_cache
@for_administrators
def page(request: UserRequest) -> HttpResponse:
    """Everybody's exports, the newest first; the form under them sets limits."""
    form = LimitsForm(request.POST or None)
    if form.is_valid():
        form.save(by=request.user)
        messages.success(request, _("Saved."))
        return redirect("office:exports")
    only = request.GET.get("only") == UNUSUAL
    before = request.GET.get("before", "")
    rows = Export.objects.exclude(state=ExportState.DRAFT).newest_first()
    if only:
        rows = rows.exclude(unusual=[])
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.select_related("maker")[: PAGE + 1])
    way = f"?only={UNUSUAL}&" if only else "?"
    context = {
        "rows": shown_all(found[:PAGE], request.user),
        "only": only,
        "first": way.rstrip("&") if before else "",
        "after": f"{way}before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "form": form,
    }
    return render(request, "office/exports/page.html", context, status=422 if form.is_bound else 200)
