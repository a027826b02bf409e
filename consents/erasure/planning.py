"""What an erasure would do (rule E-1): counted before anything goes, told with the law that keeps what stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consents.erasure import person as people
from consents.models import ErasedCustomer, Erasure
from core.registries.operations import operation_kinds
from core.registries.personal import OnErase, Person, PersonalModel, erasure_parts, personal_models
from customers.models import ContactPoint, Customer
from customers.tracking import CUSTOMER
from journal.models import Operation, OperationItem, OperationState

LIVE_OPERATIONS = (OperationState.QUEUED, OperationState.RUNNING, OperationState.UNDOING)
HISTORY = "history"
PART = "part"
"""Of traces found otherwise than by their declaration."""
EMPTIED = "emptied"
"""Of rows that each client has: nothing of the person is left in them."""
ACTS: dict[str, str | Promise] = {
    OnErase.DELETE: gettext_lazy("go for good"),
    OnErase.BLANK: gettext_lazy("stay, emptied of what is personal"),
    OnErase.KEEP: gettext_lazy("stay as they are"),
    PART: gettext_lazy("go for good"),
    EMPTIED: gettext_lazy("are emptied wholly"),
}


@dataclass(frozen=True)
class Line:
    """One kind of rows: `act` is a value of `OnErase`, `PART` or `EMPTIED`."""

    code: str
    act: str
    count: int

    def to_json(self) -> dict[str, Any]:
        """Codes and numbers alone."""
        return {"code": self.code, "act": self.act, "count": self.count}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Line":
        """As it was kept."""
        return cls(str(data["code"]), str(data["act"]), int(data["count"]))

    @property
    def label(self) -> str:
        """What the rows are."""
        if self.code == HISTORY:
            return _("History of changes")
        if self.act == PART:
            return capfirst(str(erasure_parts.get(self.code).label)) if self.code in erasure_parts else self.code
        if self.code not in personal_models:
            return self.code
        entry = personal_models.get(self.code)
        return capfirst(str(entry.label or people.model_of(entry)._meta.verbose_name_plural))

    @property
    def says(self) -> str:
        """What becomes of them."""
        if self.act == PART and self.code in erasure_parts and erasure_parts.get(self.code).says:
            return str(erasure_parts.get(self.code).says)
        return str(ACTS.get(self.act, self.act))

    @property
    def basis(self) -> str:
        """By which law what stays stays."""
        if self.act == PART:
            return str(erasure_parts.get(self.code).basis) if self.code in erasure_parts else ""
        known = self.act in (OnErase.BLANK, OnErase.KEEP) and self.code in personal_models
        return str(personal_models.get(self.code).basis) if known else ""

    @property
    def stays(self) -> bool:
        """Whether something of it is left."""
        return self.act in (OnErase.BLANK, OnErase.KEEP) or (self.act == PART and bool(self.basis))

    @property
    def is_destroyed(self) -> bool:
        """Whether something of it goes, though rows may stay for what they count."""
        return not self.stays or self.act == OnErase.BLANK

    @property
    def categories(self) -> str:
        """What data go, as order 179 asks: of emptied rows their personal fields."""
        if self.act != OnErase.BLANK or self.code not in personal_models:
            return self.label
        entry = personal_models.get(self.code)
        meta = people.model_of(entry)._meta
        names = [str(meta.get_field(name).verbose_name) for name in entry.personal if name not in entry.stays]  # type: ignore[union-attr]  # columns
        return f"{self.label}: {', '.join(dict.fromkeys(names))}" if names else self.label


@dataclass(frozen=True)
class Plan:
    """Everything an approver is to know."""

    person: Person
    lines: tuple[Line, ...]
    blocks: tuple[str, ...] = ()
    """Why it cannot be done right now."""
    notes: tuple[str, ...] = ()
    """What follows from it."""


def plan(customers: Sequence[int]) -> Plan:
    """As things stand now. Costs a statement for each kind of rows, whoever the person is."""
    person = people.of(customers)
    return Plan(person, tuple(lines(person)), tuple(blocks(person)), tuple(notes(person)))


def lines(person: Person) -> list[Line]:
    """Rows by kind, those that are there."""
    found = [Line(part.code, PART, part.count(person)) for part in erasure_parts]
    told = [entry for entry in people.told_of() if people.fate(entry) != OnErase.KEEP or entry.personal]
    found += [Line(entry.code, act_of(entry), _count(entry, person)) for entry in told]
    found.append(Line(HISTORY, OnErase.DELETE, sum(_count(entry, person) for entry in people.histories())))
    return [line for line in found if line.count]


def act_of(entry: PersonalModel) -> str:
    """What becomes of its rows, as a line says it."""
    fate = people.fate(entry)
    return EMPTIED if fate == OnErase.BLANK and not entry.on_erase else fate


def _count(entry: PersonalModel, person: Person) -> int:
    return people.rows_of(entry).filter(people.about(entry, person.customer_ids)).count()


def blocks(person: Person) -> list[str]:
    """Why he cannot be erased this minute: erased already, planned by another, a job writes his rows."""
    found = []
    if ErasedCustomer.objects.filter(customer__in=person.customer_ids).exists():
        found.append(_("This client has been erased already."))
    for operation in live_operations(person):
        kind = operation_kinds.get(operation.kind).label if operation.kind in operation_kinds else operation.kind
        found.append(_("“%(operation)s” is working with this client now. Wait until it ends.") % {"operation": kind})
    for part in erasure_parts:
        found += list(part.blocks(person)) if part.blocks else []
    return found


def live_operations(person: Person) -> list[Operation]:
    """Those in progress, or waiting for a worker, that hold him."""
    held = OperationItem.objects.filter(
        operation_id__in=Operation.objects.filter(state__in=LIVE_OPERATIONS).values("pk"),
        object_type=CUSTOMER,
        object_id__in=[str(pk) for pk in person.customer_ids],
    )
    return list(Operation.objects.filter(pk__in=held.values("operation_id")).order_by("created_at", "pk"))


def notes(person: Person) -> list[str]:
    """What the approver should know: other cards, an import that could be undone, planned elsewhere."""
    found = []
    cards = len(person.customer_ids)
    if 1 < cards <= people.MOST_SEARCHED:
        found.append(_("All cards of the person go: %(n)s.") % {"n": cards})
    if Customer.objects.filter(pk__in=person.customer_ids, made_in__isnull=False).exists():
        found.append(
            _("The card came with an operation that can be undone: an undo will neither bring the person back nor "
              "touch what is left of him.")
        )  # fmt: skip
    if not person.pattern and cards > people.MOST_SEARCHED:
        found.append(_("Texts that name these people are searched for while they are erased."))
    elif not person.pattern:
        found.append(_("Neither a full name nor a contact is known: texts of others cannot be searched for him."))
    shared = _cards_with_his_contacts(person)
    if shared:
        said = ngettext(
            "A contact of his stands on %(n)s other card, too: nothing will be sent to it there either.",
            "Contacts of his stand on %(n)s other cards, too: nothing will be sent to them there either.",
            shared,
        )
        found.append(said % {"n": shared})
    for part in erasure_parts:
        found += list(part.notes(person)) if part.notes else []
    others = Erasure.objects.filter(state="planned", subjects__customer__in=person.customer_ids)
    if others.exists():
        found.append(_("An erasure of this client is planned already."))
    return found


def _cards_with_his_contacts(person: Person) -> int:
    """Cards of others that share a number or an address: a family has one phone."""
    if len(person.customer_ids) > people.MOST_SEARCHED:
        return 0
    his = Q(pk__in=[])
    for kind, value in person.values:
        his |= Q(kind=kind, value=value)
    others = ContactPoint.objects.filter(his, archived_at=None).exclude(customer__in=person.customer_ids)
    return others.order_by().values("customer").distinct().count()
