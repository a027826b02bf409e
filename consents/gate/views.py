"""Pages of the gate: hours and limits, values nobody writes to, and what may be sent to one client."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import journal
from accounts.access import only_with
from accounts.http import UserRequest
from accounts.permissions import Permission
from consents.gate import lists, settings, suppression
from consents.gate.explaining import explain
from consents.gate.forms import FileForm, LiftForm, LookForm, RulesForm, StopForm
from consents.gate.trail import LOOKED_UP, SUPPRESSION
from consents.models.gate import MessageClass, Suppression
from core.errors import DomainError
from customers.card_points import shown_points
from customers.models import Customer
from files.uploads import was_too_big

A_PAGE = 50
for_officers = only_with(Permission.PRIVACY)


@require_http_methods(["GET", "POST"])
@never_cache
@for_officers
def rules(request: UserRequest) -> HttpResponse:
    """Hours and limits of one class of messages: `?class=`."""
    asked = request.GET.get("class", "")
    message_class = MessageClass(asked) if asked in MessageClass.values else MessageClass.ADVERTISING
    form = RulesForm(request.POST if request.method == "POST" else None, message_class)
    if form.is_valid():
        changed = settings.change(form.settings(), by=request.user)
        messages.success(request, _("The rules of sending are saved.") if changed else _("Nothing was changed."))
        return redirect(request.get_full_path())
    context = {"form": form, "message_class": message_class, "classes": list(MessageClass)}
    return render(request, "consents/gate/rules.html", context, status=422 if form.is_bound else 200)


@require_safe
@never_cache
@for_officers
def stops(request: UserRequest) -> HttpResponse:
    """The newest suppressions and the boxes; `?before=` turns the page."""
    return _stops(request)


@require_POST
@never_cache
@for_officers
def stop_look(request: UserRequest) -> HttpResponse:
    """Everything that ever stood against a value. A POST: the value must not stay in addresses and logs."""
    form = LookForm(request.POST)
    if form.is_valid():
        try:
            found = suppression.look_up(form.cleaned_data["kind"], form.cleaned_data["value"])
        except DomainError as error:
            form.add_error("value", str(error))
        else:
            journal.record(LOOKED_UP, by=request.user, object_type=SUPPRESSION, details={"found": len(found)})
            return _stops(request, look=form, found=found)
    return _stops(request, look=form, status=422)


@require_POST
@never_cache
@for_officers
def stop_add(request: UserRequest) -> HttpResponse:
    """Forbid one value."""
    form = StopForm(request.POST)
    if form.is_valid():
        try:
            suppression.add(form.cleaned_data["kind"], form.cleaned_data["value"], form.stop(), by=request.user)
        except DomainError as error:
            form.add_error("until" if error.code == "expires_at" else "value", str(error))
        else:
            messages.success(request, _("Nobody writes to this contact any more."))
            return redirect("consents:stops")
    return _stops(request, stop=form, status=422)


@require_POST
@never_cache
@for_officers
def stop_import(request: UserRequest) -> HttpResponse:
    """Forbid all values of a list."""
    form = FileForm(request.POST, request.FILES)
    if was_too_big(request):
        form.add_error("file", _("The file is larger than the server takes. Make it smaller and try again."))
    if form.is_valid():
        try:
            found = lists.read(form.cleaned_data["file"])
            added = suppression.add_many(found.values, form.stop(), by=request.user)
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _told(added, found))
            return redirect("consents:stops")
    return _stops(request, file=form, status=422)


@require_POST
@never_cache
@for_officers
def stop_lift(request: UserRequest, pk: int) -> HttpResponse:
    """Let messages through again."""
    row = get_object_or_404(Suppression, pk=pk)
    form = LiftForm(request.POST)
    try:
        suppression.lift(row, by=request.user, why=form.cleaned_data["why"] if form.is_valid() else "")
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is lifted."))
    return redirect("consents:stops")


@require_safe
@never_cache
def may_write(request: UserRequest, pk: int) -> HttpResponse:
    """What the gate would say of each channel to this client."""
    client = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    shown = {one.point.pk: one for one in shown_points(client, request.user)}
    answers = [(one, shown.get(one.point_id)) for one in explain(client)]
    return render(request, "consents/gate/may_write.html", {"customer": client, "answers": answers})


def _stops(request: UserRequest, status: int = 200, **forms: Any) -> HttpResponse:
    rows = Suppression.objects.select_related("created_by", "lifted_by").order_by("-created_at", "-pk")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        last = Suppression.objects.filter(pk=int(before)).first()
        rows = rows.filter(_after(last)) if last else rows
    page = list(rows[: A_PAGE + 1])
    context: dict[str, Any] = {
        "rows": page[:A_PAGE],
        "after": page[A_PAGE - 1].pk if len(page) > A_PAGE else "",
        "standing": Suppression.objects.standing().count(),
        "look": LookForm(),
        "stop": StopForm(),
        "file": FileForm(),
        "found": None,
        **forms,
    }
    return render(request, "consents/gate/stops.html", context, status=status)


def _after(last: Suppression) -> Q:
    return Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk)


def _told(added: int, found: lists.FoundValues) -> str:
    same = len(found.values) - added
    said = ngettext("%(count)s contact is forbidden.", "%(count)s contacts are forbidden.", added) % {"count": added}
    if same:
        said += " " + _("Forbidden before: %(count)s.") % {"count": same}
    if found.unread:
        lines = ", ".join(str(number) for number in found.first_unread)
        said += " " + _("Not understood: %(count)s lines, such as %(lines)s.") % {
            "count": len(found.unread), "lines": lines,
        }  # fmt: skip
    return said
