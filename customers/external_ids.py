"""What other programs call a client: added, removed; each act is one operation that can be undone."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from customers import card_row
from customers.models import Customer, ExternalId
from customers.tracking import CUSTOMER
from journal.models import Operation
from journal.operations import items, single

MOST_ON_A_CARD = 50
LONGEST_SOURCE = 100
LONGEST_VALUE = 200


def add(*, by: User, customer: Customer, source: str, value: str) -> Operation:
    """Raises DomainError on what is empty, too long, too many, or stands on a card already."""
    source, value = " ".join(_plain(source).split()), _plain(value).strip()
    if not source or not value:
        raise DomainError(_("Type the program and the number there."), code="empty")
    if len(source) > LONGEST_SOURCE or len(value) > LONGEST_VALUE:
        raise DomainError(
            _("The program is at most %(source)s characters, the number at most %(value)s.")
            % {"source": LONGEST_SOURCE, "value": LONGEST_VALUE},
            code="long",
        )
    with single(by=by, params=_about(customer)) as operation:
        items.lock(Customer.objects.filter(pk=customer.pk))
        if ExternalId.objects.filter(customer=customer).count() >= MOST_ON_A_CARD:
            raise DomainError(_("A card holds at most %(most)s external ids.") % {"most": MOST_ON_A_CARD}, code="many")
        _refuse_taken(by, customer, source, value)
        try:
            with transaction.atomic():
                ExternalId.objects.create(customer=customer, source=source, value=value, made_in=operation.pk)
        except IntegrityError:  # somebody was quicker
            raise _taken(source, "") from None
    return operation


def remove(*, by: User, customer: Customer, pk: int) -> Operation | None:
    """Take it off the card; None when it does not stand there."""
    standing = ExternalId.objects.filter(customer=customer, pk=pk)
    if not standing.exists():
        return None
    with single(by=by, params=_about(customer)) as operation:
        standing.delete()
    return operation


def of(customer: Customer) -> list[ExternalId]:
    """Those of a card, by program."""
    read = card_row.numbers(customer)
    return (
        list(ExternalId.objects.filter(customer=customer).order_by("source", "value", "pk")) if read is None else read
    )


def sources() -> list[str]:
    """Programs that are known already, for the box where one is typed."""
    return list(ExternalId.objects.order_by("source").values_list("source", flat=True).distinct()[:50])


def _refuse_taken(by: User, customer: Customer, source: str, value: str) -> None:
    holder = ExternalId.objects.filter(source=source, value=value).values_list("customer", flat=True).first()
    if holder == customer.pk:
        raise DomainError(_("This number stands on the card already."), code="taken")
    if holder is not None:
        seen = Customer.objects.visible_to(by).filter(pk=holder).first()
        raise _taken(source, seen.title if seen else "")


def _taken(source: str, name: str) -> DomainError:
    """Whose it is, is told to who may see that client."""
    if name:
        said = _("This number of “%(source)s” stands on the card of %(client)s.") % {"source": source, "client": name}
    else:
        said = _("This number of “%(source)s” stands on another card.") % {"source": source}
    return DomainError(said, code="taken")


def _plain(text: str) -> str:
    return text.replace("\0", "")


def _about(customer: Customer) -> dict[str, str]:
    return {"object_type": CUSTOMER, "object_id": str(customer.pk)}
