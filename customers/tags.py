"""Tags on a client: put on, taken off, suggested."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import F
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from core.text.names import hue
from customers.models import Customer, CustomerTag, Tag
from customers.models.tag import LONGEST_DATA, LONGEST_TAG
from customers.tracking import CUSTOMER
from journal.models import Operation
from journal.operations import items, single

SUGGESTED = 50
MOST_ON_A_CARD = 50


def ensure_tags(names: Iterable[str]) -> list[int]:
    """Ids of the tags of these names, in their order; those that are not there yet are made."""
    names = list(names)
    Tag.objects.bulk_create([Tag(name=name, hue=hue(name)) for name in names], ignore_conflicts=True)
    with connection.cursor() as cursor:
        # Lower-cased by the server on both sides: its idea of a lower letter is the index's.
        cursor.execute(
            "SELECT t.id FROM unnest(%s::text[]) WITH ORDINALITY AS n (name, place)"
            " JOIN customers_tag t ON lower(t.name) = lower(n.name) ORDER BY n.place",
            [names],
        )
        return [row[0] for row in cursor.fetchall()]


def unknown_tags(names: Iterable[str]) -> list[str]:
    """Those of the names that no tag has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.name FROM unnest(%s::text[]) AS n (name)"
            " WHERE NOT EXISTS (SELECT 1 FROM customers_tag t WHERE lower(t.name) = lower(n.name))",
            [list(names)],
        )
        return [row[0] for row in cursor.fetchall()]


def clean_name(name: str) -> str:
    """The name of a tag as it is kept. Raises DomainError on what cannot be one."""
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise DomainError(_("Type a tag."), code="tag")
    if len(name) > LONGEST_TAG:
        raise DomainError(_("A tag is at most %(most)s characters.") % {"most": LONGEST_TAG}, code="tag")
    return name


def put_on(*, by: User, customer: Customer, name: str) -> Operation:
    """Give the client a tag. Raises DomainError on a name that cannot be one."""
    name = clean_name(name)
    with single(by=by, params=_about(customer)) as operation:
        items.lock(Customer.objects.filter(pk=customer.pk))
        worn = CustomerTag.objects.filter(customer=customer)
        if worn.count() >= MOST_ON_A_CARD:
            raise DomainError(_("A client has at most %(most)s tags.") % {"most": MOST_ON_A_CARD}, code="tag")
        tag_id = ensure_tags([name])[0]
        if Tag.objects.filter(pk=tag_id, archived_at__isnull=False).exists():
            raise DomainError(_("The tag “%(name)s” is put away.") % {"name": name}, code="tag")
        if worn.filter(tag_id=tag_id).exists():
            raise DomainError(_("The client has this tag already."), code="tag")
        CustomerTag.objects.create(customer=customer, tag_id=tag_id, made_in=operation.pk)
    return operation


def take_off(*, by: User, customer: Customer, tag_id: int) -> Operation | None:
    """Take a tag off; None when the client does not wear it."""
    worn = CustomerTag.objects.filter(customer=customer, tag_id=tag_id)
    if not worn.exists():
        return None
    with single(by=by, params=_about(customer)) as operation:
        worn.delete()
    return operation


def set_data(*, by: User, customer: Customer, tag_id: int, data: str) -> Operation | None:
    """What is said beside a tag of the card; None when it is said already. Raises DomainError on too much."""
    data = " ".join(data.replace("\0", "").split())
    if len(data) > LONGEST_DATA:
        raise DomainError(_("At most %(most)s characters.") % {"most": LONGEST_DATA}, code="tag")
    worn = CustomerTag.objects.filter(customer=customer, tag_id=tag_id).exclude(data=data)
    if not worn.exists():
        return None
    with single(by=by, params=_about(customer)) as operation:
        worn.update(data=data)
    return operation


def last_put_on(customer: Customer, name: str) -> Tag | None:
    """The tag of this name on the card."""
    return Tag.objects.filter(customer_tags__customer=customer, pk__in=ensure_tags([clean_name(name)])).first()


def suggestions() -> list[str]:
    """Names of tags for the box where one is typed."""
    return list(Tag.objects.filter(archived_at=None).order_by(Lower("name")).values_list("name", flat=True)[:SUGGESTED])


def worn_by(customer: Customer) -> list[Tag]:
    """Tags of a card, by name; each with its `data` on this card."""
    worn = Tag.objects.filter(customer_tags__customer=customer).annotate(data=F("customer_tags__data"))
    return list(worn.order_by(Lower("name"), "pk"))


def _about(customer: Customer) -> dict[str, str]:
    return {"object_type": CUSTOMER, "object_id": str(customer.pk)}
