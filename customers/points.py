"""What is done to a contact point that stands on a card; each act is one operation that can be undone."""

from collections.abc import Collection
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
from customers.normalise.extensions import apart, clean_extension
from customers.normalise.typos import suggested_address
from customers.tracking import CUSTOMER
from journal.models import Operation
from journal.operations import items, single

MOST_ON_A_CARD = 500
LONGEST_LABEL = 100
LONGEST_RAW = 320
LONGEST_WHY = 200


def add(*, by: User, customer: Customer, kind: str, raw: str, label: str = "", extension: str = "") -> ContactPoint:
    """Return the new point. Raises DomainError on what is empty, too long, too many or there already."""
    raw, label = _checked(raw, label)
    raw, extension = _with_extension(kind, raw, extension)
    typed = {"kind": kind, "raw": raw, "label": label, "extension": extension}
    with single(by=by):
        # The same number sent twice at once stands on the card once.
        items.lock(Customer.objects.filter(pk=customer.pk))
        standing = ContactPoint.objects.of(customer)
        if standing.count() >= MOST_ON_A_CARD:
            raise DomainError(_("A card holds at most %(most)s contacts.") % {"most": MOST_ON_A_CARD}, code="raw")
        value, _problem = normalise_contact(kind, raw) if raw else ("", None)
        if value and standing.filter(kind=kind, value=value).exists():
            raise DomainError(_("This contact stands on the card already."), code="raw")
        return services.add_contact_point(by=by, customer=customer, **typed)


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


def tell_state(*, by: User, customer: Customer, pk: UUID, state: str, why: str = "") -> Operation:
    """Write down what became of a call or a letter; '' takes the word back. Who, when and why stand beside it."""
    why = " ".join(why.replace("\0", "").split())
    if len(why) > LONGEST_WHY:
        raise DomainError(_("A reason is at most %(most)s characters.") % {"most": LONGEST_WHY}, code="why")
    if state and state not in ContactState.values:
        raise DomainError(_("There is no such state."), code="state")
    with single(by=by, params=_about(customer)) as operation:
        _locked(customer, pk)
        told: dict[str, Any] = {"state_at": Now(), "state_by": by} if state else {"state_at": None, "state_by": None}
        ContactPoint.objects.filter(pk=pk).update(state=state, state_why=why if state else "", **told)
    return operation


def tell_states(*, by: User, pks: Collection[UUID], state: str, why: str) -> int:
    """The same of many points, of whichever clients, as a gateway tells it; how many did not say so before."""
    differing = ContactPoint.objects.filter(pk__in=pks, archived_at__isnull=True).exclude(state=state)
    if not differing.exists():
        return 0
    with single(by=by):
        return differing.update(state=state, state_at=Now(), state_by=by, state_why=why[:LONGEST_WHY])


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


def change(
    *, by: User, customer: Customer, pk: UUID, raw: str, label: str, extension: str | None = None
) -> Operation | None:
    """Write another number or address, or another label; None when nothing was different.

    Consent and delivery belong to the point: another value is a new point, and the old one is taken off the card.
    The same value written otherwise stays the same point. Raises DomainError like `add`.
    """
    raw, label = _checked(raw, label)
    if not raw:
        raise DomainError(_("Type a phone number or an e-mail address."), code="raw")
    with single(by=by, params=_about(customer)) as operation:
        point = _locked(customer, pk)
        raw, extension = _with_extension(point.kind, raw, point.extension if extension is None else extension)
        if (point.raw, point.label, point.extension) == (raw, label, extension):
            return None
        value, problem = normalise_contact(point.kind, raw)
        if (value and value == point.value) or raw == point.raw:
            ContactPoint.objects.filter(pk=pk).update(
                raw=raw, value=value, problem=problem or "", label=label, extension=extension
            )
        else:
            _replace(operation, point, raw=raw, label=label, extension=extension)
    return operation


def correct_domain(*, by: User, customer: Customer, pk: UUID) -> Operation:
    """Write the domain that was meant. Raises DomainError when nothing is wrong, or the right one is there already."""
    with single(by=by, params=_about(customer)) as operation:
        point = _locked(customer, pk)
        right = suggested_address(point.value) if point.kind == ContactKind.EMAIL else ""
        if not right:
            raise DomainError(_("There is nothing to correct."), code="raw")
        _replace(operation, point, raw=right, label=point.label)
    return operation


def _replace(operation: Operation, old: ContactPoint, *, raw: str, label: str, extension: str = "") -> None:
    """A new point in the place of the old one. Raises DomainError when such a one stands on the card already."""
    value, problem = normalise_contact(old.kind, raw)
    standing = ContactPoint.objects.of(old.customer).filter(kind=old.kind)
    if value and standing.filter(value=value).exclude(pk=old.pk).exists():
        raise DomainError(_("This contact stands on the card already."), code="raw")
    ContactPoint.objects.filter(pk=old.pk).update(archived_at=timezone.now(), is_primary=False)
    ContactPoint.objects.create(
        customer=old.customer,
        kind=old.kind,
        raw=raw,
        value=value,
        problem=problem or "",
        label=label,
        extension=extension,
        is_primary=old.is_primary,
        position=old.position,
        made_in=operation.pk,
    )


def _checked(raw: str, label: str) -> tuple[str, str]:
    """Raises DomainError on what is too long to be kept."""
    raw, label = raw.replace("\0", "").strip(), label.replace("\0", "").strip()
    if len(raw) > LONGEST_RAW:
        raise DomainError(_("This is too long for a phone number or an address."), code="raw")
    if len(label) > LONGEST_LABEL:
        raise DomainError(_("A label is at most %(most)s characters.") % {"most": LONGEST_LABEL}, code="label")
    return raw, label


def _with_extension(kind: str, raw: str, extension: str) -> tuple[str, str]:
    """The number and its extension, wherever that was typed. Raises DomainError on one that cannot be dialled."""
    if kind != ContactKind.PHONE:
        return raw, ""
    number, found = apart(raw)
    return number, clean_extension(extension) or found


def _locked(customer: Customer, pk: UUID) -> ContactPoint:
    """The point under the card's lock, so that two people agree which one is primary. Raises DomainError when gone."""
    items.lock(Customer.objects.filter(pk=customer.pk))
    point = ContactPoint.objects.of(customer).filter(pk=pk).select_related("customer").first()
    if point is None:
        raise DomainError(_("This contact is not on the card any more."), code="gone")
    return point


def _about(customer: Customer) -> dict[str, str]:
    return {"object_type": CUSTOMER, "object_id": str(customer.pk)}
