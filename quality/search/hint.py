"""«Such a client is here already», said while a card is typed: also where the name alone, or a slip of it, tells."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from core.registries.hints import CardHint, Hint, HintTone, card_hints
from customers import rights
from customers.choices import ContactKind, CustomerKind
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import normalise_contact
from quality.matching.cards import Said, compared, joined
from quality.matching.explain import in_favour
from quality.search.similar import Similar, similar

NAMED = 3
TYPED = (ContactKind.PHONE, ContactKind.EMAIL)
PARTS = ("last_name", "first_name", "middle_name", "city", "inn")


def register() -> None:
    """After the hint of the same contact, which is the surest."""
    card_hints.add(CardHint(code="similar", hints=hints, weight=12))


def hints(request: HttpRequest, customer_id: int | None, values: Mapping[str, str]) -> list[Hint]:
    """Cards like the one typed, but for those told of by an equal contact; what the reader may not see has no name.

    Only what he may read takes part: a contact that is hidden from him would be told by what is found.
    """
    assert isinstance(request.user, User)
    user = request.user
    points = _points(user, values)
    found = similar(compared(_said(user, values, points)), itself=customer_id or 0) if any(values.values()) else []
    told = _same_contact([one.customer for one in found], points)
    found = [one for one in found if one.customer not in told]
    seen = {one.pk: one for one in Customer.objects.visible_to(user).filter(pk__in=[one.customer for one in found])}
    said = [_of(seen[one.customer], one) for one in found if one.customer in seen][:NAMED]
    if any(one.customer not in seen for one in found):
        said.append(Hint(tone=HintTone.WARN, text=_("Another manager has a client much like this one.")))
    return said


def _said(user: User, values: Mapping[str, str], points: list[tuple[str, str, str]]) -> Said:
    last, first, middle, city, inn = (_typed(user, values, name) for name in PARTS)
    kind = CustomerKind.COMPANY if values.get("kind") == CustomerKind.COMPANY else CustomerKind.PERSON
    name = values.get("full_name", "").strip()[:300]
    return Said(0, kind.value, last, first, middle, name, None, city, "", inn, points=joined(points))


def _typed(user: User, values: Mapping[str, str], name: str) -> str:
    return values.get(name, "").strip()[:100] if rights.may_read(user, name) else ""


def _points(user: User, values: Mapping[str, str]) -> list[tuple[str, str, str]]:
    typed = [(kind, values.get(kind, "").strip()[:320]) for kind in TYPED if rights.may_read(user, kind)]
    return [(kind.value, normalise_contact(kind, raw).value, raw) for kind, raw in typed if raw]


def _same_contact(found: list[int], points: list[tuple[str, str, str]]) -> set[int]:
    """Those whom `customers.same_contact` tells of."""
    typed = [value for _kind, value, _raw in points if value]
    if not typed or not found:
        return set()
    rows = ContactPoint.objects.filter(customer__in=found, value__in=typed, archived_at__isnull=True)
    return set(rows.order_by("customer_id").values_list("customer_id", flat=True))


def _of(customer: Customer, found: Similar) -> Hint:
    return Hint(
        tone=HintTone.WARN,
        text=_("It looks as if this client is here already: %(why)s.")
        % {"why": ", ".join(in_favour(found.reasons)[:3])},
        url=customer.get_absolute_url(),
        url_label=customer.title,
    )
