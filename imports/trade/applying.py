"""Staged rows of products and purchases into the base, a batch by a few statements."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from accounts import company
from core import sql
from customers.normalise.names import sort_name
from imports.models import Import
from imports.trade import PURCHASES
from sales.catalogue import ensure_category, ensure_shop
from sales.models import Product, Shop


def apply(imported: Import, operation: UUID, after: int, upto: int) -> None:
    """Write one batch within the caller's transaction."""
    batch = {"operation": operation, "after": after, "upto": upto, "source": imported.source}
    if imported.entity == PURCHASES:
        _purchases(imported, batch)
    else:
        words = _words(batch)
        _run("write_products", {**batch, **_pairs("categories", "category_ids", _categories(words[1], operation))})


def settle(imported: Import) -> None:
    """At the end of a check: what stands in the base already is unchanged, or will be updated."""
    if imported.entity == PURCHASES:
        _run("settle_purchases", {"import": imported.pk, "create": imported.mode == "create"})


def _purchases(imported: Import, batch: Mapping[str, Any]) -> None:
    _run("find_purchase_clients", batch)
    _run("refuse_gone_clients", batch)
    _run(
        "make_purchase_clients",
        {**batch, "responsible": imported.responsible_id, "inn_name": _("Company with INN %(inn)s") % {"inn": "#"}},
    )
    products, categories, shops = _words(batch)
    operation = batch["operation"]
    _run(
        "write_purchases",
        {
            **batch,
            "currency": company.current().currency,
            **_pairs("products", "product_ids", _products(products, operation)),
            **_pairs("categories", "category_ids", _categories(categories, operation)),
            **_pairs("shops", "shop_ids", _shops(shops, operation)),
        },
    )


def _products(texts: Sequence[str], operation: UUID) -> dict[str, int]:
    """By article, else by name; those that are not there are made."""
    if not texts:
        return {}
    names = {text: sort_name(text)[:300] for text in texts}
    by_sku = dict(Product.objects.filter(sku__in=texts).order_by("pk").values_list("sku", "pk"))
    standing = Product.objects.filter(sort_name__in=set(names.values())).order_by("-pk")
    by_name = dict(standing.values_list("sort_name", "pk"))
    missing = {name: text for text, name in names.items() if text not in by_sku and name not in by_name}
    new = [Product(name=text, sort_name=name, made_in=operation) for name, text in missing.items()]
    by_name |= {one.sort_name: one.pk for one in Product.objects.bulk_create(new)}
    return {text: by_sku.get(text) or by_name[name] for text, name in names.items()}


def _categories(texts: Sequence[str], operation: UUID) -> dict[str, int]:
    found = {text: ensure_category(text, made_in=operation) for text in texts}
    return {text: one.pk for text, one in found.items() if one is not None}


def _shops(texts: Sequence[str], operation: UUID) -> dict[str, int]:
    """Without regard to case; those that are not there are made."""
    known = {shop.name.lower(): shop.pk for shop in Shop.objects.order_by("pk")}
    for text in texts:
        made = None if text.lower() in known else ensure_shop(text, made_in=operation)
        if made is not None:
            known[text.lower()] = made.pk
    return {text: known[text.lower()] for text in texts}


def _pairs(texts: str, ids: str, found: Mapping[str, int]) -> dict[str, list[Any]]:
    return {texts: list(found), ids: list(found.values())}


def _words(batch: Mapping[str, Any]) -> tuple[list[str], list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("imports", "find_trade_words"), dict(batch))
        products, categories, shops = cursor.fetchone()
    return products, categories, shops


def _run(name: str, params: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("imports", name), dict(params))
