"""Consents of one client: states of his contacts, the form of an operator, and every event with its proof."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import company
from accounts.http import UserRequest
from accounts.permissions import Permission
from consents import services
from consents.choices import Method
from consents.ledger import evidence, paper
from consents.ledger.checking import Wish
from consents.ledger.files import SCAN
from consents.ledger.forms import GIVEN, WillForm, code_of
from consents.ledger.reading import PointBlock, blocks, events_of
from consents.ledger.writing import Evidence
from core.errors import DomainError
from core.form_errors import refuse
from customers import trail
from customers.card_points import shown_points
from customers.models import Customer
from files import services as files
from files.kinds import PICTURES
from files.uploads import was_too_big

SHOWN = 200
"""Events on the page; the ledger of one client is seldom longer."""

SCANS = frozenset({*PICTURES, "application/pdf", "image/heic"})


@require_http_methods(["GET", "POST"])
@never_cache
def customer(request: UserRequest, pk: int) -> HttpResponse:
    """The page; a POST writes events."""
    client = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    standing = blocks(client, request.user)
    may_edit = request.user.has(Permission.EDIT_CUSTOMERS)
    if request.method == "GET":
        return _page(request, client, standing, WillForm(offered=_offered(standing)))
    if not may_edit:
        raise PermissionDenied
    form = WillForm(request.POST, request.FILES, offered=_offered(standing))
    if was_too_big(request):
        form.add_error("scan", _("The file is larger than the server takes. Make it smaller and try again."))
    if form.is_valid():
        try:
            count = _write(request, client, form)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Written into the ledger: %(count)s.") % {"count": count})
            return redirect("consents:customer", client.pk)
    return _page(request, client, standing, form, status=422)


@require_safe
@never_cache
def to_sign(request: UserRequest, pk: int) -> HttpResponse:
    """The texts in force as sheets of A4, with the code by which a scan finds them again."""
    client = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    documents = list(paper.to_sign())
    trail.taken(client, by=request.user, how="print")
    context = {
        "customer": client,
        "documents": documents,
        "code": paper.code_of(client, documents),
        "blocks": blocks(client, request.user),
        "company": company.current(),
    }
    return render(request, "consents/paper.html", context)


@transaction.atomic
def _write(request: UserRequest, client: Customer, form: WillForm) -> int:
    values = form.cleaned_data
    proof: dict[str, str] = {
        "reason": services.checked_reason(values["reason"]),
        "words": values["words"].strip(),
    }
    sha256 = ""
    if values["scan"]:
        stored = files.store(values["scan"], by=request.user, belongs_to=(SCAN, client.pk), only=SCANS)
        proof["file"], sha256 = str(stored.pk), stored.sha256
    common: dict[str, Any] = {
        "by": request.user,
        "customer": client,
        "wishes": form.wishes(),
        "method": Method(values["method"]),
        "evidence": Evidence(**proof),
        "occurred_at": form.moment(),
        "file_sha256": sha256,
    }
    if values["act"] != GIVEN:
        return services.withdraw(**common)
    signed = paper.read_code(values["code"], customer=client).documents if values["code"].strip() else ()
    return services.grant(**common, signed=signed)


def _page(
    request: UserRequest, client: Customer, standing: list[PointBlock], form: WillForm, status: int = 200
) -> HttpResponse:
    rows = list(events_of(client)[: SHOWN + 1])
    context: dict[str, Any] = {
        "customer": client,
        "blocks": standing,
        "form": form,
        "ticked": set(request.POST.getlist("wish")),
        "events": evidence.told(rows[:SHOWN], shown_points(client, request.user)),
        "are_more": len(rows) > SHOWN,
        "may_edit": request.user.has(Permission.EDIT_CUSTOMERS),
    }
    return render(request, "consents/customer.html", context, status=status)


def _offered(standing: list[PointBlock]) -> list[str]:
    """Values of the boxes: contacts that this person may change."""
    return [
        code_of(Wish(block.shown.point.pk, cell.purpose.code, row.code))
        for block in standing
        if block.shown.may_edit
        for row in block.rows
        for cell in row.cells
    ]
