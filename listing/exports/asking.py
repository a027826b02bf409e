"""What the page of an export is asked for: rows by the address, by ticks, or by the form's own hidden part."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from accounts.http import UserRequest
from accounts.permissions import Permission
from listing.exports import choosing, source
from listing.exports.forms import choice_of, shown_columns
from listing.pages import ListPage


@dataclass(frozen=True)
class Asked:
    """Which rows, in which order, with which columns of the list, and where to go back to."""

    choice: Mapping[str, Any]
    order: str
    columns: list[str]
    back: str


def page_for(request: UserRequest, code: str) -> ListPage:
    """The list, for one who may take lists out; raises Http404 for others, as for a list that is not there."""
    page = source.page_named(code)
    if page is None or not request.user.has(Permission.EXPORT_CUSTOMERS):
        raise Http404
    return page


def read(request: UserRequest, page: ListPage) -> Asked:
    """Nothing here is believed: services look at every part again."""
    order = str(request.POST.get("order") or request.GET.get("sort") or "")[:60]
    shown = request.POST.getlist("shown") or source.columns_in_address(request.GET)
    columns = shown_columns(page, request.user, shown)
    return Asked(choosing.clean(_choice(request, page)), order, columns, source.address_of(page, request.GET))


def _choice(request: UserRequest, page: ListPage) -> Mapping[str, Any]:
    archive = request.GET.get("show") == "archive"
    if "choice" in request.POST:
        return dict(choice_of(request.POST))
    if request.POST.getlist("ids") and request.POST.get("all") != "1":
        return {"ids": [int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal()], "archive": archive}
    rule = source.rule_in_address(page, request.user, request.GET)
    return {"rule": rule, "archive": archive}
