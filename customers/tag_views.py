"""Tags in the head of the card."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from core.errors import DomainError
from customers import rights, tags
from customers.answers import editable, piece
from customers.models import Customer

TAGS = "customers/tags.html"


def _taggable(request: UserRequest, pk: int) -> Customer:
    customer = editable(request, pk)
    rights.require_edit(request.user, "tags")
    return customer


@require_safe
@never_cache
def row(request: UserRequest, pk: int) -> HttpResponse:
    """The tags; `?add=1` with a box for another, `?data=<tag>` with one for what is said beside a tag."""
    customer = _taggable(request, pk)
    adding = "add" in request.GET
    context = {"customer": customer, "tags": tags.worn_by(customer), "may_tag": True, "adding": adding}
    context["asked"] = request.GET.get("data", "")
    return piece(request, TAGS, context | {"known": tags.suggestions() if adding else []})


@require_POST
def add(request: UserRequest, pk: int) -> HttpResponse:
    """Put a tag on."""
    customer, name = _taggable(request, pk), request.POST.get("tag", "")
    try:
        operation = tags.put_on(by=request.user, customer=customer, name=name)
    except DomainError as error:
        context = {"customer": customer, "tags": tags.worn_by(customer), "may_tag": True, "adding": True}
        return piece(request, TAGS, context | {"known": tags.suggestions(), "error": error, "typed": name}, status=422)
    context = {"customer": customer, "tags": tags.worn_by(customer), "may_tag": True}
    put = tags.last_put_on(customer, name)
    if put is not None and put.data_label:
        context["asked"] = str(put.pk)
    return piece(request, TAGS, context, done=operation, said=_("The tag is put on."))


@require_POST
def data(request: UserRequest, pk: int, tag: int) -> HttpResponse:
    """What is said beside a tag."""
    customer, typed = _taggable(request, pk), request.POST.get("data", "")
    context = {"customer": customer, "may_tag": True}
    try:
        operation = tags.set_data(by=request.user, customer=customer, tag_id=tag, data=typed)
    except DomainError as error:
        more = {"tags": tags.worn_by(customer), "asked": str(tag), "error": error, "typed": typed}
        return piece(request, TAGS, context | more, status=422)
    context["tags"] = tags.worn_by(customer)
    return piece(request, TAGS, context, done=operation, said=_("Saved.") if operation else "")


@require_POST
def remove(request: UserRequest, pk: int, tag: int) -> HttpResponse:
    """Take a tag off."""
    customer = _taggable(request, pk)
    operation = tags.take_off(by=request.user, customer=customer, tag_id=tag)
    context = {"customer": customer, "tags": tags.worn_by(customer), "may_tag": True}
    return piece(request, TAGS, context, done=operation, said=_("The tag is taken off.") if operation else "")
