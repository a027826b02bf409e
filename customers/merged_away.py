"""A card that was merged into another: whoever comes by its old address, or still has it open, is led to that one."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import UserRequest
from customers.models import Customer

CHAIN = """
WITH RECURSIVE chain (id, step) AS (
    SELECT %(card)s::bigint, 0
    UNION ALL
    SELECT c.merged_into_id, chain.step + 1 FROM chain JOIN customers_customer c ON c.id = chain.id
     WHERE c.merged_into_id IS NOT NULL)
SELECT c.* FROM chain JOIN customers_customer c ON c.id = chain.id ORDER BY chain.step DESC LIMIT 1
"""


class MergedAwayError(Exception):
    """Raised by a view that was asked for a merged card; the middleware answers."""

    def __init__(self, card: Customer) -> None:
        super().__init__(card.pk)
        self.card = card


def standing(card: Customer) -> Customer:
    """The card itself. Raises MergedAwayError when it has become a part of another."""
    if card.merged_into_id is not None:
        raise MergedAwayError(card)
    return card


def leads_to(card: Customer) -> Customer:
    """The card it is a part of by now, through any number of merges: one statement."""
    return Customer.objects.raw(CHAIN, {"card": card.pk})[0]


class MergedAwayMiddleware:
    """Leads from merged cards to those they became a part of; costs nothing where nobody asks for one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing of its own."""
        return self.get_response(request)

    def process_exception(self, request: UserRequest, exception: Exception) -> HttpResponse | None:
        """To the survivor, with a word why; a stranger to him gets 404. What was typed is asked for once more there."""
        if not isinstance(exception, MergedAwayError):
            return None
        survivor = leads_to(exception.card)
        if not Customer.objects.visible_to(request.user).filter(pk=survivor.pk).exists():
            raise Http404
        names = {"old": exception.card.title, "name": survivor.title}
        if request.method in ("GET", "HEAD"):
            messages.info(request, _("The card “%(old)s” was merged into this one.") % names)
        else:
            said = _("The card “%(old)s” was merged into this one meanwhile: nothing was saved, do it here.")
            messages.warning(request, said % names)
        url = survivor.get_absolute_url()
        return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
