"""The composer of the card: tabs that packages above bring, each a form of its own."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.models import User
from accounts.permissions import Permission
from core.registries.composer import ComposerTab, composer_tabs
from customers.answers import editable


def tabs_for(user: User) -> list[ComposerTab]:
    """Those the person may write by; none for one who may not change clients."""
    if not user.has(Permission.EDIT_CUSTOMERS):
        return []
    return [tab for tab in composer_tabs if not tab.permission or user.has(tab.permission)]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def composer(request: UserRequest, pk: int, code: str) -> HttpResponse:
    """The form of a tab, or what was written in it."""
    customer = editable(request, pk)
    if code not in composer_tabs:
        raise Http404
    tab = composer_tabs.get(code)
    if tab.permission and not request.user.has(tab.permission):
        raise PermissionDenied
    return tab.answer(request, customer.pk)
