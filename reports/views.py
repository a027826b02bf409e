"""Pages of reports: all of them, one, the list behind a number, the file."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from accounts.limits import limited
from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.reports import Behind, Report, ReportAsk, reports
from reports import trail
from reports.framework.asking import Asked
from reports.framework.keeping import made
from reports.framework.showing import shown
from reports.framework.workbook import CONTENT_TYPE
from reports.framework.workbook import workbook as make_workbook
from segmentation.models import SegmentKind
from segmentation.models.segment import LONGEST_NAME
from segmentation.segments import services
from segmentation.segments.picking import may_pick
from segmentation.segments.services import SegmentWish

MOST_BEHIND = 500


def may_open(report: Report, user: User) -> bool:
    """Reports are for those who see clients; some need a permission of their own beside."""
    return user.has(Permission.VIEW_CUSTOMERS) and (not report.permission or user.has(report.permission))


@require_safe
@never_cache
def index(request: UserRequest) -> HttpResponse:
    """All reports this person may open."""
    if not request.user.has(Permission.VIEW_CUSTOMERS):
        raise Http404
    return render(request, "reports/list.html", {"reports": [one for one in reports if may_open(one, request.user)]})


@require_safe
@never_cache
def report(request: UserRequest, code: str) -> HttpResponse:
    """One report: filters, tiles, charts, tables. What cannot be read is said under its field."""
    found = _report(request, code)
    asked = Asked(found, request.GET, request.user)
    context: dict[str, Any] = {"report": found, "asked": asked, "query": request.GET.urlencode()}
    if asked.ask is None:
        return render(request, "reports/one.html", {**context, "shown": None}, status=422)
    done = made(found, asked.ask)
    context |= {"ask": asked.ask, "made": done, "shown": shown(done.result)}
    context["links"] = found.links(request.user) if found.links else ()
    context["counted_by_job"] = found.recount is not None
    return render(request, "reports/one.html", context)


@require_POST
def recompute(request: UserRequest, code: str) -> HttpResponse:
    """Work the same question out anew."""
    found = _report(request, code)
    query = QueryDict(request.POST.get("query", ""))
    asked = Asked(found, query, request.user)
    elsewhere = found.recount(request.user) if found.recount else ""
    if elsewhere:
        return redirect(elsewhere)
    if asked.ask is not None:
        made(found, asked.ask, anew=True)
    address = reverse("reports:one", args=[code])
    return redirect(f"{address}?{query.urlencode()}" if query else address)


@require_safe
@never_cache
def behind(request: UserRequest, code: str) -> HttpResponse:
    """What a number counted, one by one, as far as this reader may see it."""
    found, ask, lines = _behind(request, code)
    may_keep = lines.customers is not None and lines.lines and may_pick(request.user)
    context = {
        "report": found, "behind": lines, "ask": ask, "most": MOST_BEHIND,
        "keep_as": _segment_name(found, lines) if may_keep else "",
        "query": _without(request.GET, "key", "after"), "same": _without(request.GET, "after"),
    }  # fmt: skip
    return render(request, "reports/behind.html", context)


@require_POST
def keep(request: UserRequest, code: str) -> HttpResponse:
    """All clients of such a list as a fixed segment."""
    _found, _ask, lines = _behind(request, code)
    if lines.customers is None or not may_pick(request.user):
        raise Http404
    wish = SegmentWish(request.POST.get("name", ""), kind=SegmentKind.FIXED.value)
    try:
        segment, operation = services.make(by=request.user, wish=wish, customers=lines.customers)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('reports:behind', args=[code])}?{request.GET.urlencode()}")
    said = _("The segment “%(name)s” is saved.") % {"name": segment.name}
    messages.success(request, said, extra_tags=f"undo:{operation.pk}")
    return redirect(segment)


def _behind(request: UserRequest, code: str) -> tuple[Report, ReportAsk, Behind]:
    """The list that the address asks for, from where the page before has ended; 404 for what is none."""
    found = _report(request, code)
    asked = Asked(found, request.GET, request.user)
    if found.behind is None or asked.ask is None:
        raise Http404
    ask = replace(asked.ask, after=request.GET.get("after", ""))
    try:
        return found, ask, found.behind(ask, request.GET.get("key", ""), MOST_BEHIND)
    except LookupError as error:
        raise Http404 from error


def _segment_name(report: Report, lines: Behind) -> str:
    label, title = str(report.label), str(lines.title)
    return (title if title.startswith(label) else f"{label}: {title}")[:LONGEST_NAME]


def _without(query: QueryDict, *names: str) -> str:
    left = query.copy()
    for name in names:
        left.pop(name, None)
    return left.urlencode()


@require_safe
@never_cache
@limited("export", methods=("GET",))
def workbook(request: UserRequest, code: str) -> HttpResponse:
    """The tables as an Excel file; journalled."""
    found = _report(request, code)
    asked = Asked(found, request.GET, request.user)
    if asked.ask is None:
        raise Http404
    contents = make_workbook(found, asked.ask, made(found, asked.ask))
    trail.taken(found, asked.ask, by=request.user)
    words = {"report": found.label, "since": asked.ask.since.isoformat(), "until": asked.ask.until.isoformat()}
    name = _("%(report)s, %(since)s to %(until)s") % words + ".xlsx"
    response = HttpResponse(contents, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


def _report(request: UserRequest, code: str) -> Report:
    if code not in reports or not may_open(reports.get(code), request.user):
        raise Http404
    return reports.get(code)
