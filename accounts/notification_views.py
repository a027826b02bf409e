"""The bell and the page of one's notifications."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts import notifications
from accounts.http import UserRequest
from accounts.models import Notification

PAGE = 50


@require_GET
def bell(request: UserRequest) -> HttpResponse:
    """The button with the number of unread ones, and the list of the newest."""
    newest = Notification.objects.in_bell_of(request.user).newest_first()[: notifications.SHOWN]
    return render(request, "accounts/notifications/bell.html", {"newest": newest, **_count(request)})


@require_GET
def count(request: UserRequest) -> HttpResponse:
    """Only the number, asked each minute."""
    return render(request, "accounts/notifications/count.html", _count(request))


def _count(request: UserRequest) -> dict[str, object]:
    unread = notifications.unread_count(request.user)
    return {"unread": unread, "unread_text": f"{notifications.COUNTED}+" if unread > notifications.COUNTED else unread}


@require_GET
def page(request: UserRequest) -> HttpResponse:
    """All of one's own, newest first, by keyset."""
    rows = Notification.objects.in_bell_of(request.user).newest_first()
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        rows = rows.filter(pk__lt=min(int(before), 2**63 - 1))
    found = list(rows[: PAGE + 1])
    context = {
        "rows": found[:PAGE],
        "after": f"?before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "first": "?" if before else "",
        **_count(request),
    }
    return render(request, "accounts/notifications/page.html", context)


@require_POST
def open_one(request: UserRequest, pk: int) -> HttpResponse:
    """Mark it read and go where it leads."""
    notification = notifications.mark_read(request.user, pk)
    if notification is None:
        raise Http404
    return redirect(notification.url or "notifications")


@require_POST
def read_all(request: UserRequest) -> HttpResponse:
    """Mark all read; the bell gets itself back, a page is shown anew."""
    notifications.mark_all_read(request.user)
    return bell_after(request) if request.htmx else redirect("notifications")


def bell_after(request: UserRequest) -> HttpResponse:
    newest = Notification.objects.in_bell_of(request.user).newest_first()[: notifications.SHOWN]
    return render(
        request, "accounts/notifications/list.html", {"newest": newest, **_count(request), "swap_count": True}
    )
