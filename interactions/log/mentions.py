"""`@Name Surname` in an entry: the colleague is told. One who may not see the client is not."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import scope
from accounts.models import User
from accounts.notifications import notify
from core.errors import DomainError
from core.registries.notifications import NotificationKind, notification_kinds
from customers.models import Customer
from interactions.log.models import Interaction

MENTIONED = "interactions.mentioned"
SIGN = "@"


def register() -> None:
    """The notification."""
    notification_kinds.add(
        NotificationKind(
            code=MENTIONED,
            label=gettext_lazy("Somebody mentions me on a card"),
            sentence=_sentence,
            icon="at",
            weight=25,
        )
    )


def colleagues() -> QuerySet[User]:
    """Whom one can mention."""
    return User.objects.filter(is_active=True, is_system=False).select_related("role").order_by("last_name", "pk")


def seeing(customer: Customer, *, but: User) -> list[User]:
    """Colleagues who may see the client, by the alphabet. Three questions, however many people."""
    teams = scope.Teams.now()
    return [
        person
        for person in colleagues()
        if person.pk != but.pk and teams.reach(person.role, person.pk).includes(customer.responsible_id)
    ]


def found(text: str, customer: Customer) -> set[User]:
    """People named in the text. Raises DomainError on one who may not see the client: he would learn of him."""
    if SIGN not in text:
        return set()
    folded = _fold(text)
    named = {person for person in colleagues() if SIGN + _fold(person.full_name) in folded}
    for person in sorted(named, key=lambda one: one.pk):
        if not scope.reach(person).includes(customer.responsible_id):
            raise DomainError(
                _("%(person)s may not see this client, so nothing can be told. Take the mention out.")
                % {"person": person.full_name},
                code="text",
            )
    return named


def tell(people: Iterable[User], interaction: Interaction, *, by: User) -> None:
    """To each but oneself."""
    told = [person.pk for person in people if person.pk != by.pk]
    if told:
        notify(told, MENTIONED, params={}, url=interaction.customer.get_absolute_url(), by=by)


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _sentence(params: Mapping[str, Any]) -> str:
    return _("You are mentioned on a client’s card")
