"""«Such a client is here already»: the same phone or e-mail, said while it is being typed."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from core.registries.hints import CardHint, Hint, HintTone, card_hints
from customers import rights
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import normalise_contact

MOST = 3


def register() -> None:
    """Offer the hint to every place where a card is typed."""
    card_hints.add(CardHint(code="same_contact", hints=hints, weight=10))


def hints(request: HttpRequest, customer_id: int | None, values: Mapping[str, str]) -> list[Hint]:
    """Others with the same contact; one whose card the reader may not open is told of without a name.

    Who may not read contacts of a kind is told nothing: whose number it is would be an answer.
    """
    assert isinstance(request.user, User)
    said: list[Hint] = []
    named: set[int] = set()
    for kind in ContactKind:
        raw = values.get(kind, "") if rights.may_read(request.user, kind) else ""
        value = normalise_contact(kind, raw).value if raw.strip() else ""
        if value:
            said += _of_one(request.user, customer_id, kind, value, named)
    return said


def _of_one(user: User, customer_id: int | None, kind: ContactKind, value: str, named: set[int]) -> list[Hint]:
    points = ContactPoint.objects.filter(kind=kind, value=value, archived_at__isnull=True)
    ids = list(
        points.exclude(customer=customer_id or 0).order_by("customer_id").values_list("customer_id", flat=True)[:MOST]
    )
    mine = list(Customer.objects.visible_to(user).filter(pk__in=ids).order_by("sort_name", "pk"))
    names = {ContactKind.PHONE: _("the same phone"), ContactKind.EMAIL: _("the same e-mail")}
    why = names.get(kind) or _("the same contact")
    said = [
        Hint(
            tone=HintTone.WARN,
            text=_("It looks as if this client is here already: %(why)s.") % {"why": why},
            url=one.get_absolute_url(),
            url_label=one.title + (f" ({_('in the archive')})" if one.is_archived else ""),
        )
        for one in mine
        if one.pk not in named
    ]
    named.update(one.pk for one in mine)
    if set(ids) - {one.pk for one in mine}:
        said.append(
            Hint(tone=HintTone.WARN, text=_("Another manager has such a client already: %(why)s.") % {"why": why})
        )
    return said
