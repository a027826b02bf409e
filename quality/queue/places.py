"""Our places elsewhere: the sidebar, the bar over ticked clients, the card of a client."""

from collections.abc import Mapping

from django.db.models import OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Permission
from core.registries.hints import CardHint, Hint, HintTone, card_hints
from core.registries.list_acts import TickedAct, ticked_acts
from core.registries.menu import MenuEntry, MenuGroup, menu
from quality.merging.refusals import may_merge
from quality.models import Pair
from quality.queue import groups


def register() -> None:
    """Fill them."""
    menu.add(
        MenuEntry(
            code="duplicates", label=_("Duplicates"), icon="copy", url_name="duplicates:queue", group=MenuGroup.BASE,
            weight=110, permission=Permission.MERGE_CUSTOMERS, counter=_waiting,
        )
    )  # fmt: skip
    ticked_acts.add(
        TickedAct(
            code="merge", page="customers", label=_("Merge"), icon="git-merge", url_name="duplicates:compare",
            may=may_merge,
        )
    )  # fmt: skip
    card_hints.add(CardHint(code="duplicates", hints=hints, weight=12, rows=_pairs_of_card))


def _pairs_of_card() -> QuerySet[Pair]:
    return Pair.objects.waiting().filter(Q(left=OuterRef("pk")) | Q(right=OuterRef("pk")))


def _waiting(request: HttpRequest) -> int:
    return groups.waiting(request.user) if isinstance(request.user, User) and may_merge(request.user) else 0


def hints(request: HttpRequest, customer_id: int | None, values: Mapping[str, str]) -> list[Hint]:
    """«2 cards look like this one», on a card that stands there already; while one is typed others speak."""
    if customer_id is None or values or not isinstance(request.user, User) or not may_merge(request.user):
        return []
    found = groups.of_card(request.user, customer_id)
    if not found:
        return []
    said = ngettext("%(n)s card looks like this one.", "%(n)s cards look like this one.", len(found))
    return [
        Hint(
            tone=HintTone.WARN,
            text=said % {"n": len(found)},
            url=f"{reverse('duplicates:queue')}?group={found[0]}",
            url_label=_("Compare"),
        )
    ]
