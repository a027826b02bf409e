"""Files of the card and its photo. Every answer to an act is the whole panel, and the head when the photo changed."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.file_owners import FileOwner, file_owners
from core.registries.panels import CardPanel, PanelPlace, card_panels
from customers import card
from customers.answers import editable, piece
from customers.attached import services, showing
from customers.models import Customer
from customers.tracking import CUSTOMER
from files.contents import Upload
from files.services import MEGABYTE
from files.uploads import was_too_big
from files.views import picture

SECTION = "customers/files/section.html"
LONGEST_ID = 18


def register() -> None:
    """Our panel of the card; and who may download what lies there."""
    file_owners.add(FileOwner(code=CUSTOMER, may_see=_may_see))
    card_panels.add(
        CardPanel(code="files", title=gettext_lazy("Files"), place=PanelPlace.LEFT, render=panel, weight=60)
    )


def _may_see(user: User, object_id: str) -> bool:
    if not object_id.isdecimal() or len(object_id) > LONGEST_ID:
        return False
    return Customer.objects.visible_to(user).filter(pk=int(object_id)).exists()


def panel(request: Any, customer_id: int) -> str:
    """What lies on the card."""
    customer = Customer.objects.get(pk=customer_id)
    return render_to_string(SECTION, context(request, customer), request)


@require_safe
@never_cache
def section(request: UserRequest, pk: int) -> HttpResponse:
    """The panel alone."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    return render(request, SECTION, context(request, customer))


@require_POST
def add(request: UserRequest, pk: int) -> HttpResponse:
    """More files."""
    customer = editable(request, pk)
    try:
        operation = services.add(_given(request, "files"), by=request.user, customer=customer)
    except DomainError as error:
        return piece(request, SECTION, context(request, customer, error=error), status=422)
    return piece(request, SECTION, context(request, customer), done=operation, said=_("The files are on the card."))


@require_POST
def remove(request: UserRequest, pk: int, file: int) -> HttpResponse:
    """One off; the photo too."""
    customer = editable(request, pk)
    operation = services.remove(by=request.user, customer=customer, pk=file)
    said = _("The file is off the card.") if operation else ""
    return piece(request, SECTION, _with_head(request, customer), done=operation, said=said)


@require_POST
def set_photo(request: UserRequest, pk: int) -> HttpResponse:
    """The photo, instead of the one there was."""
    customer = editable(request, pk)
    try:
        given = _given(request, "photo")
        operation = services.set_photo(given[0] if given else None, by=request.user, customer=customer)
    except DomainError as error:
        return piece(request, SECTION, context(request, customer, error=error), status=422)
    return piece(request, SECTION, _with_head(request, customer), done=operation, said=_("The photo is on the card."))


@require_safe
def photo(request: UserRequest, pk: int) -> HttpResponseBase:
    """The picture itself, to whoever may see the client and read the name."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    standing = showing.photo_of(customer, request.user)
    if standing is None:
        raise Http404
    response = picture(standing.file)
    # Kept by this browser alone, and not for long: the right to see the client may end.
    response["Cache-Control"] = "private, max-age=600"
    return response


def context(request: UserRequest, customer: Customer, **more: Any) -> dict[str, Any]:
    """What the panel shows."""
    return {
        "customer": customer,
        "files": list(services.of(customer)),
        "photo_file": showing.photo_of(customer, request.user),
        "may_file": request.user.has(Permission.EDIT_CUSTOMERS),
        "largest": settings.MAX_FILE_BYTES // MEGABYTE,
        "error": "",
        "oob": False,
        **more,
    }


def _with_head(request: UserRequest, customer: Customer) -> dict[str, Any]:
    return {**context(request, customer), **card.hero(customer, request.user), "oob": True}


def _given(request: UserRequest, name: str) -> list[Upload]:
    given: list[Upload] = list(request.FILES.getlist(name))
    if not given and was_too_big(request):
        raise DomainError(_("The file is too large."), code="file")
    return given
