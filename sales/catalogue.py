"""What is done to the catalogue: products, categories, shops."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from customers.normalise.names import sort_name
from journal.models import Operation
from journal.operations import single
from sales import rules
from sales.models import Category, Product, PurchaseLine, Shop
from sales.tracking import PRODUCT

FIELDS = ("name", "sku", "category", "brand", "unit", "price", "cost", "is_service")
DEEPEST = 10


def create_product(*, by: User, **values: Any) -> Product:
    """Return the new product. Raises DomainError without a name, below zero, or with an article that is taken."""
    _refuse(values)
    sku = values.get("sku", "")
    try:
        with single(by=by) as operation, transaction.atomic():
            _refuse_sku(sku)
            product = Product.objects.create(**values, sort_name=sort_name(values["name"])[:300], made_in=operation.pk)
            _about(operation, product)
    except IntegrityError:
        raise _sku_taken(sku) from None
    return product


def change_product(*, by: User, product: Product, values: Mapping[str, Any]) -> Operation:
    """Set fields. What was sold keeps the price, the cost and the category of its day."""
    _refuse({"name": product.name, "price": product.price, "cost": product.cost, **values})
    sku = str(values.get("sku", ""))
    try:
        with single(by=by) as operation, transaction.atomic():
            standing = Product.objects.select_for_update(of=("self",), no_key=True).get(pk=product.pk)
            _refuse_sku(sku, but=standing.pk)
            _refuse_unit(standing, str(values.get("unit", standing.unit)))
            for name, value in values.items():
                setattr(standing, name, value)
            standing.sort_name = sort_name(standing.name)[:300]
            standing.save(update_fields=[*values, "sort_name", "updated_at"])
            _about(operation, standing)
    except IntegrityError:
        raise _sku_taken(sku) from None
    return operation


def archive_product(*, by: User, product: Product, away: bool = True) -> Operation:
    """Sold no more: out of the choices, with its sales kept. Twice is as good as once."""
    with single(by=by) as operation:
        now = timezone.now()
        rows = Product.objects.filter(pk=product.pk, archived_at__isnull=away)
        rows.update(archived_at=now if away else None, updated_at=now)
        _about(operation, product)
    return operation


@transaction.atomic
def ensure_category(path: str, *, made_in: Any = None) -> Category | None:
    """The category of that path («Shoes / Winter»), made where it is missing; None for no words."""
    found: Category | None = None
    for name in [part.strip()[:300] for part in path.replace(">", "/").split("/") if part.strip()][:DEEPEST]:
        standing = Category.objects.filter(parent=found, name__iexact=name).order_by("pk").first()
        found = standing or make_category(name, found, made_in=made_in)
    return found


@transaction.atomic
def make_category(name: str, parent: Category | None, *, made_in: Any = None) -> Category:
    """A new branch. Raises DomainError when one of that name stands there."""
    if not name.strip():
        raise DomainError(_("A category needs a name."), code="name")
    try:
        with transaction.atomic():
            made = Category.objects.create(name=name.strip(), parent=parent, made_in=made_in)
    except IntegrityError:
        raise DomainError(_("There is such a category already."), code="taken") from None
    made.lineage = [*(parent.lineage if parent else []), made.pk]
    made.save(update_fields=["lineage"])
    return made


@transaction.atomic
def move_category(category: Category, parent: Category | None) -> None:
    """Put a branch under another. Raises DomainError when it would stand in itself."""
    if parent is not None and category.pk in parent.lineage:
        raise DomainError(_("A category cannot stand within itself."), code="circle")
    old, new = category.lineage, [*(parent.lineage if parent else []), category.pk]
    Category.objects.filter(pk=category.pk).update(parent=parent)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sales_category SET lineage = %s::bigint[] || lineage[%s:] WHERE %s = ANY (lineage)",
            [new, len(old) + 1, category.pk],
        )


def ensure_shop(name: str, *, made_in: Any = None) -> Shop | None:
    """The shop of that name, made where it is missing; None for no words."""
    name = name.strip()[:300]
    if not name:
        return None
    found = Shop.objects.filter(name__iexact=name).order_by("pk").first()
    return found or Shop.objects.create(name=name, made_in=made_in)


def _refuse(values: Mapping[str, Any]) -> None:
    if not str(values.get("name", "")).strip():
        raise DomainError(_("A product needs a name."), code="name")
    if (values.get("price") or 0) < 0 or (values.get("cost") or 0) < 0:
        raise DomainError(_("The price of a product cannot be below zero."), code="negative_price")


def _refuse_sku(sku: str, *, but: int = 0) -> None:
    if sku and Product.objects.filter(~Q(pk=but), sku=sku).exists():
        raise _sku_taken(sku)


def _sku_taken(sku: str) -> DomainError:
    return DomainError(_("There is a product with the article “%(sku)s”.") % {"sku": sku}, code="taken")


def _refuse_unit(product: Product, unit: str) -> None:
    """What was sold by the piece does not become kilograms."""
    sold = not rules.same_unit(product.unit, unit) and PurchaseLine.objects.filter(product=product).exists()
    if sold and product.unit:
        text = _("This product was sold by “%(unit)s”: what was bought would mean another quantity. Add a new product.")
        raise DomainError(text % {"unit": product.unit}, code="unit")


def _about(operation: Operation, product: Product) -> None:
    if operation.kind == "edit":
        operation.params.update(object_type=PRODUCT, object_id=str(product.pk))
