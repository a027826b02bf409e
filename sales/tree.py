"""What is done to branches of the catalogue's tree and to shops by hand: each act is one operation with its undo."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Func, IntegerField, Model, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.errors import DomainError
from core.text.numbers import number
from journal.models import Operation
from journal.operations import items, single
from sales import catalogue
from sales.models import Category, Product, Purchase, PurchaseLine, Shop

COUNTED = 10_000
"""So many uses are counted; of more it is enough to say «more than»."""
LENGTH = Func(F("lineage"), function="cardinality", output_field=IntegerField())


def add_category(*, by: User, name: str, parent: Category | None) -> Category:
    """A new branch. Raises DomainError without a name, on one that stands there, too deep."""
    with single(by=by) as operation:
        if parent is not None and len(parent.lineage) >= catalogue.DEEPEST:
            raise _too_deep()
        made = catalogue.make_category(_clean(name), parent, made_in=operation.pk)
        _about(operation, made)
    return made


def change_category(*, by: User, category: Category, name: str, parent: Category | None) -> Operation | None:
    """Another name, or another place; None when nothing was different. Raises DomainError on a circle or a clash."""
    name = _clean(name)
    if not name:
        raise DomainError(_("A category needs a name."), code="name")
    try:
        with single(by=by) as operation:
            items.lock(Category.objects.all())
            standing = Category.objects.get(pk=category.pk)
            place = Category.objects.get(pk=parent.pk) if parent else None
            if standing.name == name and standing.parent_id == (place and place.pk):
                return None
            _refuse_place(standing, place)
            Category.objects.filter(pk=standing.pk).update(name=name)
            if standing.parent_id != (place and place.pk):
                catalogue.move_category(standing, place)
            _about(operation, standing)
    except IntegrityError:
        raise DomainError(_("There is such a category already."), code="taken") from None
    return operation


def delete_category(*, by: User, category: Category) -> Operation:
    """Only one that holds nothing. Raises DomainError that says what it holds."""
    used = uses_of_category(category)
    if used:
        text = _("“%(name)s” is in use: %(what)s. Put it into the archive, or merge it into another.")
        raise DomainError(text % {"name": category.name, "what": ", ".join(used)}, code="used")
    return _delete(by, category)


def add_shop(*, by: User, name: str) -> Shop:
    """A new place of sale. Raises DomainError without a name, and on one that stands already."""
    name = _shop_name(name)
    try:
        with single(by=by) as operation, transaction.atomic():
            made = Shop.objects.create(name=name, made_in=operation.pk)
            _about(operation, made)
    except IntegrityError:
        raise _shop_taken(name) from None
    return made


def rename_shop(*, by: User, shop: Shop, name: str) -> Operation | None:
    """None when it is called so. Raises DomainError as `add_shop` does."""
    name = _shop_name(name)
    if name == shop.name:
        return None
    try:
        with single(by=by) as operation, transaction.atomic():
            Shop.objects.filter(pk=shop.pk).update(name=name)
            _about(operation, shop)
    except IntegrityError:
        raise _shop_taken(name) from None
    return operation


def delete_shop(*, by: User, shop: Shop) -> Operation:
    """Only one where nothing was sold. Raises DomainError otherwise."""
    used = uses_of_shop(shop)
    if used:
        text = _("“%(name)s” is in use: %(what)s. Put it into the archive.")
        raise DomainError(text % {"name": shop.name, "what": ", ".join(used)}, code="used")
    return _delete(by, shop)


def put_away(*, by: User, row: Category | Shop, away: bool = True) -> Operation:
    """Out of what is offered, with all that names it; or offered again. Twice is as good as once."""
    rows: QuerySet[Any] = type(row)._base_manager.filter(pk=row.pk, archived_at__isnull=away)  # noqa: SLF001
    with single(by=by, params={"what": "archive" if away else "unarchive"}) as operation:
        rows.update(archived_at=Now() if away else None)
        _about(operation, row)
    return operation


def uses_of_category(category: Category) -> list[str]:
    """«3 products», «12 lines of purchases», «2 categories»: what stands in the way of its end."""
    products = _some(Product.objects.filter(category=category))
    lines = _some(PurchaseLine.objects.filter(category=category))
    within = _some(Category.objects.filter(parent=category))
    return [
        said % {"n": _upto(count)}
        for count, said in (
            (products, ngettext("%(n)s product", "%(n)s products", products)),
            (lines, ngettext("%(n)s line of purchases", "%(n)s lines of purchases", lines)),
            (within, ngettext("%(n)s category within", "%(n)s categories within", within)),
        )
        if count
    ]


def uses_of_shop(shop: Shop) -> list[str]:
    """The same of a shop."""
    count = _some(Purchase.objects.filter(shop=shop))
    return [ngettext("%(n)s purchase", "%(n)s purchases", count) % {"n": _upto(count)}] if count else []


def _refuse_place(category: Category, parent: Category | None) -> None:
    """No branch stands within itself, nor deeper than the tree goes."""
    if parent is not None and category.pk in parent.lineage:
        raise DomainError(_("A category cannot stand within itself."), code="circle")
    deepest = Category.objects.filter(lineage__contains=[category.pk]).annotate(n=LENGTH).order_by("-n").first()
    height = len(deepest.lineage) - len(category.lineage) if deepest else 0
    if (len(parent.lineage) if parent else 0) + 1 + height > catalogue.DEEPEST:
        raise _too_deep()


def _delete(by: User, row: Model) -> Operation:
    """Raises DomainError when somebody began to use it at this very moment."""
    try:
        with single(by=by) as operation, transaction.atomic():
            _about(operation, row)
            row.delete()
    except IntegrityError:
        raise DomainError(_("“%(name)s” is in use by now.") % {"name": row}, code="used") from None
    return operation


def _some(rows: "QuerySet[Any]") -> int:
    return rows.order_by()[: COUNTED + 1].count()


def _upto(count: int) -> str:
    return f"> {number(COUNTED)}" if count > COUNTED else number(count)


def _clean(name: str) -> str:
    """Blanks as one; a slash divides branches in files and forms, so a name has none."""
    name = " ".join(name.replace("\0", "").split())
    if "/" in name or ">" in name:
        raise DomainError(_("The name of a category has neither “/” nor “>”: they divide branches."), code="slash")
    return name[:300]


def _shop_name(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())[:300]
    if not name:
        raise DomainError(_("A shop needs a name."), code="name")
    return name


def _shop_taken(name: str) -> DomainError:
    return DomainError(_("There is a shop “%(name)s” already.") % {"name": name}, code="taken")


def _too_deep() -> DomainError:
    return DomainError(_("The tree is at most %(most)d branches deep.") % {"most": catalogue.DEEPEST}, code="deep")


def _about(operation: Operation, row: Model) -> None:
    if operation.kind == "edit":
        operation.params.update(object_type=row._meta.label_lower, object_id=str(row.pk))
