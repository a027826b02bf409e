"""The search box of the list: what was typed comes by POST and stays on the server, the address holds a name for it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.limits import limited
from accounts.models import User
from customers import rights, trail
from customers.client_list import ROWS_ON_PAGE, Row, rows_of
from customers.search.finding import Found, clients, find
from customers.search.kept import keep, recall
from customers.search.marking import Piece, pieces
from customers.search.query import LONGEST, clean
from customers.search.source import value_text
from customers.search.stages import Hit


@dataclass(frozen=True)
class FoundRow:
    """A row of the list with what led to it."""

    row: Row
    hit: Hit
    name: list[Piece]
    reader: User

    @property
    def phone_text(self) -> str:
        """The number that was found, else the first one."""
        text = value_text(self.hit) if self.hit.value.startswith("+") else self.row.phone_text
        return rights.shown(self.reader, "phone", text)

    @property
    def email_text(self) -> str:
        """The address that was found, else the first one."""
        return rights.shown(self.reader, "email", self.hit.value if "@" in self.hit.value else self.row.email_text)

    @property
    def city(self) -> str:
        """As this reader may see it."""
        return rights.shown(self.reader, "city", self.row.customer.city)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("search")
def search(request: UserRequest) -> HttpResponse:
    """Take a question and lead to its answer, or show a page of the answer."""
    if request.method != "POST":
        return _answer(request)
    text = clean(request.POST.get("q", ""))
    if not text:
        return redirect("customers:list")
    return redirect(f"{reverse('customers:search')}?s={keep(request.user.pk, text)}")


def _answer(request: UserRequest) -> HttpResponse:
    name, number = request.GET.get("s", ""), _number(request.GET.get("page", ""))
    text = recall(request.user.pk, name)
    if text is None:
        return render(request, "customers/search/page.html", {"typed": "", "forgotten": True, "longest": LONGEST})
    found = find(request.user, text)
    if number == 1:
        trail.searched(text, found=len(found.hits), by=request.user)
    last = max(-(-len(found.hits) // ROWS_ON_PAGE), 1)
    number = min(number, last)
    here = f"?s={name}&page="
    context = {
        "typed": text,
        "longest": LONGEST,
        "found": found,
        "others": found.query.others[:3],
        "rows": _rows(request, found, number),
        "before": f"{here}{number - 1}" if number > 1 else "",
        "after": f"{here}{number + 1}" if number < last else "",
    }
    return render(request, "customers/search/page.html", context)


def _rows(request: UserRequest, found: Found, number: int) -> list[FoundRow]:
    shown = clients(request.user, found.hits[(number - 1) * ROWS_ON_PAGE : number * ROWS_ON_PAGE])
    rows = rows_of(customer for _, customer in shown)
    return [
        FoundRow(row, hit, pieces(row.customer.title, found.query.variants), request.user)
        for (hit, _), row in zip(shown, rows, strict=True)
    ]


def _number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 5 else 1
