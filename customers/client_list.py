"""The list of clients: what stands in a row, what it sorts by."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer
from customers.models.customer import CustomerQuerySet
from customers.normalise.contacts import display_contact
from listing.keyset import Cursor, Order, Page, keyset_page

ROWS_ON_PAGE = 50
ORDERS = {
    order.code: order
    for order in (
        Order("name", ("sort_name",)),
        Order("-name", ("sort_name",), descending=True),
        Order("created", ("created_at",)),
        Order("-created", ("created_at",), descending=True),
    )
}
BY_NAME = ORDERS["name"]


@dataclass(frozen=True)
class Row:
    """One client with the first phone and the first e-mail, ready to be shown."""

    customer: Customer
    phone: ContactPoint | None
    email: ContactPoint | None

    @property
    def phone_text(self) -> str:
        """The number in readable groups, or what was typed."""
        return display_contact(self.phone.kind, self.phone.value, self.phone.raw) if self.phone else ""

    @property
    def email_text(self) -> str:
        """The address, or what was typed."""
        return str(self.email) if self.email else ""


@dataclass(frozen=True)
class Header:
    """A column that sorts: what a click asks for, and how it is sorted now (as `aria-sort` says it)."""

    sort: str
    now: str


def order_of(code: str | None) -> Order:
    """Return the order asked for, by name when there is none of this code."""
    return ORDERS.get(code or "", BY_NAME)


def visible_customers(user: User, *, archive: bool = False) -> CustomerQuerySet:
    """Return the clients of the list, or those in the archive, in no order yet."""
    seen = Customer.objects.visible_to(user)
    return seen.archived() if archive else seen.active()


def customer_page(user: User, order: Order, cursor: Cursor, *, archive: bool = False) -> Page[Customer]:
    """Return one page of what the reader may see."""
    return keyset_page(visible_customers(user, archive=archive).with_responsible(), order, cursor, ROWS_ON_PAGE)


def rows_of(customers: Iterable[Customer]) -> list[Row]:
    """Return the rows with their contact points, asked for all at once."""
    customers = list(customers)
    points = ContactPoint.objects.primary_of(customer.pk for customer in customers).order_by("pk")
    found = {(point.customer_id, point.kind): point for point in points}
    return [
        Row(customer, found.get((customer.pk, ContactKind.PHONE)), found.get((customer.pk, ContactKind.EMAIL)))
        for customer in customers
    ]


def header(column: str, order: Order, *, first: str) -> Header:
    """Return the header of a column; `first` is the order of the first click, the next one turns it round."""
    if order.code.lstrip("-") != column:
        return Header(first, "")
    turned = column if order.descending else f"-{column}"
    return Header(turned, "descending" if order.descending else "ascending")
