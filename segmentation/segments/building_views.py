"""Building a segment: the form redrawn after each button, the live side beside it, saving, who comes and goes."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from segmentation.models import Segment, SegmentKind
from segmentation.segments import builder, comparing, counting, library, rules, services
from segmentation.segments.drafting import Draft
from segmentation.segments.services import SegmentWish


def reader(request: UserRequest) -> None:
    """Raises Http404 for those who see no clients at all."""
    if not request.user.has(Permission.VIEW_CUSTOMERS):
        raise Http404


def visible(request: UserRequest, pk: int) -> Segment:
    """One's own or shared, else 404."""
    reader(request)
    return get_object_or_404(Segment.objects.visible_to(request.user).select_related("owner", "state"), pk=pk)


@require_http_methods(["GET", "POST"])
@never_cache
def new(request: UserRequest) -> HttpResponse:
    """A new segment: from nothing, from the library (`?from=`), or out of a filter of the list (`?rule=`)."""
    reader(request)
    if request.method == "POST":
        return _save(request, None)
    wish, error = _begun(request)
    draft = _opened(wish.rule)
    return _page(request, None, wish, draft, error=error)


@require_http_methods(["GET", "POST"])
@never_cache
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """The rule of a segment and its name; somebody else's can be saved as one's own."""
    segment = visible(request, pk)
    if request.method == "POST":
        return _save(request, segment)
    wish = SegmentWish(segment.name, segment.description, segment.kind, segment.rule, segment.is_shared)
    try:
        rules.read(segment.rule)
    except DomainError as wrong:
        return _page(request, segment, wish, _opened(segment.rule), error=str(wrong))
    return _page(request, segment, wish, _opened(segment.rule))


@require_POST
def build(request: UserRequest) -> HttpResponse:
    """The form after one of its buttons; nothing is kept."""
    reader(request)
    segment = _posted(request)
    draft = Draft.read(request.POST)
    draft.act(request.POST.get("do", ""))
    if request.htmx:
        return render(request, "segmentation/builder.html", _context(request, segment, _wish(request, draft), draft))
    return _page(request, segment, _wish(request, draft), draft)


@require_POST
def preview(request: UserRequest) -> HttpResponse:
    """The live side: the number, five examples, the rule in words; the number of each condition beside it."""
    reader(request)
    draft = Draft.read(request.POST)
    patiently = request.POST.get("exact") == "1"
    context: dict[str, Any] = {"segment": _posted(request), "error": "", "parts": []}
    try:
        tree = rules.read(draft.whole().to_json(), by=request.user)
    except DomainError as wrong:
        return render(request, "segmentation/preview.html", {**context, "error": str(wrong)})
    context |= {
        "tree": tree,
        "words": rules.words(tree),
        "total": counting.count(tree, request.user, patiently=patiently) if tree.parts else None,
        "examples": counting.examples(tree, request.user) if tree.parts else [],
        "parts": _numbers(request, draft.whole()),
        "unfilled": draft.unfilled,
    }
    return render(request, "segmentation/preview.html", context)


def _numbers(request: UserRequest, draft: Draft) -> list[tuple[str, counting.Count]]:
    """What each condition finds by itself; one that is not whole yet says nothing."""
    found = []
    for root in (draft.included, draft.excluded):
        for part in root.walk():
            if part.is_group:
                continue
            try:
                tree = rules.read({"all": [part.to_json()]}, by=request.user)
            except DomainError:
                continue
            found.append((part.path, counting.count(tree, request.user)))
    return found


def _save(request: UserRequest, segment: Segment | None) -> HttpResponse:
    draft = Draft.read(request.POST)
    wish = _wish(request, draft)
    if request.POST.get("as") == "new":
        segment = None
    try:
        if segment is not None and _asks_first(request, segment, wish):
            return _compared(request, segment, wish, draft)
        made, operation = _put(request, segment, wish)
    except DomainError as wrong:
        return _page(request, segment, wish, draft, error=str(wrong), status=422)
    said = _("The segment “%(name)s” is saved.") % {"name": made.name}
    messages.success(
        request,
        said if operation else _("Nothing was different."),
        extra_tags=f"undo:{operation.pk}" if operation else "",
    )
    return redirect(made)


def _put(request: UserRequest, segment: Segment | None, wish: SegmentWish) -> tuple[Segment, Any]:
    if segment is None:
        return services.make(by=request.user, wish=wish)
    return segment, services.change(by=request.user, segment=segment, wish=wish)


def _asks_first(request: UserRequest, segment: Segment, wish: SegmentWish) -> bool:
    """Another rule is put in force only by one who has seen whom it lets in and out."""
    if segment.is_fixed or request.POST.get("seen") == "1":
        return False
    services.own(segment, request.user)
    different: bool = rules.read(dict(wish.rule), by=request.user).to_json() != segment.rule
    return different


def _compared(request: UserRequest, segment: Segment, wish: SegmentWish, draft: Draft) -> HttpResponse:
    tree = rules.read(dict(wish.rule), by=request.user)
    found = comparing.difference(segment, tree, request.user)
    return _page(request, segment, wish, draft, difference=found, words=rules.words(tree))


def _posted(request: UserRequest) -> Segment | None:
    """The segment the form is about; none for a new one."""
    asked = request.POST.get("segment", "")
    return visible(request, int(asked)) if asked.isdecimal() and len(asked) < 19 else None


def _begun(request: UserRequest) -> tuple[SegmentWish, str]:
    ready = library.find(request.GET.get("from", ""))
    if ready is not None:
        return SegmentWish(str(ready.name), str(ready.about), rule=ready.rule), ""
    kind = request.GET.get("kind", "")
    wish = SegmentWish("", kind=kind if kind in SegmentKind.values else SegmentKind.DYNAMIC.value)
    if not request.GET.get("rule"):
        return wish, ""
    try:
        rule = json.loads(request.GET["rule"])
        return SegmentWish("", rule=rules.read(rule, by=request.user).to_json()), ""
    except (ValueError, RecursionError):
        return wish, _("The rule cannot be read.")
    except DomainError as wrong:
        return wish, str(wrong)


def _opened(rule: Any) -> Draft:
    """A kept rule in the builder: what can be read of it, where something cannot."""
    try:
        tree = rules.read(rule)
    except DomainError:
        tree = rules.readable_part(rule)
    return Draft.of(tree) if tree.parts else Draft.empty()


def _wish(request: UserRequest, draft: Draft) -> SegmentWish:
    data = request.POST
    return SegmentWish(
        name=data.get("name", ""),
        description=data.get("description", ""),
        kind=data.get("kind", SegmentKind.DYNAMIC.value),
        rule=draft.to_json(),
        shared="shared" in data,
        seen=data.get("was", ""),
    )


def _context(request: UserRequest, segment: Segment | None, wish: SegmentWish, draft: Draft) -> dict[str, Any]:
    return {
        "segment": segment,
        "wish": wish,
        "was": wish.seen or (services.moment_of(segment) if segment else ""),
        "draft": draft,
        "kinds": SegmentKind.choices,
        "may_share": request.user.has(Permission.SHARE_VIEWS),
        "may_change": segment is None or services.may_change(segment, request.user),
        **builder.show(draft, request.user),
    }


def _page(
    request: UserRequest,
    segment: Segment | None,
    wish: SegmentWish,
    draft: Draft,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"error": "", "difference": None, "words": "", **_context(request, segment, wish, draft), **more}
    return render(request, "segmentation/build.html", context, status=status)
