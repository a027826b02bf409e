"""What the page of an export is asked for: rows by the address, by ticks, or by the form's own hidden part."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse

from accounts.http import UserRequest
from accounts.permissions import Permission
from listing import state
from listing.exports import choosing, source
from listing.exports.forms import shown_columns
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
    look = state.read(page, request.GET, request.user)
    shown = request.POST.getlist("shown") or [known.code for known in look.columns]
    return Asked(
        choosing.clean(_choice(request, look)),
        str(request.POST.get("order") or look.sort)[:60],
        shown_columns(page, request.user, shown),
        f"{reverse(page.url_name)}?{look.query}",
    )


def _choice(request: UserRequest, look: state.State) -> Mapping[str, Any]:
    """Our own form, the bar of ticked rows (some of them, or all that its rule finds), or the address."""
    post = request.POST
    if "choice" in post:
        return read_json(post["choice"]) or {}
    if post.get("all") == "1" and "rule" in post:
        rule = read_json(post["rule"] or "{}")
        return {} if rule is None else {"rule": rule, "archive": post.get("archive") == "1"}
    ids = [int(pk) for pk in post.getlist("ids") if pk.isdecimal() and len(pk) < 19]
    if ids and post.get("all") != "1":
        return {"ids": ids}
    return {"rule": look.tree.to_json(), "archive": look.archive}


def read_json(text: str) -> dict[str, Any] | None:
    """What a form carries over from page to page; None when it was tampered with: an empty rule is everybody."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
