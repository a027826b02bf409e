"""Rows of the preview as a person sees them: what becomes of each, cell by cell, with names of clients he may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.field_rights import shown
from accounts.models import User
from core.registries.fields import find
from customers.custom.bringing import OwnTarget, own_targets
from customers.models import Customer
from imports.apply.made import made_by
from imports.apply.operation import REASONS
from imports.cleaning.rows import ROW, CleanPoint, message
from imports.mapping.plan import Mapping as ColumnMapping
from imports.mapping.plan import targets_of
from imports.models import Import, StagedRow, Verdict
from imports.staging.deciding import COLUMNS
from imports.staging.filling import problem_of
from imports.steps.cells import Column, Said, ShownCell, columns_of, in_words, shown_cell, words_of
from imports.trade import PRODUCTS
from imports.trade.showing import products_seen
from sales.models import Product

TONES = {
    Verdict.NEW: "ok",
    Verdict.UPDATED: "info",
    Verdict.UNCHANGED: "line",
    Verdict.DOUBTFUL: "warn",
    Verdict.REJECTED: "bad",
    Verdict.DUPLICATE: "line",
    Verdict.DROPPED: "line",
}
DOUBTS = {
    "several_by_external_id": gettext_lazy("several clients have this number"),
    "several_by_inn": gettext_lazy("several clients have this INN"),
    "several_by_phone": gettext_lazy("several clients have this phone"),
    "several_by_email": gettext_lazy("several clients have this e-mail"),
    "several_by_name_birth_date": gettext_lazy("several clients have this name and date of birth"),
    "similar": gettext_lazy("much like a client who is here already"),
    "company_taken": gettext_lazy("a company with this INN and KPP is there"),
    "keys_disagree": gettext_lazy("different data point at different clients"),
    "colleague": gettext_lazy("another manager has this client"),
    "client_gone": gettext_lazy("the client found is gone"),
    "unknown": gettext_lazy("no such client, and new ones are not brought in"),
    "already": gettext_lazy("already there"),
    "has_returns": gettext_lazy("something of this purchase was returned: change it by hand"),
    "known_purchase": gettext_lazy("such a purchase is there, and known ones are not updated"),
    "known": gettext_lazy("such a client is there, and known ones are not updated"),
}


@dataclass(frozen=True)
class ShownRow:
    """One row of the file."""

    number: int
    label: str
    tone: str
    name: str
    url: str
    says: str
    cells: list[ShownCell]
    dropped: bool
    doubtful: bool


class Table:
    """Columns and words of a page, asked for once."""

    def __init__(self, imported: Import, reader: User) -> None:
        self.imported = imported
        self.targets = targets_of(imported.entity)
        mapping = ColumnMapping.from_json(imported.mapping, imported.headings, self.targets)
        self.columns: list[Column] = columns_of(mapping.columns(imported.headings), self.targets)
        self.words = words_of(self.targets[column.target] for column in self.columns)
        self.reader = reader

    def rows(self, kept: Sequence[StagedRow]) -> list[ShownRow]:
        """With the names of those whom the reader may see."""
        made = made_by(self.imported, kept)
        for row in kept:
            row.customer_id = row.customer_id or made.get(row.pk)
        known = {row.customer_id for row in kept if row.customer_id}
        if self.imported.entity == PRODUCTS:
            return [self._row(row, {}, products_seen(known) if known else {}) for row in kept]
        cards = cards_seen(known, self.reader)
        return [self._row(row, cards) for row in kept]

    def _row(
        self, row: StagedRow, cards: Mapping[int, Customer], products: Mapping[int, Product] | None = None
    ) -> ShownRow:
        card = cards.get(row.customer_id or 0)
        product = products.get(row.customer_id or 0) if products else None
        name, url = _named(row, card, product, of_products=products is not None)
        return ShownRow(
            number=row.number,
            label=str(Verdict(row.verdict).label),
            tone=TONES[Verdict(row.verdict)],
            name=name,
            url=url,
            says=self._says(row),
            cells=[self._cell(column, row, card) for column in self.columns],
            dropped=row.verdict == Verdict.DROPPED,
            doubtful=self.imported.entity != PRODUCTS
            and (row.verdict == Verdict.DOUBTFUL or bool(row.decision and row.candidates)),
        )

    def _says(self, row: StagedRow) -> str:
        said = [message(problem_of(one)) for one in row.problems if one[0] == ROW]
        if row.verdict == Verdict.DUPLICATE:
            said.insert(0, self._same % {"number": row.twin})
        elif row.reason in DOUBTS:
            said.insert(0, str(DOUBTS[row.reason]))
        return " ".join(said)

    @property
    def _same(self) -> str:
        if self.imported.entity == PRODUCTS:
            return _("the same product as in row %(number)s")
        return _("the same client as in row %(number)s")

    def _cell(self, column: Column, row: StagedRow, card: Customer | None) -> ShownCell:
        raw = row.raw[column.index] if column.index < len(row.raw) else None
        problems = [problem_of(one) for one in row.problems if one[0] == column.index]
        fixed = row.fixes.get(str(column.index))
        before = self._before(column, row) if card else {}
        return shown_cell(
            column, self.targets[column.target], raw if fixed is None else fixed, said_of(row), problems, before,
            self.words,
        )  # fmt: skip

    def _before(self, column: Column, row: StagedRow) -> dict[str, str]:
        """What stands on the card now where the row changes it, as far as this person may read it."""
        name = "name" if column.target == "full_name" else COLUMNS.get(column.target, column.target)
        value = self._own_before(column.target, row) if "." in column.target else row.before.get(name)
        if row.verdict != Verdict.UPDATED or value in (None, ""):
            return {}
        target = self.targets[column.target]
        text = in_words(target, value if "." in target.code else str(value), self.words)
        field = find(target.code)
        return {column.target: shown(self.reader, field, text) if field else text}

    def _own_before(self, target: str, row: StagedRow) -> Any:
        """What stands in an own field where the row changes it."""
        own = self._own.get(target)
        return row.before.get("own", {}).get(own.key) if own else None

    @cached_property
    def _own(self) -> Mapping[str, OwnTarget]:
        return own_targets()


def _named(row: StagedRow, card: Customer | None, product: Product | None, *, of_products: bool) -> tuple[str, str]:
    """Whom or what the row is about, and the address of the page."""
    if product is not None:
        return product.name, reverse("sales:product", args=[product.pk])
    if card is not None:
        return card.title, card.get_absolute_url()
    return (_("a colleague’s card") if row.customer_id and not of_products else ""), ""


def said_of(row: StagedRow) -> Said:
    """What the row says, as cleaning left it."""
    return Said(
        row.said["values"],
        [CleanPoint(*point) for point in row.said["phones"]],
        [CleanPoint(*point) for point in row.said["emails"]],
    )


def cards_seen(ids: set[int], reader: User) -> dict[int, Customer]:
    """Clients by id, those only that the reader may see."""
    return {card.pk: card for card in Customer.objects.visible_to(reader).filter(pk__in=ids).order_by("pk")}


def reason_of(code: str) -> str:
    """Why a row was not written, in words."""
    known: dict[str, Any] = {**REASONS, **DOUBTS}
    return str(known.get(code, code))
