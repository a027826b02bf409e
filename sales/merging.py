"""Two categories become one over all products and purchases: the kind of operation. Params: `one`, `into` are ids."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.operations import OperationKind, Preview, operation_kinds
from journal.models import Operation
from journal.operations import draft, items, single
from sales import catalogue, choice_lists
from sales.models import Category, Product, PurchaseLine
from sales.tracking import CATEGORY, LINE

MERGE = "sales.merge_categories"


def register() -> None:
    """Offer the kind."""
    operation_kinds.add(
        OperationKind(
            code=MERGE,
            label=gettext_lazy("Merge of categories"),
            object_type=LINE,
            sentence=sentence,
            preview=preview,
            freeze=freeze,
            apply=apply,
            reasons={"gone": gettext_lazy("it is gone")},
            permission=Permission.BULK_CHANGE,
            list_label=gettext_lazy("Categories of products"),
            list_url="sales:categories",
        )
    )


def merge(*, by: User, one: Category, into: Category) -> Operation:
    """A draft with a preview; of a category nothing was sold of, done at once. Raises DomainError on what cannot be."""
    refuse(one, into)
    if PurchaseLine.objects.filter(category=one).exists():
        return draft(MERGE, {"one": one.pk, "into": into.pk}, by)
    with single(by=by, params={"object_type": CATEGORY, "object_id": str(one.pk)}) as operation:
        _empty(one, into)
    return operation


def refuse(one: Category, into: Category) -> None:
    """Not into itself nor into a branch of its own, nor while both hold a branch of one name."""
    if one.pk in into.lineage:
        raise DomainError(_("A category cannot be merged into itself or into its own branch."), code="circle")
    if into.archived_at is not None:
        raise DomainError(_("This category is in the archive: take it out first."), code="archived")
    names = Category.objects.filter(parent=into).values(low=Lower("name"))
    both = Category.objects.filter(parent=one).annotate(low=Lower("name")).filter(low__in=names).order_by("pk").first()
    if both is not None:
        text = _("Both hold a category “%(name)s”: merge those first.")
        raise DomainError(text % {"name": both.name}, code="taken")


def sentence(params: Mapping[str, Any]) -> str:
    """Which, by their places of today."""
    names = choice_lists.categories()
    words = {role: names.get(str(params.get(role)), "—") for role in ("one", "into")}
    return _("The category “%(one)s” becomes “%(into)s”: its products, its branches, and what was sold of it") % words


def preview(operation_id: UUID, user_id: int) -> Preview:
    """Every line of purchases changes, of all clients; no samples, for they are not all the reader's."""
    total = PurchaseLine.objects.filter(category=Operation.objects.get(pk=operation_id).params["one"]).count()
    storage = items.storage_bytes(PurchaseLine, total, total)
    return Preview(total=total, will_change=total, unchanged=0, storage_bytes=storage)


def freeze(operation_id: UUID, user_id: int) -> None:
    """Raises DomainError when the right, or one of the categories, is gone."""
    one, into = _both(operation_id)
    reader = User.objects.select_related("role").get(pk=user_id)
    if not (reader.has(Permission.BULK_CHANGE) and reader.has(Permission.EDIT_CUSTOMERS)):
        raise DomainError(_("Your role does not let you change many at once."), code="permission")
    refuse(one, into)
    items.freeze_rows(operation_id, LINE, PurchaseLine.objects.filter(category=one))


def apply(operation_id: UUID, after: int, upto: int) -> None:
    """The branch is emptied with the first batch; the lines follow."""
    one, into = _both(operation_id)
    if after == 0:
        refuse(one, into)
        _empty(one, into)
    batch = items.keys(operation_id, after, upto)
    items.lock(PurchaseLine.objects.filter(pk__in=batch))
    items.mark(operation_id, after, upto, PurchaseLine.objects.values_list("pk", Value("")))
    PurchaseLine.objects.filter(pk__in=batch).update(category=into)


def _empty(one: Category, into: Category) -> None:
    items.lock(Category.objects.all())
    Product.objects.filter(category=one).update(category=into, updated_at=Now())
    for child in Category.objects.filter(parent=one).order_by("pk"):
        catalogue.move_category(child, into)
    Category.objects.filter(pk=one.pk).update(archived_at=Now())


def _both(operation_id: UUID) -> tuple[Category, Category]:
    params = Operation.objects.get(pk=operation_id).params
    rows = Category.objects.in_bulk([params["one"], params["into"]])
    if len(rows) < 2:
        raise DomainError(_("One of the categories is gone."), code="gone")
    return rows[params["one"]], rows[params["into"]]
