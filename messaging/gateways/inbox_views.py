"""The inbox of the trial: what would have gone out, and buttons that answer in the addressee's place."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import only_with
from accounts.http import UserRequest
from accounts.models import User
from accounts.permissions import Permission
from customers.models import Customer
from messaging.gateways.answering import ACTS, answer
from messaging.letters import shell
from messaging.letters.previews import document
from messaging.models import InboxItem

A_PAGE = 50
for_writers = only_with(Permission.MESSAGES_SEND)


@require_safe
@never_cache
@for_writers
def inbox(request: UserRequest) -> HttpResponse:
    """The newest first; `?before=` turns the page."""
    rows = visible_to(request.user).select_related("message__customer", "gateway").order_by("-at", "-key")
    before = visible_to(request.user).filter(pk__in=_keys(request.GET.get("before", ""))).first()
    if before is not None:
        rows = rows.filter(Q(at__lt=before.at) | Q(at=before.at, key__lt=before.key))
    found = list(rows[: A_PAGE + 1])
    context = {"rows": found[:A_PAGE], "after": found[A_PAGE - 1].key if len(found) > A_PAGE else ""}
    return render(request, "messaging/gateways/inbox.html", context)


@require_safe
@never_cache
@for_writers
def item(request: UserRequest, key: UUID) -> HttpResponse:
    """One letter or SMS."""
    one = _item(request.user, key)
    acts = ACTS if request.user.has(Permission.GATEWAYS) and one.message_id else {}
    context = {"item": one, "acts": [(code, label) for code, label in acts.items()]}
    return render(request, "messaging/gateways/inbox_item.html", context)


@require_safe
@never_cache
@for_writers
def letter(request: UserRequest, key: UUID) -> HttpResponse:
    """The letter itself, at an address of its own, where it can do nothing."""
    one = _item(request.user, key)
    return document(one.html or shell.words(one.text))


@require_POST
@only_with(Permission.GATEWAYS)
def act(request: UserRequest, key: UUID) -> HttpResponse:
    """Answer in the addressee's place."""
    one = _item(request.user, key)
    code = request.POST.get("act", "")
    if code not in ACTS or one.message is None:
        raise Http404
    answer(one, code)
    messages.success(request, _("Done, as if the gateway had told so."))
    return redirect("gateways:inbox_item", key=key)


def visible_to(user: User) -> QuerySet[InboxItem]:
    """Letters to clients the person may see; trial ones to whoever sets gateways up."""
    mine = Q(message__customer__in=Customer.objects.visible_to(user))
    return InboxItem.objects.filter(mine | Q(message__customer=None) if user.has(Permission.GATEWAYS) else mine)


def _item(user: User, key: UUID) -> InboxItem:
    rows = visible_to(user).select_related("message__customer", "gateway")
    return get_object_or_404(rows, pk=key)


def _keys(told: str) -> list[UUID]:
    try:
        return [UUID(told)]
    except ValueError:
        return []
