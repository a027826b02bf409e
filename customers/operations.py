"""Bulk acts on clients: edit, tags on and off, into the archive and out of it.

Params: `chosen` is a choice (customers.selection); `changes` of an edit are {"city": "…", "responsible": id or null},
only the fields to change; `tags` of acts with tags are ids.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.operations import OperationKind, Preview, operation_kinds
from customers import selection
from customers.bulk_acts import ArchiveAct, BulkAct, EditAct
from customers.bulk_tags import TagAct
from customers.models import Customer
from customers.models.customer import CustomerQuerySet
from customers.tracking import CUSTOMER
from journal.models import Operation
from journal.operations import items

EDIT, ARCHIVE, RESTORE = "customers.edit", "customers.archive", "customers.restore"
TAG, UNTAG = "customers.tag", "customers.untag"
ACTS: dict[str, BulkAct] = {
    EDIT: EditAct(),
    TAG: TagAct(on=True),
    UNTAG: TagAct(on=False),
    ARCHIVE: ArchiveAct(away=True),
    RESTORE: ArchiveAct(away=False),
}
LABELS = {
    EDIT: gettext_lazy("Edit of clients"),
    TAG: gettext_lazy("Tags put on clients"),
    UNTAG: gettext_lazy("Tags taken off clients"),
    ARCHIVE: gettext_lazy("Clients into the archive"),
    RESTORE: gettext_lazy("Clients out of the archive"),
}
REASONS = {
    "gone": gettext_lazy("the card is gone"),
    "not_yours": gettext_lazy("not your client any more"),
    "no_right": gettext_lazy("you may not change this field any more"),
    "archived": gettext_lazy("the card is in the archive"),
    "merged": gettext_lazy("the card was merged into another"),
    "company_has_no_sex": gettext_lazy("a company has no sex"),
    "person_has_no_industry": gettext_lazy("a person has no industry"),
    "company_has_no_job": gettext_lazy("a company has neither a position nor a place of work"),
    "responsible_left": gettext_lazy("the person chosen as responsible does not work here any more"),
    "field_changed": gettext_lazy("the field was changed since"),
    "other_kind": gettext_lazy("clients of this kind have no such field"),
    "too_many_tags": gettext_lazy("the card has no room for more tags"),
}


def register() -> None:
    """Offer the acts."""
    for code, label in LABELS.items():
        offer(code, label, ACTS[code])


def offer(
    code: str, label: str | Promise, act: BulkAct, *, reasons: Mapping[str, str | Promise] = MappingProxyType({})
) -> None:
    """One bulk act more: upper packages bring theirs when they fill their places."""
    ACTS[code] = act
    operation_kinds.add(
        OperationKind(
            code=code,
            label=label,
            object_type=CUSTOMER,
            sentence=_sentence_of(act),
            preview=preview,
            freeze=freeze,
            apply=apply,
            reasons={**REASONS, **reasons},
            permission=Permission.ARCHIVE_CUSTOMERS if code in {ARCHIVE, RESTORE} else Permission.BULK_CHANGE,
        )
    )


def _sentence_of(act: BulkAct) -> Any:
    def sentence(params: Mapping[str, Any]) -> str:
        """What is done; to whom, when a rule says it."""
        what = act.sentence(params)
        choice = selection.read(params.get("chosen", {}))
        if not choice.is_rule or not choice.rule:
            return what
        return _("%(what)s. Whom: %(whom)s") % {"what": what, "whom": selection.words(choice)}

    return sentence


def chosen(operation: Operation, reader: User) -> CustomerQuerySet:
    """What the operation is about, as the reader sees it now."""
    choice = selection.read(operation.params.get("chosen", {}))
    if choice.is_rule and operation.kind == RESTORE:
        choice = selection.Choice(rule=choice.rule, archive=True)
    return selection.selected(choice, reader)


def preview(operation_id: UUID, user_id: int) -> Preview:
    """Counts by one statement over the chosen rows; samples of those that will change."""
    operation, reader = _load(operation_id, user_id)
    act, rows = ACTS[operation.kind], chosen(operation, reader).annotate(verdict=_verdict(operation, reader))
    counts = dict(rows.order_by().values_list("verdict").annotate(n=Count("pk")))
    changing = counts.pop("", 0)
    unchanged = counts.pop("unchanged", 0)
    total = changing + unchanged + sum(counts.values())
    return Preview(
        total=total,
        will_change=changing,
        unchanged=unchanged,
        refused=counts,
        samples=act.samples(operation, rows.filter(verdict="").order_by("sort_name", "pk")),
        storage_bytes=items.storage_bytes(act.writes, changing, total),
    )


def freeze(operation_id: UUID, user_id: int) -> None:
    """Every chosen row gets its item, those that will be refused too: nobody is left out silently.

    Raises DomainError when the right to change many, or the rule, is no longer the person's.
    """
    operation, reader = _load(operation_id, user_id)
    if not reader.has(Permission.BULK_CHANGE):
        raise DomainError(_("Your role does not let you change many clients at once."), code="permission")
    if operation.kind in {ARCHIVE, RESTORE} and not reader.has(Permission.ARCHIVE_CUSTOMERS):
        raise DomainError(_("Your role does not let you use the archive."), code="permission")
    selection.check(selection.read(operation.params.get("chosen", {})), reader)
    items.freeze_rows(operation.pk, CUSTOMER, chosen(operation, reader))


def apply(operation_id: UUID, after: int, upto: int) -> None:
    """Mark what cannot or need not change, change the others by one statement."""
    operation = Operation.objects.get(pk=operation_id)
    reader = User.objects.select_related("role").get(pk=operation.actor_id)
    items.lock(Customer.objects.filter(pk__in=items.keys(operation_id, after, upto)))
    verdicts = Customer.objects.annotate(verdict=_verdict(operation, reader)).values_list("pk", "verdict")
    items.mark(operation_id, after, upto, verdicts)
    ACTS[operation.kind].write(operation, items.keys(operation_id, after, upto))


def _load(operation_id: UUID, user_id: int) -> tuple[Operation, User]:
    return Operation.objects.get(pk=operation_id), User.objects.select_related("role").get(pk=user_id)


def _verdict(operation: Operation, reader: User) -> Case:
    """'' when the row will change; else why not, the first that holds."""
    mine = Customer.objects.visible_to(reader).filter(pk=OuterRef("pk"))
    cases = [When(~Exists(mine), then=Value("not_yours")), *ACTS[operation.kind].cases(operation, reader)]
    return Case(*cases, default=Value(""), output_field=CharField())
