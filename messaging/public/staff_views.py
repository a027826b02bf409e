"""From the card: ask a client to confirm his consents, and type in the digits he reads out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.permissions import Permission
from consents.choices import Method, Status
from consents.ledger.forms import as_wish
from consents.ledger.reading import PointBlock
from consents.ledger.reading import blocks as standing_blocks
from consents.ledger.writing import Evidence
from core.errors import DomainError
from customers.models import Customer
from messaging.models import Confirmation
from messaging.public import choosing, confirm
from messaging.public.confirm import Asked
from messaging.public.letters import CARRIERS

ASKABLE = (Status.NONE, Status.PENDING, Status.EXPIRED)


@require_http_methods(["GET", "POST"])
@never_cache
def ask(request: UserRequest, pk: int) -> HttpResponse:
    """Tick what to ask for; each contact gets one message."""
    client = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    if not request.user.has(Permission.EDIT_CUSTOMERS):
        raise PermissionDenied
    shown = _offered(client, request)
    error = ""
    if request.method == "POST":
        try:
            count = _ask(request, client, shown)
        except DomainError as refused:
            error = str(refused)
        else:
            messages.success(request, _("Asked by a message: %(count)s.") % {"count": count})
            return redirect("confirmations:ask", client.pk)
    return _page(request, client, shown, error)


@require_POST
def code(request: UserRequest, pk: UUID) -> HttpResponse:
    """The digits that the client reads out from his SMS."""
    visible = Customer.objects.visible_to(request.user)
    found = get_object_or_404(Confirmation.objects.select_related("point"), pk=pk, point__customer__in=visible)
    if not request.user.has(Permission.EDIT_CUSTOMERS):
        raise PermissionDenied
    words = _("The client read the code out to %(person)s") % {"person": request.user.full_name}
    try:
        error = confirm.enter_code(found, request.POST.get("code", ""), evidence=Evidence(words=words))
    except DomainError as refused:
        error = str(refused)
    if error:
        messages.error(request, error)
    else:
        messages.success(request, _("The consents are confirmed."))
    return redirect("confirmations:ask", found.point.customer_id)


def _offered(client: Customer, request: UserRequest) -> list[tuple[PointBlock, list[tuple[str, str, bool]]]]:
    """Contacts that can be written to, each with (value of the box, words, whether it waits already)."""
    texts = choosing.texts_in_force()
    found = []
    for block in standing_blocks(client, request.user):
        if block.shown.point.kind not in CARRIERS or not block.shown.may_edit or not block.shown.point.value:
            continue
        lines = [
            (f"{block.shown.point.pk}.{cell.purpose.pk}.{row.code}", f"{cell.purpose.name}, {row.label}",
             cell.status == Status.PENDING)
            for row in block.rows
            for cell in row.cells
            if cell.status in ASKABLE and choosing.text_for(texts, cell.purpose.pk, row.code)
        ]  # fmt: skip
        found.append((block, lines))
    return found


def _ask(request: UserRequest, client: Customer, shown: list[Any]) -> int:
    offered = {value for _block, lines in shown for value, _words, _waits in lines}
    ticked = [as_wish(value) for value in request.POST.getlist("wish") if value in offered]
    if not ticked:
        raise DomainError(_("Tick at least one consent."))
    texts = choosing.texts_in_force()
    asked: dict[UUID, list[Asked]] = {}
    for wish in ticked:
        text = choosing.fitting(texts, wish)
        assert text is not None  # only what has a text is offered
        asked.setdefault(wish.point_id, []).append(Asked(wish.purpose, wish.channel, text.pk, text.label))
    points = {block.shown.point.pk: block.shown.point for block, _lines in shown}
    for pk, wanted in asked.items():
        points[pk].customer = client
        confirm.ask_all(points[pk], wanted, by=request.user, method=Method.MANUAL)
    return len(asked)


def _page(request: UserRequest, client: Customer, shown: list[Any], error: str) -> HttpResponse:
    waiting = Confirmation.objects.answerable().filter(point__customer=client, point__archived_at=None)
    by_point = {one.point_id: one for one in waiting.order_by("asked_at", "pk")}
    context = {
        "customer": client,
        "blocks": [(block, lines, by_point.get(block.shown.point.pk)) for block, lines in shown],
        "ticked": set(request.POST.getlist("wish")),
        "error": error,
    }
    return render(request, "public/ask.html", context, status=422 if error else 200)
