"""Numbers beside entries of the menu, asked for after the page is shown."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from core.registries.menu import menu

MOST = 99
"""Above it «99+» is said."""


@require_safe
@never_cache
def counter(request: UserRequest, code: str) -> HttpResponse:
    """How many things wait behind the entry, for whoever may open it; nothing at all for none."""
    entry = menu.get(code) if code in menu else None
    if entry is None or entry.counter is None or (entry.permission and not request.user.has(entry.permission)):
        raise Http404
    count = entry.counter(request)
    return render(request, "accounts/menu_count.html", {"count": f"{MOST}+" if count > MOST else count or ""})
