"""«Whom may we write to?»: the clients of a list by what the gate says of them."""

from typing import Any

from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from psycopg.errors import QueryCanceled

from accounts.http import UserRequest
from accounts.permissions import Permission
from consents.gate.reach import Reach, reach
from consents.gate.values import Sending
from consents.models import Channel
from consents.models.gate import MessageClass
from consents.words import channel as channel_name
from listing.pages import list_pages
from listing.state import read


@require_safe
@never_cache
def whom(request: UserRequest) -> HttpResponse:
    """`?by=` channel, `?what=` class of messages; the rest of the address is that of the list of clients."""
    if not request.user.has(Permission.VIEW_CUSTOMERS):
        raise Http404
    channels = [(one.code, channel_name(one.code)) for one in Channel.objects.order_by("weight") if one.contact_kind]
    by, what = request.GET.get("by", ""), request.GET.get("what", "")
    channel = by if by in dict(channels) else "email"
    message_class = MessageClass(what) if what in MessageClass.values else MessageClass.ADVERTISING
    state = read(list_pages.get("customers"), request.GET, request.user)
    found = _within_time(state.rows, Sending(channel=channel, message_class=message_class))
    context = {
        "reach": found, "state": state, "channels": channels, "channel": channel, "message_class": message_class,
        "classes": [MessageClass.ADVERTISING, MessageClass.SERVICE],
    }  # fmt: skip
    return render(request, "consents/gate/whom.html", context)


def _within_time(customers: QuerySet[Any], sending: Sending) -> Reach | None:
    """None when the statement takes longer than a page may."""
    try:
        with transaction.atomic():
            return reach(customers, sending)
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            return None
        raise
