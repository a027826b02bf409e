"""What exports ask of a list page, in one place."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from listing.ordering import computed, indexed, sortable
from listing.pages import ListPage, list_pages


def page_named(code: str) -> ListPage | None:
    """The list of this code; None when there is none."""
    return list_pages.get(code) if code in list_pages else None


def in_order(page: ListPage, user: User, rows: QuerySet[Any], sort: str) -> QuerySet[Any]:
    """The rows in an order of the list: any column the person may read sorts a file, however long that takes."""
    known = page.readable(user).get(sort.lstrip("-"))
    if known is None or not sortable(known):
        sort = page.default_sort
        known = page.fields()[sort.lstrip("-")]
    if known.order:
        return rows.order_by(*indexed(known, sort).terms)
    found, order, _hint = computed(page, rows, known, sort)
    return found.order_by(*order.terms)


def usual_columns(page: ListPage, user: User) -> list[str]:
    """Those the list shows at first, as far as they are the person's to take."""
    allowed = page.showable(user)
    codes = dict.fromkeys((page.first, *page.default_columns))
    return [code for code in codes if code in allowed]
