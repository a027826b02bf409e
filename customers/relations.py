"""Who is whom to whom; each act is one operation that can be undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Q, QuerySet, Window
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.errors import DomainError
from customers.choices import CustomerKind, RelationKind
from customers.models import Customer, Relation
from customers.tracking import CUSTOMER
from journal.models import Operation
from journal.operations import items, single

MOST_ON_A_CARD = 500
LONGEST_ROLE = 100
OF_COMPANY = frozenset({RelationKind.CONTACT, RelationKind.DIRECTOR, RelationKind.ACCOUNTANT})
"""What a person is to a company: such a one is its contact person."""
OF_COMPANIES = frozenset({RelationKind.SUBSIDIARY})
OF_PEOPLE = frozenset({RelationKind.SPOUSE, RelationKind.CHILD, RelationKind.SIBLING})
DOWNWARD = frozenset({RelationKind.SUBSIDIARY, RelationKind.CHILD, RelationKind.REFERRED, RelationKind.OWNER})
"""Kinds that lead from one to the next, and so must not come back to where they began."""
BACK: dict[str, str | Promise] = {
    RelationKind.CONTACT: gettext_lazy("place of work"),
    RelationKind.DIRECTOR: gettext_lazy("runs this company"),
    RelationKind.ACCOUNTANT: gettext_lazy("keeps the books of"),
    RelationKind.OWNER: gettext_lazy("belongs to him"),
    RelationKind.SUBSIDIARY: gettext_lazy("parent company"),
    RelationKind.PARTNER: RelationKind.PARTNER.label,
    RelationKind.SPOUSE: RelationKind.SPOUSE.label,
    RelationKind.CHILD: gettext_lazy("parent"),
    RelationKind.SIBLING: RelationKind.SIBLING.label,
    RelationKind.FRIEND: RelationKind.FRIEND.label,
    RelationKind.REFERRED: gettext_lazy("advised us"),
    RelationKind.OTHER: RelationKind.OTHER.label,
}
"""What the first client is to the second."""
MOST_STEPS = 1_000
COMES_BACK = """
WITH RECURSIVE below (id) AS (
    SELECT %(start)s::bigint
     UNION
    SELECT r.other_id FROM below b JOIN customers_relation r ON r.customer_id = b.id AND r.kind = %(kind)s)
SELECT 1 FROM (SELECT id FROM below LIMIT %(most)s) found WHERE id = %(goal)s
"""


@dataclass(frozen=True)
class Tie:
    """One relation as one of its sides sees it."""

    relation: Relation
    client: Customer
    """The one at the other end."""
    says: str
    """What he is to the client whose card it is."""


def contacts_of(company_ids: Iterable[int]) -> QuerySet[Relation]:
    """Who the contact persons of these companies are: people only, one step only; `other` is the person."""
    return Relation.objects.filter(
        customer__in=list(company_ids),
        customer__kind=CustomerKind.COMPANY,
        other__kind=CustomerKind.PERSON,
    )


def of(customer: Customer, reader: User) -> tuple[list[Tie], int]:
    """(what the reader may see, how many he may not); people of a company stand before other ties."""
    rows = Relation.objects.about(customer.pk)
    seen = Q(pk__in=rows.visible_to(reader).values("pk"))
    told: QuerySet[Any] = rows.annotate(every=Window(Count("pk")), seen=seen)
    found = list(told.select_related("customer", "other").order_by("-seen", "pk")[:MOST_ON_A_CARD])
    ties = [_tie(row, customer.pk) for row in found if row.seen]
    ties.sort(key=lambda tie: (RelationKind.values.index(tie.relation.kind), tie.client.sort_name))
    return ties, found[0].every - len(ties) if found else 0


def _tie(row: Relation, pk: int) -> Tie:
    if row.customer_id == pk:
        return Tie(row, row.other, str(row.get_kind_display()))
    return Tie(row, row.customer, str(BACK[row.kind]))


def add(*, by: User, customer: Customer, other: Customer, kind: str, role: str = "") -> Operation:
    """Tell that `other` is `kind` to `customer`. Raises DomainError on what cannot be."""
    role = " ".join(role.replace("\0", "").split())
    if len(role) > LONGEST_ROLE:
        raise DomainError(_("A role is at most %(most)s characters.") % {"most": LONGEST_ROLE}, code="role")
    first, second = _sides(customer, other, kind)
    with single(by=by, params=_about(customer)) as operation:
        # In one order always: two people tying the same two clients wait, they do not lock each other out.
        items.lock(Customer.objects.filter(pk__in=[first.pk, second.pk]))
        if Relation.objects.about(customer.pk).count() >= MOST_ON_A_CARD:
            raise DomainError(_("A card holds at most %(most)s relations.") % {"most": MOST_ON_A_CARD}, code="many")
        if kind in DOWNWARD and _comes_back(second.pk, first.pk, kind):
            raise DomainError(_("This would go in a circle: each would stand above the other."), code="circle")
        try:
            with transaction.atomic():
                Relation.objects.create(customer=first, other=second, kind=kind, role=role, made_in=operation.pk)
        except IntegrityError:
            raise DomainError(_("These two are tied so already."), code="taken") from None
    return operation


def _sides(customer: Customer, other: Customer, kind: str) -> tuple[Customer, Customer]:
    """Who stands first. On a person's card a contact person's company is named: then the company is the first."""
    if kind not in RelationKind.values:
        raise DomainError(_("Choose who they are to each other."), code="kind")
    if customer.pk == other.pk:
        raise DomainError(_("A client cannot be tied to himself."), code="self")
    if kind in OF_COMPANY:
        if customer.is_company and other.is_company:
            raise DomainError(
                _("A contact person is a person. Choose another tie for two companies, such as “partner”."), code="kind"
            )
        if not customer.is_company and not other.is_company:
            raise DomainError(_("This tie needs a company and a person."), code="kind")
        return (customer, other) if customer.is_company else (other, customer)
    if kind in OF_COMPANIES and not (customer.is_company and other.is_company):
        raise DomainError(_("This tie needs two companies."), code="kind")
    if kind in OF_PEOPLE and (customer.is_company or other.is_company):
        raise DomainError(_("This tie needs two people."), code="kind")
    return customer, other


def _comes_back(start: int, goal: int, kind: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(COMES_BACK, {"start": start, "goal": goal, "kind": kind, "most": MOST_STEPS})
        return cursor.fetchone() is not None


def remove(*, by: User, customer: Customer, pk: int) -> Operation | None:
    """Untie; None when there is no such tie on this card."""
    standing = Relation.objects.filter(Q(customer=customer) | Q(other=customer), pk=pk)
    if not standing.exists():
        return None
    with single(by=by, params=_about(customer)) as operation:
        standing.delete()
    return operation


def _about(customer: Customer) -> dict[str, str]:
    return {"object_type": CUSTOMER, "object_id": str(customer.pk)}
