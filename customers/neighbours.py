"""Previous and next client through the list a person came from: filtered, sorted, wherever he stands in it.

The address of a card holds only a short name of the list (`?list=…`): what the list was filtered by may be a name or a
phone. The list itself is kept on the server, for this person alone.
"""

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from accounts.http import UserRequest
from accounts.models import User
from core import kept
from customers.models import Customer
from listing.keyset import Order, beyond
from listing.ordering import computed, sorted_rows
from listing.pages import list_pages
from listing.state import State, read
from listing.totals import EXACT_UP_TO

LIST = "customers"
Key = tuple[Any, ...]
KEPT_SECONDS = 7 * 24 * 3600
NAME_LENGTH = 16


@dataclass(frozen=True)
class CameFrom:
    """A list: the query string of its page, and what its tab is called."""

    query: str
    title: str = ""


@dataclass(frozen=True)
class Place:
    """Where a card stands in the list; None at an end. `number` counts from 1, and only as far as it is quick."""

    before: int | None
    after: int | None
    number: int | None
    stands_in_it: bool


def keep(user: User, came_from: CameFrom) -> str:
    """The name under which this person finds the list again; the same list has the same name."""
    value = [came_from.query, came_from.title]
    name = hashlib.sha256(repr((user.pk, value)).encode()).hexdigest()[:NAME_LENGTH]
    kept.put(_key(user, name), value, KEPT_SECONDS)
    return name


def recall(user: User, name: str) -> CameFrom | None:
    """The list, or None when it is too old or was never this person's."""
    if len(name) != NAME_LENGTH or not name.isalnum() or not name.isascii():
        return None
    value = kept.found(_key(user, name))
    return CameFrom(*value) if value else None


def list_name(request: HttpRequest) -> str:
    """The list the page belongs to: of its own address, or of the page that the act was done on."""
    if "list" in request.GET:
        return request.GET["list"]
    here = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    try:
        return QueryDict(urlsplit(here).query).get("list", "")
    except ValueError:
        return ""


def in_list(request: HttpRequest, address: str) -> str:
    """The address of a card's page with the list it was opened from."""
    name = list_name(request)
    return f"{address}?list={name}" if name.isalnum() and name.isascii() and len(name) == NAME_LENGTH else address


def context(request: UserRequest) -> dict[str, Any]:
    """What a card says of the list: its name in addresses, and the way back to its page."""
    name = request.GET.get("list", "")
    came_from = recall(request.user, name)
    back = reverse("customers:list")
    if came_from is None:
        return {"list_key": "", "back": back, "list_title": ""}
    return {
        "list_key": name,
        "back": f"{back}?{came_from.query}" if came_from.query else back,
        "list_title": came_from.title,
    }


def look(user: User, came_from: CameFrom) -> State:
    """The list as this person sees it now."""
    return read(list_pages.get(LIST), QueryDict(came_from.query), user)


def place(user: User, customer: Customer, state: State) -> Place:
    """The neighbours by the sort key of this card: known even when it has left the list since."""
    rows, order, _why = sorted_rows(state)
    inside, *found = _sort_key(user, customer, state, order)
    key, back = tuple(found), order.reversed()
    return Place(
        before=_next(rows, back, key, customer.pk),
        after=_next(rows, order, key, customer.pk),
        number=_count(rows, back, key, customer.pk) if inside else None,
        stands_in_it=inside,
    )


def _next(rows: QuerySet[Any], order: Order, key: Key, pk: int) -> int | None:
    found = rows.filter(beyond(order, key, pk)).order_by(*order.terms)
    return found.values_list("pk", flat=True).first()


def _count(rows: QuerySet[Any], back: Order, key: Key, pk: int) -> int | None:
    """How many stand before it, and one; None when too many to be counted at once."""
    standing = rows.filter(beyond(back, key, pk)).order_by()[: EXACT_UP_TO + 1].count()
    return standing + 1 if standing <= EXACT_UP_TO else None


def _sort_key(user: User, customer: Customer, state: State, order: Order) -> Key:
    """Whether the list still holds the card, and its key, whatever the filters say of it by now."""
    known = state.page.fields()[order.code.lstrip("-")]
    rows: QuerySet[Any] = Customer.objects.visible_to(user).filter(pk=customer.pk)
    if not known.order:
        rows, _order, _why = computed(state.page, rows, known, order.code)
    held = rows.order_by().annotate(held=Q(pk__in=state.rows.filter(pk=customer.pk).order_by().values("pk")))
    return tuple(held.values_list("held", *order.columns).get())


def _key(user: User, name: str) -> str:
    return f"customers.list:{user.pk}:{name}"
