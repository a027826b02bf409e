"""«Nobody writes to this number», said while it is being typed: also of a person whose data were erased (rule E-3)."""

from collections.abc import Mapping

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from consents import keyed
from consents.models import Suppression
from core.registries.hints import CardHint, Hint, HintTone, card_hints
from customers import rights
from customers.choices import ContactKind
from customers.normalise.contacts import normalise_contact


def register() -> None:
    """Offer the hint to every place where a card is typed."""
    card_hints.add(CardHint(code="suppressed", hints=hints, weight=20))


def hints(request: HttpRequest, customer_id: int | None, values: Mapping[str, str]) -> list[Hint]:
    """One sentence for each contact typed so far that stands among them; why it stands there is not told."""
    assert isinstance(request.user, User)
    typed: dict[bytes, str] = {}
    for kind in ContactKind:
        raw = values.get(kind, "").strip() if rights.may_read(request.user, kind) else ""
        value = normalise_contact(kind, raw).value if raw else ""
        if value:
            typed |= dict.fromkeys(keyed.digests(kind, value), str(kind.label))
    if not typed:
        return []
    rows = Suppression.objects.standing().filter(~Q(scope="purpose"), value_hmac__in=list(typed))
    stopped = {typed[bytes(key)] for key in rows.values_list("value_hmac", flat=True)}
    said = _("No messages go to this contact (%(kind)s): it stands among those nobody writes to.")
    return [Hint(tone=HintTone.WARN, text=said % {"kind": kind}) for kind in sorted(stopped)]
