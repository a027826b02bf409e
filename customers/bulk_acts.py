"""What a bulk act does to each row: whom it refuses, what it writes, how it looks before and after."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.db.models import Model, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts import field_rights
from accounts.field_rights import FieldAccess
from accounts.models import User
from core.registries.fields import fields
from core.registries.handover import handover_parts
from core.registries.operations import Sample
from customers.choices import CustomerKind
from customers.custom import bulk as own_fields
from customers.models import Customer
from customers.values import people, shown
from journal.models import Operation

SAMPLES = 5
EDITABLE = ("city", "address", "company", "position", "source", "responsible", "sex", "industry")
"""Fields that many clients may share; names, numbers and days of birth belong to one."""
OF_A_JOB = ("company", "position")
OF_COMPANIES = ("industry",)


class BulkAct(Protocol):
    """One kind of bulk act. `writes` is the table whose rows it changes."""

    @property
    def writes(self) -> type[Model]: ...

    def sentence(self, params: Mapping[str, Any]) -> str:
        """What these params do, in the reader's language."""

    def cases(self, operation: Operation, reader: User) -> list[When]:
        """Codes of reasons to leave a row alone, `unchanged` among them."""

    def write(self, operation: Operation, batch: RawSQL) -> None:
        """Change the clients of the batch."""

    def samples(self, operation: Operation, rows: "QuerySet[Customer]") -> tuple[Sample, ...]:
        """Before and after of the first that will change."""


def editable_fields(user: User) -> list[str]:
    """Codes of the fields this person may change, of those that can be changed together."""
    of_card = [code for code in EDITABLE if field_rights.access(user, fields.get(code)) == FieldAccess.EDIT]
    return [*of_card, *own_fields.offered(user)]


def column(code: str) -> str:
    """The column of a field."""
    return "responsible_id" if code == "responsible" else code


class EditAct:
    """Set fields."""

    writes: type[Model] = Customer

    def sentence(self, params: Mapping[str, Any]) -> str:
        changes = params.get("changes", {})
        names = people([changes.get("responsible")])
        return ", ".join(
            own_fields.sentence(code, value)
            if own_fields.is_own(code)
            else f"{fields.get(code).label}: {shown(column(code), value, names)}"
            for code, value in changes.items()
        )

    def cases(self, operation: Operation, reader: User) -> list[When]:
        changes = operation.params["changes"]
        found = [] if set(changes) <= set(editable_fields(reader)) else [When(_EVERYBODY, then=Value("no_right"))]
        found.append(When(archived_at__isnull=False, then=Value("archived")))
        if _has_left(changes.get("responsible")):
            found.append(When(_EVERYBODY, then=Value("responsible_left")))
        if changes.get("sex"):
            found.append(When(kind=CustomerKind.COMPANY, then=Value("company_has_no_sex")))
        if any(changes.get(code) for code in OF_A_JOB):
            found.append(When(kind=CustomerKind.COMPANY, then=Value("company_has_no_job")))
        if any(changes.get(code) for code in OF_COMPANIES):
            found.append(When(kind=CustomerKind.PERSON, then=Value("person_has_no_industry")))
        found += own_fields.cases(changes)
        return [*found, When(_same(changes), then=Value("unchanged"))]

    def write(self, operation: Operation, batch: RawSQL) -> None:
        changes = operation.params["changes"]
        values = {column(code): value for code, value in changes.items() if not own_fields.is_own(code)}
        if len(values) < len(changes):
            batch_ids = Customer.objects.filter(pk__in=batch).order_by("pk").values_list("pk", flat=True)
            own_fields.write(list(batch_ids), changes)
        if values.get("responsible_id") is not None:
            _follow(batch, int(values["responsible_id"]))
        Customer.objects.filter(pk__in=batch).update(**values, updated_at=Now())

    def samples(self, operation: Operation, rows: "QuerySet[Customer]") -> tuple[Sample, ...]:
        changes, first = operation.params["changes"], list(rows[:SAMPLES])
        names = people([changes.get("responsible"), *(row.responsible_id for row in first)])
        own = own_fields.samples([row.pk for row in first], changes)
        return tuple(
            Sample(
                str(row.pk),
                row.title,
                tuple(own.get(row.pk, ()))
                + tuple(
                    (
                        fields.get(code).label,
                        shown(column(code), getattr(row, column(code)), names),
                        shown(column(code), value, names),
                    )
                    for code, value in changes.items()
                    if not own_fields.is_own(code) and getattr(row, column(code)) != value
                ),
            )
            for row in first
        )


class ArchiveAct:
    """Put away, or take out."""

    writes: type[Model] = Customer

    def __init__(self, *, away: bool) -> None:
        self.away = away

    def sentence(self, params: Mapping[str, Any]) -> str:
        return _("Into the archive") if self.away else _("Out of the archive")

    def cases(self, operation: Operation, reader: User) -> list[When]:
        unchanged = When(archived_at__isnull=not self.away, then=Value("unchanged"))
        # A card that became a part of another stays away: nobody would find what comes out of it.
        return [unchanged] if self.away else [When(merged_into__isnull=False, then=Value("merged")), unchanged]

    def write(self, operation: Operation, batch: RawSQL) -> None:
        moment = Now() if self.away else None
        Customer.objects.filter(pk__in=batch).update(archived_at=moment, updated_at=Now())

    def samples(self, operation: Operation, rows: "QuerySet[Customer]") -> tuple[Sample, ...]:
        places = (_("in the list"), _("in the archive"))
        turned = places if self.away else places[::-1]
        return tuple(Sample(str(row.pk), row.title, ((_("Card"), *turned),)) for row in rows[:SAMPLES])


def _follow(batch: RawSQL, to: int) -> None:
    """What hangs on the clients goes along, as in a handover."""
    ids = list(Customer.objects.filter(pk__in=batch).order_by("pk").values_list("pk", flat=True))
    for part in handover_parts:
        if part.follow is not None:
            part.follow(ids, to)


_EVERYBODY = Q(pk__isnull=False)


def _has_left(responsible: int | None) -> bool:
    """Switched off since he was chosen: what is given to him nobody would see."""
    return responsible is not None and not User.objects.filter(pk=responsible, is_active=True).exists()


def _same(changes: Mapping[str, Any]) -> Q:
    found = own_fields.same(changes)
    for code, value in changes.items():
        if own_fields.is_own(code):
            continue
        found &= Q(**{f"{column(code)}__isnull": True}) if value is None else Q(**{column(code): value})
    return found
