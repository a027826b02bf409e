"""Where the photo of a client is shown from."""

from django.urls import reverse

from accounts.models import User
from customers import rights
from customers.attached import services
from customers.models import Customer, CustomerFile


def photo_of(customer: Customer, reader: User) -> CustomerFile | None:
    """The photo; None when there is none, or when the reader may not know who the client is."""
    return services.photo(customer) if rights.may_read(reader, "full_name") else None


def photo_url(customer: Customer, reader: User) -> str:
    """The address of the photo, another for each picture, so that a browser may keep it; '' without one."""
    standing = photo_of(customer, reader)
    return f"{reverse('customers:photo', args=[customer.pk])}?of={standing.file.sha256[:16]}" if standing else ""
