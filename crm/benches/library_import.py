"""The same file by django-import-export: a Resource of clients, a second one of their contact points."""

import csv
import time
from itertools import islice
from pathlib import Path
from typing import Any

import tablib
from import_export import resources
from import_export.fields import Field
from import_export.instance_loaders import CachedInstanceLoader
from import_export.widgets import DateWidget

from customers.models import ContactPoint, Customer
from customers.normalise.contacts import normalise_contact
from customers.normalise.names import full_name, sort_name

BATCH = 1000
CARD = ("last_name", "first_name", "middle_name", "birth_date", "sex")
REST = ("city", "address", "company", "position", "source", "note")


class Quick(resources.ModelResource):  # type: ignore[misc]  # the library has no types
    """In bulk."""

    def after_import(self, dataset: Any, result: Any, **_more: Any) -> None:
        """The application may not set sequences, and need not."""


class Customers(Quick):
    """Clients known by their number, which stands in `kpp`: the library looks keys up in the model's own columns."""

    birth_date = Field("birth_date", "birth_date", DateWidget("%d.%m.%Y"))

    class Meta:
        model = Customer
        fields = (*CARD, *REST, "kpp", "name", "sort_name")
        import_id_fields = ("kpp",)
        instance_loader_class = CachedInstanceLoader
        use_bulk, batch_size, skip_diff, use_transactions = True, BATCH, True, True
        force_init_instance = False


class Points(Quick):
    """Phones and e-mails of clients made before."""

    class Meta:
        model = ContactPoint
        fields = ("id", "customer", "kind", "raw", "value", "is_primary")
        instance_loader_class = CachedInstanceLoader
        use_bulk, batch_size, skip_diff, use_transactions = True, BATCH, True, True


def bring_by_library(path: Path, count: int) -> float:
    """Seconds for the first rows of the file."""
    started = time.perf_counter()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(islice(csv.reader(file), 1, count + 1))
    _import(Customers(), _cards(rows))
    keys = dict(Customer.objects.order_by("pk").values_list("kpp", "pk"))
    _import(Points(), _points(rows, keys))
    return time.perf_counter() - started


def _cards(rows: list[list[str]]) -> tablib.Dataset:
    found = tablib.Dataset(headers=[*CARD, *REST, "kpp", "name", "sort_name"])
    for at, row in enumerate(rows):
        name = full_name(*row[1:4])
        found.append([*row[1:6], *row[8:13], row[14], f"{at:09}", name, sort_name(name)])
    return found


def _points(rows: list[list[str]], keys: dict[str, int]) -> tablib.Dataset:
    found = tablib.Dataset(headers=["id", "customer", "kind", "raw", "value", "is_primary"])
    for at, row in enumerate(rows):
        for kind, raw in (("phone", row[6]), ("email", row[7])):
            value = normalise_contact(kind, raw).value if raw else ""
            if value:
                found.append(["", keys[f"{at:09}"], kind, raw, value, "1"])
    return found


def _import(resource: Any, rows: tablib.Dataset) -> None:
    result = resource.import_data(rows, raise_errors=True)
    if result.has_errors() or result.has_validation_errors():
        raise RuntimeError("the library refused rows")
