"""What a table holds, by its headings: clients unless it is plain that it holds something else."""

from collections.abc import Sequence

from core.registries.import_targets import import_entities
from imports.mapping.plan import CUSTOMERS, targets_of
from imports.mapping.synonyms import JOINED, by_heading
from imports.mapping.systems import recognise
from imports.trade import PRODUCTS, PURCHASES, TALKS

HOW = {"text", "direction", "outcome", "author"}
OF_CLIENT = {"phone", "email", "last_name", "birth_date", "inn"}


def kind_of(headings: Sequence[str]) -> str:
    """The kind of table. Exports of known programs are of clients."""
    if recognise(headings):
        return CUSTOMERS
    bought = _named(headings, PURCHASES)
    if (
        "purchased_at" in bought
        and bought & {"total", "price"}
        and any(code.startswith("customer.") for code in bought)
    ):
        return PURCHASES
    told = _named(headings, TALKS)
    if {"at", "kind"} <= told and told & HOW and any(code.startswith("customer.") for code in told):
        return TALKS
    sold = _named(headings, PRODUCTS)
    if {"name", "sku"} & sold and {"price", "cost"} & sold and not _named(headings, CUSTOMERS) & OF_CLIENT:
        return PRODUCTS
    return CUSTOMERS


def _named(headings: Sequence[str], entity: str) -> set[str]:
    """Targets that the headings name for certain."""
    if entity not in import_entities:
        return set()
    targets = targets_of(entity)
    found = (by_heading(heading, targets) for heading in headings)
    return {meaning.target for meaning in found if meaning.target and meaning.confidence >= JOINED}
