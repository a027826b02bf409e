"""The call outcome «do not call»: a withdrawal in the transaction that writes the call down (rule C-6)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from consents import services
from consents.choices import ADVERTISING, MARKETING, Method
from consents.ledger.checking import Wish
from consents.ledger.writing import Evidence
from core.registries.outcomes import OutcomeEffect, outcome_effects
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer

CALLED_BY = ("call", "robocall")
PAIR = (MARKETING, ADVERTISING)


def register() -> None:
    """Offer the effect; the built-in outcome names it already."""
    outcome_effects.add(
        OutcomeEffect(code="do_not_call", label=gettext_lazy("withdraws the consent to calls"), run=run)
    )


def run(customer_id: int, point_id: str | None, user_id: int) -> None:
    """Of the number that was called; of every number of the client where nobody said which."""
    customer = Customer.objects.get(pk=customer_id)
    phones = ContactPoint.objects.of(customer).filter(kind=ContactKind.PHONE)
    called = phones.filter(pk=point_id) if point_id else phones
    chosen = [
        Wish(pk, purpose, channel)
        for pk in (called or phones).values_list("pk", flat=True)
        for purpose in PAIR
        for channel in CALLED_BY
    ]
    if chosen:
        services.withdraw(
            by=User.objects.get(pk=user_id),
            customer=customer,
            wishes=chosen,
            method=Method.CALL,
            evidence=Evidence(reason=_("Outcome of a call: do not call")),
        )
