"""Names behind keys, for filters and forms; several fields share each, so a request reads it once."""

from collections.abc import Collection, Mapping

from django.db.models import Count, F
from django.utils.functional import Promise

from accounts.models import User
from core import per_request
from sales.choices import PaymentStatus, SalesChannel
from sales.models import Category, Product, Shop

MOST_UNITS = 30
LONGEST_KEY = 19
SOLD_FIRST = (F("archived_at").asc(nulls_first=True), "sort_name", "pk")


def statuses() -> Mapping[str, str | Promise]:
    """Payment statuses."""
    return dict(PaymentStatus.choices)


def channels() -> Mapping[str, str | Promise]:
    """Sales channels."""
    return dict(SalesChannel.choices)


def shops() -> Mapping[str, str | Promise]:
    """Shops by name."""
    return {str(pk): name for pk, name in Shop.objects.order_by("name", "pk").values_list("pk", "name")}


def sellers() -> Mapping[str, str | Promise]:
    """People of the company."""
    return {str(user.pk): user.full_name for user in User.objects.filter(is_system=False).order_by("pk")}


def categories() -> Mapping[str, str | Promise]:
    """The tree, each branch with its way from the root."""
    return per_request.once("sales.categories", _categories)


def products() -> Mapping[str, str | Promise]:
    """All of them by name, those still sold first: for files. Pages ask for those they show."""
    return per_request.once("sales.products", _products)


def products_found(words: str, most: int) -> Mapping[str, str | Promise]:
    """The first whose name holds the words or whose article begins with them, those still sold first."""
    if words:
        found = Product.objects.fitting(words).order_by(*SOLD_FIRST)
    else:
        found = Product.objects.active().order_by("sort_name", "pk")
    return {str(one.pk): f"{one.name} · {one.sku}" if one.sku else one.name for one in found[:most]}


def products_named(ids: Collection[str]) -> Mapping[str, str | Promise]:
    """These alone."""
    known = {int(pk) for pk in ids if pk.isascii() and pk.isdecimal() and len(pk) < LONGEST_KEY}
    rows = Product.objects.filter(pk__in=known).order_by("pk") if known else ()
    return {str(one.pk): one.name for one in rows}


def brands() -> Mapping[str, str | Promise]:
    """Brands there are."""
    return per_request.once("sales.brands", _brands)


def units() -> list[str]:
    """Units products are sold by, the most common first."""
    rows = Product.objects.exclude(unit="").values("unit").annotate(n=Count("pk")).order_by("-n", "unit")
    return list(rows.values_list("unit", flat=True)[:MOST_UNITS])


def _categories() -> Mapping[str, str | Promise]:
    rows = list(Category.objects.order_by("pk"))
    names = {row.pk: row.name for row in rows}
    paths = {row.pk: " / ".join(names[pk] for pk in row.lineage if pk in names) or row.name for row in rows}
    return {str(pk): path for pk, path in sorted(paths.items(), key=lambda pair: pair[1])}


def _products() -> Mapping[str, str | Promise]:
    rows = Product.objects.order_by(*SOLD_FIRST).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def _brands() -> Mapping[str, str | Promise]:
    rows = Product.objects.exclude(brand="").order_by("brand").values_list("brand", flat=True).distinct()
    return {brand: brand for brand in rows}
