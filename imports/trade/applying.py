"""Staged rows of products, purchases and talks into the base, a batch by a few statements."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from accounts import company
from accounts.models import User
from core import sql
from customers.normalise.names import sort_name
from imports.cleaning.rows import ROW
from imports.models import Import
from imports.trade import OF_CLIENTS, PRODUCTS, PURCHASES, TALKS
from imports.trade.filling import of_colleagues
from imports.trade.joining import join
from journal.models import Operation
from sales.catalogue import ensure_category, ensure_shop
from sales.models import Category, Product, Shop
from sales.money import MOST
from sales.rules import MOST_LINES

INCOMPLETE = "incomplete_purchase"
ODD = {"too_many": "too_many_lines", "mixed": "mixed_currency", "large": "sum_too_large"}
"""What documents of a file cannot be: by the statement's parameter, the sentence."""


def apply(imported: Import, operation: UUID, after: int, upto: int) -> None:
    """Write one batch within the caller's transaction."""
    batch = {"operation": operation, "after": after, "upto": upto, "source": imported.source}
    if imported.entity in OF_CLIENTS:
        _clients(imported, batch)
    if imported.entity == PURCHASES:
        _purchases(batch)
    elif imported.entity == TALKS:
        _run("write_talks", batch)
    else:
        words = _words(batch)
        _run("write_products", {**batch, "categories": json.dumps(_categories(words[1], operation))})


def settle(imported: Import, *, again: bool = False) -> None:
    """At the end of a check: rows of one unknown client are joined; what stands in the base already is unchanged, or
    will be updated. `again`: some rows were settled before.
    """
    if imported.entity in OF_CLIENTS:
        join(imported, again=again)
    if imported.entity == TALKS:
        _run("settle_talks", {"import": imported.pk})
    if imported.entity == PURCHASES:
        _settle_purchases(imported)
    if imported.entity == PRODUCTS:
        _run("mark_same_products", {"import": imported.pk})


def _settle_purchases(imported: Import) -> None:
    file: dict[str, Any] = {"import": imported.pk, "source": imported.source, "currency": company.current().currency}
    odd = {name: json.dumps([_kept_problem(code)]) for name, code in ODD.items()}
    _run("refuse_documents", {**file, "most": MOST_LINES, "money": MOST, **odd})
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("imports", "find_products_named"), file)
        texts = [text for (text,) in cursor.fetchall()]
    known = _pairs("products", "product_ids", _standing(texts)[0])
    _run("settle_purchases", {**file, **known, "create": imported.mode == "create"})
    _run("refuse_incomplete", {**file, "incomplete": json.dumps([_kept_problem(INCOMPLETE)])})
    _run("settle_unnumbered", {**file, **known})


def _kept_problem(code: str) -> list[Any]:
    """What is said of a whole row, as the staging table has it."""
    return [ROW, "", "", code, {}, None, "rejects"]


def _clients(imported: Import, batch: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("imports", "refuse_gone_clients"), dict(batch))
        known = cursor.fetchone() == (0,)
    if not known:
        _run("find_purchase_clients", batch)
    _refuse_hidden(batch)
    if known:
        return
    _run(
        "make_purchase_clients",
        {**batch, "responsible": imported.responsible_id, "inn_name": _("Company with INN %(inn)s") % {"inn": "#"}},
    )


def _refuse_hidden(batch: Mapping[str, Any]) -> None:
    """Who was handed over since the check, or stands there only now, may be a client this person does not see."""
    actor_id = Operation.objects.values_list("actor_id", flat=True).get(pk=batch["operation"])
    actor = User.objects.select_related("role").get(pk=actor_id)
    if actor.is_system:
        return
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("imports", "find_batch_clients"), dict(batch))
        ids = {pk for (pk,) in cursor.fetchall()}
    hidden = of_colleagues(ids, actor)
    if hidden:
        _run("refuse_hidden_clients", {**batch, "hidden": list(hidden)})


def _purchases(batch: Mapping[str, Any]) -> None:
    products, categories, shops = _words(batch)
    operation = batch["operation"]
    _run(
        "write_purchases",
        {
            **batch,
            "currency": company.current().currency,
            "products": json.dumps(_products(products, operation)),
            "categories": json.dumps(_categories(categories, operation)),
            "shops": json.dumps(_shops(shops, operation)),
        },
    )


def _products(texts: Sequence[str], operation: UUID) -> dict[str, int]:
    """By article, else by name; those that are not there are made."""
    if not texts:
        return {}
    known, names = _standing(texts)
    missing = {names[text]: text for text in texts if text not in known}
    new = [Product(name=text, sort_name=name, made_in=operation) for name, text in missing.items()]
    made = {one.sort_name: one.pk for one in Product.objects.bulk_create(new)}
    return {text: known.get(text) or made[names[text]] for text in texts}


def _standing(texts: Sequence[str]) -> tuple[dict[str, int], dict[str, str]]:
    """Products there are, by what a file calls them; and the folded names of all texts."""
    names = {text: sort_name(text)[:300] for text in texts}
    by_sku = dict(Product.objects.filter(sku__in=texts).order_by("pk").values_list("sku", "pk"))
    standing = Product.objects.filter(sort_name__in=set(names.values())).order_by("-pk")
    by_name = dict(standing.values_list("sort_name", "pk"))
    found = {text: by_sku.get(text) or by_name.get(name) for text, name in names.items()}
    return {text: pk for text, pk in found.items() if pk is not None}, names


def _categories(texts: Sequence[str], operation: UUID) -> dict[str, int]:
    """Those at the root by one question; whole paths, and those that are not there, one by one."""
    roots = {one.name.lower(): one for one in Category.objects.filter(parent=None).order_by("-pk")}
    paths = {text for text in texts if "/" in text or ">" in text}
    known = {text: roots.get(text.strip().lower()) for text in texts if text not in paths}
    found = {text: known.get(text) or ensure_category(text, made_in=operation) for text in texts}
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
