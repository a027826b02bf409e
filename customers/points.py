"""What is done to a contact point that stands on a card; each act is one operation that can be undone."""

from typing import Any
from uuid import UUID

from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from customers import services
from customers.choices import ContactKind, ContactState
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import normalise_contact
from customers.normalise.typos import suggested_address
from customers.tracking import CUSTOMER
from journal.models import Operation
from journal.operations import items, single

MOST_ON_A_CARD = 500
LONGEST_LABEL = 100
LONGEST_RAW = 320


def add(*, by: User, customer: Customer, kind: str, raw: str, label: str = "") -> ContactPoint:
    """Return the new point. Raises DomainError on what is empty, too long, too many or there already."""
    raw, label = raw.replace("\0", "").strip(), label.replace("\0", "").strip()
    if len(raw) > LONGEST_RAW:
        raise DomainError(_("This is too long for a phone number or an address."), code="raw")
    if len(label) > LONGEST_LABEL:
        raise DomainError(_("A label is at most %(most)s characters.") % {"most": LONGEST_LABEL}, code="label")
    standing = ContactPoint.objects.of(customer)
    if standing.count() >= MOST_ON_A_CARD:
        raise DomainError(_("A card holds at most %(most)s contacts.") % {"most": MOST_ON_A_CARD}, code="raw")
    value, _problem = normalise_contact(kind, raw) if raw else ("", None)
    if value and standing.filter(kind=kind, value=value).exists():
        raise DomainError(_("This contact stands on the card already."), code="raw")
    return services.add_contact_point(by=by, customer=customer, kind=kind, raw=raw, label=label)


def relabel(*, by: User, customer: Customer, pk: UUID, label: str) -> Operation | None:
    """Say what the point is: «work», «home». Raises DomainError on a label that is too long."""
    label = label.replace("\0", "").strip()
    if len(label) > LONGEST_LABEL:
        raise DomainError(_("A label is at most %(most)s characters.") % {"most": LONGEST_LABEL}, code="label")
    with single(by=by, params=_about(customer)) as operation:
        _locked(customer, pk)
        ContactPoint.objects.filter(pk=pk).exclude(label=label).update(label=label)
    return operation


def make_primary(*, by: User, customer: Customer, pk: UUID) -> Operation:
    """The one to call or write to first."""
    with single(by=by, params=_about(customer)) as operation:
        point = _locked(customer, pk)
        others = ContactPoint.objects.filter(customer=customer, kind=point.kind, is_primary=True).exclude(pk=pk)
        others.update(is_primary=False)
        ContactPoint.objects.filter(pk=pk, is_primary=False).update(is_primary=True)
    return operation


def tell_state(*, by: User, customer: Customer, pk: UUID, state: str) -> Operation:
    """Write down what became of a call or a letter; '' takes the word back. Who and when stand beside it."""
    if state and state not in ContactState.values:
        raise DomainError(_("There is no such state."), code="state")
    with single(by=by, params=_about(customer)) as operation:
        _locked(customer, pk)
        told: dict[str, Any] = {"state_at": Now(), "state_by": by} if state else {"state_at": None, "state_by": None}
        ContactPoint.objects.filter(pk=pk).update(state=state, **told)
    return operation


def remove(*, by: User, customer: Customer, pk: UUID) -> Operation:
    """Off the card; the next of its kind becomes the primary one."""
    with single(by=by, params=_about(customer)) as operation:
        point = _locked(customer, pk)
        ContactPoint.objects.filter(pk=pk).update(archived_at=timezone.now(), is_primary=False)
        if point.is_primary:
            heir = ContactPoint.objects.of(customer).filter(kind=point.kind).first()
            if heir is not None:
                ContactPoint.objects.filter(pk=heir.pk).update(is_primary=True)
    return operation


def correct_domain(*, by: User, customer: Customer, pk: UUID) -> Operation:
    """Write the domain that was meant: a slip of the keyboard is the same address, unlike a changed one.

    Raises DomainError when nothing is to be corrected or the right address stands on the card already.
    """
    with single(by=by, params=_about(customer)) as operation:
        point = _locked(customer, pk)
        right = suggested_address(point.value) if point.kind == ContactKind.EMAIL else ""
        if not right:
            raise DomainError(_("There is nothing to correct."), code="raw")
        if ContactPoint.objects.of(customer).filter(kind=point.kind, value=right).exists():
            raise DomainError(_("This contact stands on the card already."), code="raw")
        ContactPoint.objects.filter(pk=pk).update(raw=right, value=right)
    return operation


def _locked(customer: Customer, pk: UUID) -> ContactPoint:
    """The point under the card's lock, so that two people agree which one is primary. Raises DomainError when gone."""
    items.lock(Customer.objects.filter(pk=customer.pk))
    point = ContactPoint.objects.of(customer).filter(pk=pk).first()
    if point is None:
        raise DomainError(_("This contact is not on the card any more."), code="gone")
    return point


def _about(customer: Customer) -> dict[str, str]:
    return {"object_type": CUSTOMER, "object_id": str(customer.pk)}
