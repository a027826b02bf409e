"""The tab «Purchase» of the card's composer: lines from the keyboard, the day, the payment, the shop."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.errors import DomainError
from core.registries.composer import ComposerTab, composer_tabs
from customers.answers import piece
from customers.models import Customer
from journal.models import Operation
from sales import services
from sales.forms import PurchaseForm, lines_of, typed_lines
from sales.words import added

TEMPLATE = "sales/composer.html"


def register() -> None:
    """After the task, as in the picture."""
    composer_tabs.add(
        ComposerTab(
            code="purchase", label=pgettext_lazy("composer", "Purchase"), icon="shopping-bag", answer=answer, weight=50
        )
    )


def answer(request: HttpRequest, customer_id: int) -> HttpResponse:
    """The form; saved, it is empty again and the card is told."""
    user = request.user
    assert isinstance(user, User)
    customer = get_object_or_404(Customer.objects.visible_to(user), pk=customer_id)
    context: dict[str, Any] = {"customer": customer}
    empty = context | {"form": PurchaseForm(by=user), "lines": lines_of(empty=1)}
    if request.method != "POST":
        return render(request, TEMPLATE, empty)
    form, lines = PurchaseForm(request.POST, by=user), lines_of(request.POST)
    context |= {"form": form, "lines": lines}
    if not (form.is_valid() and lines.is_valid()):
        return render(request, TEMPLATE, context, status=422)
    try:
        made = services.create(by=user, customer=customer, lines=typed_lines(lines), document=form.document())
    except DomainError as error:
        form.add_error(None, str(error))
        return render(request, TEMPLATE, context, status=422)
    done = Operation.objects.get(pk=made.made_in)
    said = added(made, user)
    return piece(request, TEMPLATE, empty, done=done, said=said)  # type: ignore[arg-type]  # a user is signed in
