"""The standard on cards: the panel, the strip of a card that is being repaired, the queue of repairs."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.registries.panels import CardPanel, PanelPlace, card_panels
from customers.answers import editable, editor
from customers.models import Customer, StandardRule
from customers.standard import queue

SKIPPED = "standard.skipped"


def register() -> None:
    """Our panel of the card."""
    card_panels.add(
        CardPanel(
            code="standard",
            title=gettext_lazy("Standard of filling"),
            place=PanelPlace.LEFT,
            render=panel,
            weight=40,
            shows=StandardRule.objects.all,
        )
    )


def panel(request: Any, customer_id: int) -> str:
    """What is missing on the card, one press to fill it."""
    customer = Customer.objects.get(pk=customer_id)
    context = {
        "customer": customer,
        "state": queue.state_of(customer, request.user),
        "may_edit": request.user.has(Permission.EDIT_CUSTOMERS),
    }
    return render_to_string("customers/standard/panel.html", context, request)


@never_cache
@require_http_methods(["GET", "POST"])
def repair(request: UserRequest) -> HttpResponse:
    """To the next card that wants repair; POST passes one over for this session, or says it is checked."""
    editor(request)
    given = request.POST.get("from") or request.GET.get("from", "")
    after = int(given) if given.isdecimal() and len(given) < 18 else 0
    skipped: list[int] = request.session.get(SKIPPED, [])
    if request.method == "POST" and after:
        if request.POST.get("act") == "checked":
            queue.checked(by=request.user, customer=editable(request, after))
        else:
            skipped = [*skipped, after][-queue.MOST_SKIPPED :]
            request.session[SKIPPED] = skipped
    found = queue.following(request.user, after=after, skipped=skipped)
    if found is None:
        if skipped and request.GET.get("again"):
            del request.session[SKIPPED]
            return redirect("customers:repair")
        return render(request, "customers/standard/done.html", {"skipped": len(skipped)})
    return redirect(f"{reverse('customers:detail', args=[found])}?repair=1")


@require_POST
def check(request: UserRequest, pk: int) -> HttpResponse:
    """The card was looked through."""
    customer = editable(request, pk)
    queue.checked(by=request.user, customer=customer)
    messages.success(request, _("The card is checked."))
    return redirect("customers:detail", pk)


def strip(request: UserRequest, customer: Customer) -> dict[str, Any]:
    """What stands over a card that is being repaired."""
    if "repair" not in request.GET or not request.user.has(Permission.EDIT_CUSTOMERS):
        return {"repair": None}
    return {"repair": queue.state_of(customer, request.user)}
