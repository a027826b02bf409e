"""`@Name Surname` in an entry: the colleague is told. One who may not see the client is not."""

import re
from collections.abc import Container, Iterable, Mapping
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


def found(text: str, customer: Customer, *, but: Container[str] = ()) -> set[User]:
    """People named in the text. Raises DomainError on one who may not see the client: he would learn of him.

    Of namesakes those are meant who may. Names in `but` stood there before: they are neither told nor asked about.
    """
    told: set[User] = set()
    for name, people in named(text).items():
        if name in but:
            continue
        seeing = {person for person in people if scope.reach(person).includes(customer.responsible_id)}
        if not seeing:
            raise DomainError(
                _("%(person)s may not see this client, so nothing can be told. Take the mention out.")
                % {"person": people[0].full_name},
                code="text",
            )
        told |= seeing
    return told


def named(text: str) -> dict[str, list[User]]:
    """Names that stand whole in the text after the sign, each with who bears it: «Anna Petrov» is no «Anna Petrova»."""
    if SIGN not in text:
        return {}
    folded = _fold(text)
    bearers: dict[str, list[User]] = {}
    for person in colleagues():
        bearers.setdefault(_fold(person.full_name), []).append(person)
    return {name: people for name, people in bearers.items() if name and _stands(name, folded)}


def _stands(name: str, folded: str) -> bool:
    return re.search(rf"{SIGN}{re.escape(name)}(?![\w-]*\w)", folded) is not None


def tell(people: Iterable[User], interaction: Interaction, *, by: User) -> None:
    """To each but oneself."""
    told = [person.pk for person in people if person.pk != by.pk]
    if told:
        notify(told, MENTIONED, params={}, url=interaction.customer.get_absolute_url(), by=by)


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _sentence(params: Mapping[str, Any]) -> str:
    return _("You are mentioned on a client’s card")
