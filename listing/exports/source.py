"""What exports ask of a list page, in one place."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from accounts.models import User
from core.registries.lists import list_pages
from listing.exports.columns import offered
from listing.pages import ListPage
from listing.tree_query import tree_from_query


def page_named(code: str) -> ListPage | None:
    """The list of this code; None when there is none."""
    return list_pages.get(code) if code in list_pages else None


def order_terms(page: ListPage, code: str) -> Sequence[str]:
    """Columns by which the rows of the file stand; by key when the list has no such order."""
    order = page.orders.get(code)
    return order.terms if order else ()


def usual_columns(page: ListPage, user: User) -> list[str]:
    """Those the list shows, as far as they are the person's to take."""
    allowed = offered(user, page.fields())
    return [code for code in page.columns if code in allowed] or list(allowed)


def rule_in_address(page: ListPage, user: User, query: QueryDict) -> dict[str, Any]:
    """The filter of the list as the address of the list writes it."""
    tree = tree_from_query(query, fields=page.fields(), user=user).tree
    return tree.to_json() if tree else {}


def columns_in_address(query: QueryDict) -> list[str]:
    """Columns of the list, when the address names them."""
    return [code for code in query.get("columns", "").split(",") if code]


def address_of(page: ListPage, query: QueryDict) -> str:
    """The list with the same filter, to go back to."""
    return "/"
