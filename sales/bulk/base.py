"""One bulk act over the rows of a list: how it is previewed, frozen and applied.

Params of each operation: `chosen` is a choice (listing.exports.choosing), and what the act itself needs.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, Model, OuterRef, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.operations import OperationKind, Preview, Sample, operation_kinds
from core.rules.parse import parse
from core.rules.sentence import sentence
from core.text.moments import short_date
from journal.models import Operation
from journal.operations import items
from listing.exports import choosing
from listing.pages import list_pages
from sales.models import Product, Purchase

SAMPLES = 5


class ListAct(ABC):
    """What differs from act to act."""

    code: ClassVar[str]
    label: ClassVar[str | Promise]
    page: ClassVar[str]
    """Code of the list whose rows are chosen."""
    model: ClassVar[type[Any]]
    list_label: ClassVar[str | Promise]
    list_url: ClassVar[str]
    reasons: ClassVar[Mapping[str, str | Promise]] = {}
    writes: ClassVar[type[Model] | None] = None
    """The table whose rows change, where it is not the list's own."""

    def sentence(self, params: Mapping[str, Any]) -> str:
        """What these params do, in the reader's language."""
        return ""

    @abstractmethod
    def cases(self, operation: Operation, reader: User) -> list[When]:
        """Codes of reasons to leave a row alone, `unchanged` among them; the first that holds."""

    @abstractmethod
    def write(self, operation: Operation, batch: RawSQL) -> None:
        """Change the rows of the batch."""

    @abstractmethod
    def changes(
        self, operation: Operation, rows: list[Any], reader: User
    ) -> list[tuple[tuple[str | Promise, str, str], ...]]:
        """(field, before, after) of each of these rows, as the reader may know them."""

    def name(self, row: Any) -> str:
        """What a row is called in the preview."""
        return str(row)

    def hold(self, operation: Operation) -> None:  # noqa: B027  # optional
        """Lock what the verdicts rest on besides the rows, before they are read."""


class OfPurchases(ListAct):
    """An act over the list of purchases."""

    page = "purchases"
    model = Purchase
    list_label = gettext_lazy("Purchases")
    list_url = "sales:purchases"

    def name(self, row: Any) -> str:
        return f"{row} · {short_date(timezone.localtime(row.purchased_at))}"


class OfProducts(ListAct):
    """An act over the catalogue."""

    page = "products"
    model = Product
    list_label = gettext_lazy("Products")
    list_url = "sales:products"


@dataclass(frozen=True)
class Runner:
    """An act as `OperationKind` calls it."""

    act: ListAct

    def register(self) -> None:
        """Offer the kind."""
        operation_kinds.add(
            OperationKind(
                code=self.act.code,
                label=self.act.label,
                object_type=self.act.model._meta.label_lower,
                sentence=self.sentence,
                preview=self.preview,
                freeze=self.freeze,
                apply=self.apply,
                reasons={"gone": gettext_lazy("it is gone"), **self.act.reasons},
                permission=Permission.BULK_CHANGE,
                list_label=self.act.list_label,
                list_url=self.act.list_url,
            )
        )

    def sentence(self, params: Mapping[str, Any]) -> str:
        """What is done; to which rows, when a rule says it."""
        what, choice = self.act.sentence(params), choosing.clean(params.get("chosen", {}))
        if "ids" in choice:
            return what
        which = which_rows(self.act.page, choice["rule"])
        return _("%(what)s. Which: %(which)s") % {"what": what, "which": which} if what else which

    def preview(self, operation_id: UUID, user_id: int) -> Preview:
        """Counts by one statement over the chosen rows; samples of those that will change."""
        operation, reader = _load(operation_id, user_id)
        try:
            rows = self.chosen(operation, reader).annotate(verdict=self._verdict(operation, reader))
        except DomainError:
            return Preview(total=0, will_change=0, unchanged=0)
        counts = dict(rows.order_by().values_list("verdict").annotate(n=Count("pk")))
        changing, unchanged = counts.pop("", 0), counts.pop("unchanged", 0)
        total = changing + unchanged + sum(counts.values())
        first = list(rows.filter(verdict="").order_by("pk")[:SAMPLES])
        told = zip(first, self.act.changes(operation, first, reader), strict=True)
        return Preview(
            total=total,
            will_change=changing,
            unchanged=unchanged,
            refused=counts,
            samples=tuple(Sample(str(row.pk), self.act.name(row), changes) for row, changes in told),
            storage_bytes=items.storage_bytes(self.act.writes or self.act.model, changing, total),
        )

    def freeze(self, operation_id: UUID, user_id: int) -> None:
        """An item for every chosen row. Raises DomainError when the right, or the rule, is no longer the person's."""
        operation, reader = _load(operation_id, user_id)
        if not may(reader):
            raise DomainError(_("Your role does not let you change many at once."), code="permission")
        items.freeze_rows(operation.pk, self.act.model._meta.label_lower, self.chosen(operation, reader))

    def apply(self, operation_id: UUID, after: int, upto: int) -> None:
        """Mark what cannot or need not change, change the others."""
        operation = Operation.objects.get(pk=operation_id)
        reader = User.objects.select_related("role").get(pk=operation.actor_id)
        everything: QuerySet[Any] = self.act.model.objects.all()
        self.act.hold(operation)
        items.lock(everything.filter(pk__in=items.keys(operation_id, after, upto)))
        verdicts = everything.annotate(verdict=self._verdict(operation, reader)).values_list("pk", "verdict")
        items.mark(operation_id, after, upto, verdicts)
        self.act.write(operation, items.keys(operation_id, after, upto))

    def chosen(self, operation: Operation, reader: User) -> QuerySet[Any]:
        """What the operation is about, as the reader sees it now."""
        return rows_of(self.act.page, operation, reader)

    def _verdict(self, operation: Operation, reader: User) -> Case:
        """'' when the row will change; else why not."""
        page = list_pages.get(self.act.page)
        seen = choosing.seen(page, reader, {"ids": []}).filter(pk=OuterRef("pk"))
        cases = [When(~Exists(seen), then=Value("gone")), *self.act.cases(operation, reader)]
        return Case(*cases, default=Value(""), output_field=CharField())


def which_rows(page: str, rule: Mapping[str, Any]) -> str:
    """A rule as a sentence: of no conditions it means the whole list."""
    known = list_pages.get(page).fields()
    tree = parse(rule, known).tree
    return sentence(tree, known) if tree.parts else _("all rows of the list")


def rows_of(page: str, operation: Operation, reader: User) -> QuerySet[Any]:
    """The rows the operation has chosen. Raises DomainError on a rule that cannot be asked whole."""
    return choosing.chosen(list_pages.get(page), reader, choosing.clean(operation.params.get("chosen", {})))


def may(user: User) -> bool:
    """Whether the person may change many rows of our lists at once."""
    return user.has(Permission.BULK_CHANGE) and user.has(Permission.EDIT_CUSTOMERS)


def _load(operation_id: UUID, user_id: int) -> tuple[Operation, User]:
    return Operation.objects.get(pk=operation_id), User.objects.select_related("role").get(pk=user_id)
