"""Bulk acts on clients: edit, put into the archive, take out of it.

Params: `chosen` is {"ids": […]} or {"all": true} (all the person sees in the list, or in the archive to take them out);
`changes` of an edit are {"city": "…", "responsible": id or null, "sex": "m"|"f"|""}, only the fields to change.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.registries.operations import OperationKind, Preview, Sample, operation_kinds
from customers.choices import CustomerKind
from customers.models import Customer
from customers.models.customer import CustomerQuerySet
from customers.tracking import CUSTOMER
from customers.values import people, shown
from journal.models import Operation
from journal.operations import items

EDIT, ARCHIVE, RESTORE = "customers.edit", "customers.archive", "customers.restore"
COLUMNS = {"city": "city", "responsible": "responsible_id", "sex": "sex"}
LABELS = {
    "city": gettext_lazy("City"),
    "responsible": gettext_lazy("Responsible"),
    "sex": gettext_lazy("Sex"),
}
SAMPLES = 5
REASONS = {
    "gone": gettext_lazy("the card is gone"),
    "not_yours": gettext_lazy("not your client any more"),
    "archived": gettext_lazy("the card is in the archive"),
    "company_has_no_sex": gettext_lazy("a company has no sex"),
}


def register() -> None:
    """Offer the acts."""
    for code, label in (
        (EDIT, gettext_lazy("Edit of clients")),
        (ARCHIVE, gettext_lazy("Clients into the archive")),
        (RESTORE, gettext_lazy("Clients out of the archive")),
    ):
        operation_kinds.add(
            OperationKind(
                code=code,
                label=label,
                object_type=CUSTOMER,
                sentence=_edit_sentence if code == EDIT else _SENTENCES[code],
                preview=preview,
                freeze=freeze,
                apply=apply,
                reasons=REASONS,
                permission=Permission.EDIT_CUSTOMERS,
            )
        )


def _edit_sentence(params: Mapping[str, Any]) -> str:
    changes = params.get("changes", {})
    names = people([changes.get("responsible")])
    return ", ".join(f"{LABELS[name]}: {shown(COLUMNS[name], value, names)}" for name, value in changes.items())


_SENTENCES = {
    ARCHIVE: lambda params: _("Into the archive"),
    RESTORE: lambda params: _("Out of the archive"),
}


def chosen(operation: Operation, reader: User) -> CustomerQuerySet:
    """What the operation is about, as the reader sees it now."""
    choice = operation.params.get("chosen", {})
    seen = Customer.objects.visible_to(reader)
    if choice.get("all"):
        return seen.archived() if operation.kind == RESTORE else seen.active()
    return seen.filter(pk__in=choice.get("ids", []))


def preview(operation_id: UUID, user_id: int) -> Preview:
    """Counts by one statement over the chosen rows; samples of those that will change."""
    operation, reader = _load(operation_id, user_id)
    rows = chosen(operation, reader)
    counts = dict(
        rows.order_by().annotate(verdict=_verdict(operation, reader)).values_list("verdict").annotate(n=Count("pk"))
    )
    changing, total = counts.pop("", 0), 0
    unchanged = counts.pop("unchanged", 0)
    total = changing + unchanged + sum(counts.values())
    return Preview(
        total=total,
        will_change=changing,
        unchanged=unchanged,
        refused=counts,
        samples=_samples(operation, reader, rows),
        storage_bytes=items.storage_bytes(Customer, changing, total),
    )


def freeze(operation_id: UUID, user_id: int) -> None:
    """Every chosen row gets its item, those that will be refused too: nobody is left out silently."""
    operation, reader = _load(operation_id, user_id)
    items.freeze_rows(operation.pk, CUSTOMER, chosen(operation, reader))


def apply(operation_id: UUID, after: int, upto: int) -> None:
    """Mark what cannot or need not change, change the others by one statement."""
    operation = Operation.objects.get(pk=operation_id)
    reader = User.objects.select_related("role").get(pk=operation.actor_id)
    batch = Customer.objects.filter(pk__in=items.keys(operation_id, after, upto))
    items.lock(batch)
    verdicts = Customer.objects.annotate(verdict=_verdict(operation, reader)).values_list("pk", "verdict")
    items.mark(operation_id, after, upto, verdicts)
    Customer.objects.filter(pk__in=items.keys(operation_id, after, upto)).update(
        **_new_values(operation), updated_at=Now()
    )


def _load(operation_id: UUID, user_id: int) -> tuple[Operation, User]:
    return Operation.objects.get(pk=operation_id), User.objects.select_related("role").get(pk=user_id)


def _new_values(operation: Operation) -> dict[str, Any]:
    if operation.kind == EDIT:
        return {COLUMNS[name]: value for name, value in operation.params["changes"].items()}
    return {"archived_at": Now() if operation.kind == ARCHIVE else None}


def _verdict(operation: Operation, reader: User) -> Case:
    """'' when the row will change; else why not, the first that holds."""
    mine = Customer.objects.visible_to(reader).filter(pk=OuterRef("pk"))
    cases = [When(~Exists(mine), then=Value("not_yours"))]
    if operation.kind == EDIT:
        changes = operation.params["changes"]
        cases.append(When(archived_at__isnull=False, then=Value("archived")))
        if changes.get("sex"):
            cases.append(When(kind=CustomerKind.COMPANY, then=Value("company_has_no_sex")))
        cases.append(When(_same(changes), then=Value("unchanged")))
    else:
        cases.append(When(archived_at__isnull=operation.kind == RESTORE, then=Value("unchanged")))
    return Case(*cases, default=Value(""), output_field=CharField())


def _same(changes: Mapping[str, Any]) -> Q:
    found = Q()
    for name, value in changes.items():
        column = COLUMNS[name]
        found &= Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
    return found


def _samples(operation: Operation, reader: User, rows: "QuerySet[Customer]") -> tuple[Sample, ...]:
    will_change = rows.annotate(verdict=_verdict(operation, reader)).filter(verdict="").order_by("sort_name", "pk")
    first = list(will_change[:SAMPLES])
    if operation.kind != EDIT:
        before, after = (_("in the list"), _("in the archive"))
        turned = (before, after) if operation.kind == ARCHIVE else (after, before)
        return tuple(Sample(str(row.pk), row.title, ((_("Card"), *turned),)) for row in first)
    changes = operation.params["changes"]
    names = people([changes.get("responsible"), *(row.responsible_id for row in first)])
    return tuple(
        Sample(
            str(row.pk),
            row.title,
            tuple(
                (
                    LABELS[name],
                    shown(COLUMNS[name], getattr(row, COLUMNS[name]), names),
                    shown(COLUMNS[name], value, names),
                )
                for name, value in changes.items()
                if getattr(row, COLUMNS[name]) != value
            ),
        )
        for row in first
    )
