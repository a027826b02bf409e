"""Pages of tags."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.db.models.functions import Lower
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from core.text.names import HUES, hue
from customers.models import Tag
from customers.tag_pages import services
from journal.models import Operation, OperationState

COLOURS = (
    gettext_lazy("colour 1"), gettext_lazy("colour 2"), gettext_lazy("colour 3"), gettext_lazy("colour 4"),
    gettext_lazy("colour 5"), gettext_lazy("colour 6"), gettext_lazy("colour 7"), gettext_lazy("colour 8"),
    gettext_lazy("colour 9"), gettext_lazy("colour 10"),
)  # fmt: skip


def administrator(request: UserRequest) -> None:
    """Raises 404 for those who do not manage the company."""
    if not request.user.has(Permission.ADMINISTER):
        raise Http404


@require_http_methods(["GET", "POST"])
@never_cache
def tag_list(request: UserRequest) -> HttpResponse:
    """All tags with how many wear them; the form of a new one."""
    administrator(request)
    if request.method == "POST":
        typed = _typed(request)
        try:
            tag = services.make(by=request.user, **typed)
        except DomainError as error:
            return render(request, "customers/tag_pages/list.html", _all() | typed | {"error": error}, status=422)
        messages.success(request, _("The tag “%(name)s” is made.") % {"name": tag.name})
        return redirect("customers:tag_list")
    return render(request, "customers/tag_pages/list.html", _all())


def _all() -> dict[str, Any]:
    rows = Tag.objects.annotate(worn=Count("customer_tags")).order_by(Lower("name"), "pk")
    return {
        "standing": [row for row in rows if row.archived_at is None],
        "away": [row for row in rows if row.archived_at is not None],
        "colours": list(enumerate(COLOURS)),
        "name": "",
        "hue": 0,
        "data_label": "",
    }


@require_http_methods(["GET", "POST"])
@never_cache
def one(request: UserRequest, tag: int) -> HttpResponse:
    """A tag: its name, colour, what is asked for beside it; merge; archive."""
    administrator(request)
    found = get_object_or_404(Tag.objects.annotate(worn=Count("customer_tags")), pk=tag)
    context = {
        "tag": found,
        "name": found.name,
        "hue": found.hue,
        "data_label": found.data_label,
        "colours": list(enumerate(COLOURS)),
        "others": Tag.objects.filter(archived_at=None).exclude(pk=tag).order_by(Lower("name"), "pk"),
    }
    if request.method == "GET":
        return render(request, "customers/tag_pages/one.html", context)
    typed = _typed(request)
    try:
        operation = services.change(by=request.user, tag=found, **typed)
    except DomainError as error:
        return render(request, "customers/tag_pages/one.html", context | typed | {"error": error}, status=422)
    return _said(request, operation, _("Saved.") if operation else _("Nothing was different."))


@require_POST
def act(request: UserRequest, tag: int) -> HttpResponse:
    """Merge into another, put away, take out."""
    administrator(request)
    found = get_object_or_404(Tag, pk=tag)
    if "into" in request.POST:
        given = request.POST["into"]
        into = Tag.objects.filter(pk=int(given)).first() if given.isdecimal() and len(given) < 10 else None
        try:
            if into is None:
                raise DomainError(_("Choose another tag."), code="same")
            operation = services.merge(by=request.user, tag=found, into=into)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("customers:tag_page", tag)
        if operation.state == OperationState.DRAFT:
            return redirect("office:operation", operation.pk)
        return _said(request, operation, _("Nobody wore the tag: it is put away."))
    if "out" in request.POST:
        return _said(request, services.take_out(by=request.user, tag=found), _("The tag is offered again."))
    return _said(request, services.put_away(by=request.user, tag=found), _("The tag is put away."))


def _said(request: UserRequest, operation: Operation | None, said: str) -> HttpResponse:
    messages.success(request, said, extra_tags=f"undo:{operation.pk}" if operation else "")
    return redirect("customers:tag_list")


def _typed(request: UserRequest) -> dict[str, Any]:
    name, given = request.POST.get("name", ""), request.POST.get("hue", "")
    chosen = int(given) if given.isdecimal() and len(given) < 3 else hue(name)
    return {"name": name, "hue": min(chosen, HUES), "data_label": request.POST.get("data_label", "")}
