"""Clients in the palette."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.registries.search import SearchHit, SearchSource, search_sources
from customers import rights, trail
from customers.choices import ContactKind
from customers.models import Customer
from customers.normalise.contacts import display_contact
from customers.search.finding import clients, find
from customers.search.stages import Hit


def register() -> None:
    """Let the palette find clients, before anything else it finds."""
    search_sources.add(
        SearchSource(
            code="customers",
            label=gettext_lazy("Clients"),
            find=hits,
            weight=10,
            permission=Permission.VIEW_CUSTOMERS,
        )
    )


def hits(request: HttpRequest, text: str, limit: int) -> list[SearchHit]:
    """The best clients; the question goes into the journal."""
    if not isinstance(request.user, User):
        return []
    found = clients(request.user, find(request.user, text, limit).hits)
    trail.searched(text, found=len(found), by=request.user)
    return [
        SearchHit(
            label=customer.title,
            detail=_detail(hit, customer, request.user),
            icon="building-store" if customer.is_company else "user",
            url=customer.get_absolute_url(),
        )
        for hit, customer in found
    ]


def value_text(hit: Hit) -> str:
    """The phone or address that led to the client, as a person reads it."""
    kind = ContactKind.EMAIL if "@" in hit.value else ContactKind.PHONE
    return display_contact(kind, hit.value, hit.value)


def _detail(hit: Hit, customer: Customer, user: User) -> str:
    city = rights.shown(user, "city", customer.city)
    parts = [value_text(hit) if hit.value else city, _("in the archive") if customer.is_archived else ""]
    return " · ".join(filter(None, parts))
