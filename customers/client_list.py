"""The list of clients, declared for `listing`; and the short rows that search shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.field_rights import shown
from accounts.models import User
from accounts.permissions import Scope
from core.registries.fields import Field, FieldType, catalogue, fields
from core.rules.tree import Condition, Group
from customers import list_cells
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer, CustomerTag
from customers.models.customer import CustomerQuerySet
from customers.normalise.contacts import display_contact
from listing.pages import BuiltInView, Cell, Counter, ListPage, Shown, list_pages
from listing.values import name_of

ROWS_ON_PAGE = 50
SOMEBODYS = frozenset({Scope.ALL.value, "team"})
NO_PHONE = Group(parts=(Condition("phone", "empty"),))
NO_RESPONSIBLE = Group(parts=(Condition("responsible", "empty"),))
BIRTHDAY_SOON = Group(parts=(Condition("birth_date", "anniversary", ("7",)),))
POINTS = {"phone": ContactKind.PHONE, "email": ContactKind.EMAIL}


def register() -> None:
    """Offer the list."""
    list_pages.add(ClientList())


class ClientList(ListPage):
    """Clients, or those in the archive."""

    code = "customers"
    label = _("Clients")
    weight = 10
    url_name = "customers:list"
    through = "customers:walk_new"
    template = "customers/list.html"
    table = Customer._meta.db_table
    default_columns = ("full_name", "phone", "email", "city", "tags", "responsible", "created_at")
    first = "full_name"
    default_sort = "full_name"
    has_archive = True
    cells: ClassVar[Mapping[str, Cell]] = {
        "full_name": Cell(list_cells.name, "c-name", _("Client")),
        "phone": Cell(list_cells.phone, "c-phone"),
        "email": Cell(list_cells.email, "c-email"),
        "city": Cell(css="c-city"),
        "responsible": Cell(list_cells.responsible, "c-owner", pgettext_lazy("column: responsible", "Resp.")),
        "tags": Cell(list_cells.tags, "c-tags"),
        "created_at": Cell(list_cells.since, "c-since"),
    }
    views: ClassVar[tuple[BuiltInView, ...]] = (
        BuiltInView("all", pgettext_lazy("clients", "All")),
        BuiltInView("mine", pgettext_lazy("clients", "Mine"), mine="responsible", for_scopes=SOMEBODYS),
        BuiltInView("birthdays", _("Birthdays, 7 days"), BIRTHDAY_SOON),
        BuiltInView("no-phone", _("Without a phone"), NO_PHONE),
        BuiltInView("archive", _("Archive"), archive=True),
    )
    counters: ClassVar[tuple[Counter, ...]] = (
        Counter("no-phone", _("without a phone"), NO_PHONE),
        Counter("nobodys", _("without a responsible person"), NO_RESPONSIBLE),
        Counter("birthdays", _("birthday this week"), BIRTHDAY_SOON),
    )
    nothing = (_("No clients yet"), _("Here will be everyone you keep: people and companies."))

    def rows(self, user: User, *, archive: bool = False) -> CustomerQuerySet:
        return visible_customers(user, archive=archive)

    def fields(self) -> Mapping[str, Field]:
        return catalogue()

    def related(self, rows: QuerySet[Any], columns: Sequence[Field]) -> QuerySet[Any]:
        return rows.select_related("responsible") if _has(columns, "responsible") else rows

    def prepare(self, rows: Sequence[Shown], columns: Sequence[Field], user: User) -> None:
        """The name as it may be seen; first contact points; tags: a query for each kind that is on the screen."""
        name = fields.get("full_name")
        for row in rows:
            row.title = row.extra["title"] = shown(user, name, row.object.title)
        self._points(rows, columns, user)
        self._clients(rows, columns, user)
        self._told(rows, columns, user)
        if _has(columns, "tags"):
            self._tags(rows)

    def _points(self, rows: Sequence[Shown], columns: Sequence[Field], user: User) -> None:
        kinds = {kind: code for code, kind in POINTS.items() if _has(columns, code)}
        if not kinds:
            return
        points = ContactPoint.objects.primary_of(row.pk for row in rows).filter(kind__in=kinds).order_by("pk")
        by_row = {row.pk: row for row in rows}
        for point in points:
            known = fields.get(kinds[ContactKind(point.kind)])
            text = display_contact(point.kind, point.value, point.raw)
            seen = PointShown(shown(user, known, text), point.get_problem_display())
            by_row[point.customer_id].extra[known.code] = seen

    def _clients(self, rows: Sequence[Shown], columns: Sequence[Field], user: User) -> None:
        """Own fields that point at other clients: names of those the reader sees, in the place of numbers."""
        names = [name_of(known) for known in columns if known.type == FieldType.OBJECT]
        pointing = {pk for row in rows for name in names if (pk := str(getattr(row.object, name, "") or "")).isdigit()}
        if not pointing:
            return
        seen = {str(one.pk): one.title for one in Customer.objects.visible_to(user).filter(pk__in=pointing)}
        for row in rows:
            for name in names:
                pk = str(getattr(row.object, name, "") or "")
                if pk.isdigit():
                    setattr(row.object, name, seen.get(pk, _("a client you do not see")))

    def _told(self, rows: Sequence[Shown], columns: Sequence[Field], user: User) -> None:
        """Dates and relations in words, in the place of what the database says of them."""
        for known in columns:
            if known.told is None or not known.within:
                continue
            of_rows = [(row, getattr(row.object, name_of(known), None) or ()) for row in rows]
            wanted = {value for _row, values in of_rows for value in values}
            words = known.told(user, wanted) if wanted else {}
            for row, values in of_rows:
                setattr(row.object, name_of(known), "; ".join(filter(None, map(words.get, values))))

    def _tags(self, rows: Sequence[Shown]) -> None:
        by_row = {row.pk: row for row in rows}
        worn = CustomerTag.objects.filter(customer__in=by_row).select_related("tag")
        for one in worn.order_by("tag__name", "pk"):
            by_row[one.customer_id].extra.setdefault("tags", []).append(one.tag)


@dataclass(frozen=True)
class PointShown:
    """A contact point in a row: as it is read, and what is wrong with it."""

    text: str
    problem: str


def _has(columns: Sequence[Field], code: str) -> bool:
    return any(known.code == code for known in columns)


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


def visible_customers(user: User, *, archive: bool = False) -> CustomerQuerySet:
    """Return the clients of the list, or those in the archive, in no order yet."""
    seen = Customer.objects.visible_to(user)
    return seen.archived() if archive else seen.active()


def rows_of(customers: Iterable[Customer]) -> list[Row]:
    """Return the rows with their contact points, asked for all at once."""
    customers = list(customers)
    points = ContactPoint.objects.primary_of(customer.pk for customer in customers).order_by("pk")
    found = {(point.customer_id, point.kind): point for point in points}
    return [
        Row(customer, found.get((customer.pk, ContactKind.PHONE)), found.get((customer.pk, ContactKind.EMAIL)))
        for customer in customers
    ]
