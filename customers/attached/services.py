"""Files of a card: put on, taken off; its photo. Each act is one operation that can be undone."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from customers.attached.bare_pictures import Bare
from customers.models import Customer, CustomerFile
from customers.tracking import CUSTOMER
from files import services as files
from files.contents import Upload
from files.kinds import PICTURES
from journal.models import Operation
from journal.operations import items, single

MOST_ON_A_CARD = 200
MOST_AT_ONCE = 20
LARGEST_PHOTO = 5 * 1024 * 1024


@transaction.atomic
def add(uploads: list[Upload], *, by: User, customer: Customer) -> Operation:
    """Put files on the card, all or none. Raises DomainError on what the store does not take, or too many."""
    if not uploads:
        raise DomainError(_("Choose a file."), code="file")
    if len(uploads) > MOST_AT_ONCE:
        raise DomainError(_("At most %(most)s files at once.") % {"most": MOST_AT_ONCE}, code="many")
    with single(by=by, params=_about(customer)) as operation:
        items.lock(Customer.objects.filter(pk=customer.pk))
        if of(customer).count() + len(uploads) > MOST_ON_A_CARD:
            raise DomainError(_("A card holds at most %(most)s files.") % {"most": MOST_ON_A_CARD}, code="many")
        kept = [files.store(upload, by=by, belongs_to=(CUSTOMER, customer.pk)) for upload in uploads]
        CustomerFile.objects.bulk_create(
            [CustomerFile(customer=customer, file=one, name=one.name, made_in=operation.pk) for one in kept]
        )
    return operation


@transaction.atomic
def set_photo(upload: Upload | None, *, by: User, customer: Customer) -> Operation:
    """The picture of the card instead of the one there was, without places and days in it.

    Raises DomainError when it is no picture.
    """
    if upload is None:
        raise DomainError(_("Choose a picture."), code="file")
    with single(by=by, params=_about(customer)) as operation:
        items.lock(Customer.objects.filter(pk=customer.pk))
        picture = Bare(upload, LARGEST_PHOTO)
        kept = files.store(picture, by=by, belongs_to=(CUSTOMER, customer.pk), limit=LARGEST_PHOTO, only=PICTURES)
        standing = photo(customer)
        if standing is None:
            CustomerFile.objects.create(
                customer=customer, file=kept, name=kept.name, is_photo=True, made_in=operation.pk
            )
        else:
            CustomerFile.objects.filter(pk=standing.pk).update(file=kept, name=kept.name)
    return operation


def remove(*, by: User, customer: Customer, pk: int) -> Operation | None:
    """Take a file, or the photo, off the card; None when it does not lie there."""
    standing = CustomerFile.objects.filter(customer=customer, pk=pk)
    if not standing.exists():
        return None
    with single(by=by, params=_about(customer)) as operation:
        standing.delete()
    return operation


def of(customer: Customer) -> "QuerySet[CustomerFile]":
    """Files of a card without its photo, the newest first."""
    rows = CustomerFile.objects.filter(customer=customer, is_photo=False)
    return rows.select_related("file", "file__created_by").order_by("-created_at", "-pk")


def photo(customer: Customer) -> CustomerFile | None:
    """The photo that stands there; the newest, should undoing have brought an old one back beside it."""
    rows = CustomerFile.objects.filter(customer=customer, is_photo=True)
    return rows.select_related("file").order_by("-created_at", "-pk").first()


def _about(customer: Customer) -> dict[str, str]:
    return {"object_type": CUSTOMER, "object_id": str(customer.pk)}
