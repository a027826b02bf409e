"""A second card like this one. What is copied is shown before, and each part can be left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from customers import card, points, rights, services, tags
from customers.card_form import codes_of
from customers.choices import CustomerKind
from customers.custom import card as own_card
from customers.custom import values
from customers.models import ContactPoint, Customer, CustomerTag
from customers.models.custom_field import CustomType
from customers.normalise.contacts import display_contact
from journal.models import Operation
from journal.operations import single

OF_ONE = frozenset({"first_name", "middle_name", "birth_date", "sex", "inn", "kpp", "note"})
"""What belongs to one client: offered, but not ticked."""
POINT, OWN, TAGS = "point:", "own:", "tags"


@dataclass(frozen=True)
class Part:
    """One thing the new card may get; `text` is how it will stand there."""

    code: str
    label: str
    text: str
    ticked: bool


def parts(customer: Customer, user: User) -> list[Part]:
    """All that is filled and that the person may both read and write; contacts last, none of them ticked."""
    found = []
    for code in rights.editable(user, codes_of(customer)):
        fact = card.one_fact(customer, code, user)
        if not fact.is_empty:
            found.append(Part(code, fact.label, fact.text, code not in OF_ONE))
    worn = tags.worn_by(customer)
    if worn and rights.may_edit(user, TAGS):
        found.append(Part(TAGS, _("Tags"), ", ".join(one.name for one in worn), ticked=True))
    found += _own_parts(customer, user)
    points_of = _points(customer, user)
    return found + [
        Part(
            f"{POINT}{one.pk}",
            one.get_kind_display().capitalize(),
            display_contact(one.kind, one.value, one.raw),
            ticked=False,
        )
        for one in points_of
    ]


def _own_parts(customer: Customer, user: User) -> list[Part]:
    """Own fields; a file belongs to one card, and a secret is not copied unseen."""
    return [
        Part(f"{OWN}{fact.field.pk}", str(fact.field.label), fact.text, ticked=True)
        for section in own_card.filled(customer, user)
        for fact in section.facts
        if fact.may_edit and not fact.field.is_sensitive and fact.field.type != CustomType.FILE
    ]


def _copy_own(customer: Customer, made: Customer, wanted: set[str], by: User) -> None:
    kept = values.values_of(customer.pk)
    chosen = {one: kept.get(one.key) for one in own_card.fields_of(customer) if f"{OWN}{one.pk}" in wanted}
    if chosen:
        values.change(by=by, customer=made, values=chosen)


def _points(customer: Customer, user: User) -> list[ContactPoint]:
    standing = ContactPoint.objects.of(customer).filter(archived_at=None).order_by("position", "pk")
    return [point for point in standing if rights.may_edit(user, point.kind)]


@transaction.atomic
def duplicate(*, by: User, customer: Customer, chosen: Iterable[str]) -> tuple[Customer, Operation]:
    """The new card and the operation that made it. Raises DomainError when too little is chosen."""
    wanted = set(chosen) & {part.code for part in parts(customer, by)}
    if not wanted:
        raise DomainError(_("Choose what to copy."), code="empty")
    columns: dict[str, Any] = {code: getattr(customer, code) for code in codes_of(customer) if code in wanted}
    if "responsible" not in columns:
        columns["responsible"] = by
    with single(by=by) as operation:
        if customer.kind == CustomerKind.COMPANY:
            made = services.create_company(by=by, **({"name": ""} | columns))
        else:
            made = services.create_person(by=by, **columns)
        for point in _points(customer, by):
            if f"{POINT}{point.pk}" in wanted:
                points.add(
                    by=by, customer=made, kind=point.kind, raw=point.raw, label=point.label, extension=point.extension
                )
        _copy_own(customer, made, wanted, by)
        if TAGS in wanted:
            _copy_tags(customer, made, operation)
    return made, operation


def _copy_tags(customer: Customer, made: Customer, operation: Operation) -> None:
    CustomerTag.objects.bulk_create(
        CustomerTag(customer=made, tag_id=one.tag_id, data=one.data, made_in=operation.pk)
        for one in CustomerTag.objects.filter(customer=customer).order_by("pk")
    )
