"""Where the photo of a client is shown from."""

from django.urls import reverse

from accounts.models import User
from customers import card_row, rights
from customers.attached import services
from customers.models import Customer, CustomerFile


def photo_of(customer: Customer, reader: User) -> CustomerFile | None:
    """The photo; None when there is none, or when the reader may not know who the client is."""
    return services.photo(customer) if rights.may_read(reader, "full_name") else None


def photo_url(customer: Customer, reader: User) -> str:
    """The address of the photo, another for each picture, so that a browser may keep it; '' without one."""
    sha = _sha(customer) if rights.may_read(reader, "full_name") else ""
    return f"{reverse('customers:photo', args=[customer.pk])}?of={sha[:16]}" if sha else ""


def _sha(customer: Customer) -> str:
    """Read with the card, or asked for."""
    if card_row.PHOTO in vars(customer):
        return str(vars(customer)[card_row.PHOTO] or "")
    standing = services.photo(customer)
    return standing.file.sha256 if standing else ""
