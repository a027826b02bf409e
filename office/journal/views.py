"""Page «Journal»: who did what, with filters; one entry; the check of the seals."""

import json

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from accounts.permissions import Permission
from journal import runs
from journal.models import Entry, JobRun, Seal
from journal.seals.jobs import VERIFIED, VERIFY
from office.access import for_administrators, only_with
from office.journal import reading
from office.journal.filters import EntryFilter
from office.journal.lines import lines_of
from office.journal.pages import number, page_of

for_readers = only_with(Permission.SEE_JOURNAL)


@require_safe
@never_cache
@for_readers
def journal(request: UserRequest) -> HttpResponse:
    """One page of the entries that fit the filters."""
    chosen = EntryFilter(request.GET, reading.visible_to(request.user))
    valid = chosen.is_valid()
    rows = chosen.qs if valid else Entry.objects.none()
    page = page_of(rows, before=number(request.GET.get("before")), after=number(request.GET.get("after")))
    context = {
        "filter": chosen,
        "lines": lines_of(page.entries, reader=request.user),
        "before": _address(request.GET, "before", page.before),
        "after": _address(request.GET, "after", page.after),
        "verified": Entry.objects.filter(verb=VERIFIED).newest_first().first(),
        "administers": request.user.has(Permission.ADMINISTER),
        "running": JobRun.objects.live().filter(unique_key=VERIFY).order_by("-created_at").first(),
    }
    return render(request, "office/journal/list.html", context, status=200 if valid else 422)


@require_safe
@never_cache
@for_readers
def entry(request: UserRequest, pk: int) -> HttpResponse:
    """One entry with its details and its seal; a fragment for the drawer, else a page."""
    row = get_object_or_404(reading.visible_to(request.user), pk=pk)
    kept_back = bool(row.details) and not reading.may_read_details(request.user)
    [line] = lines_of([row], reader=request.user)
    seal = _seal_of(row) if line.is_sealed else None
    context = {
        "line": line,
        "details": json.dumps(row.details, ensure_ascii=False, indent=2) if row.details and not kept_back else "",
        "kept_back": kept_back,
        "seal": seal,
        "digest": bytes(seal.digest).hex() if seal else "",
        "in_drawer": bool(request.htmx),
    }
    template = "office/journal/entry_body.html" if request.htmx else "office/journal/entry.html"
    return render(request, template, context)


@require_POST
@for_administrators
def verify(request: UserRequest) -> HttpResponse:
    """Start the check of all seals; its result becomes an entry."""
    runs.start(VERIFY, by=request.user, unique_key=VERIFY)
    messages.info(request, _("The check has been started; its result will stand in the journal."))
    return redirect("office:journal")


def _seal_of(row: Entry) -> Seal | None:
    seals = Seal.objects.filter(stream="journal", era=row.era, from_tx__lte=row.tx, to_tx__gt=row.tx)
    return seals.order_by("n").first()


def _address(query: QueryDict, direction: str, key: int | None) -> str:
    """The page beside, under the same filters; '' at an end."""
    if key is None:
        return ""
    kept = query.copy()
    for name in ("before", "after"):
        kept.pop(name, None)
    kept[direction] = str(key)
    return f"?{kept.urlencode()}"
