"""A person of whom every part of the product knows something, and a search through all that is kept."""

import re
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from accounts.models import User
from accounts.notifications import notify
from consents.ledger.files import SCAN
from customers import dates, external_ids, relations, services, tags
from customers.attached import services as attached
from customers.choices import ContactKind
from customers.custom import values as own_values
from customers.models import Customer, Walk, WalkStop
from customers.trail import searched
from files import contents
from files.models import StoredFile
from files.services import store
from interactions.log.services import record
from interactions.tasks import services as tasks
from journal.models import Operation
from listing.models import SavedView
from sales.services import Line
from tests.factories.customers import make_person
from tests.factories.own_fields import make_field
from tests.factories.sales import make_product, make_purchase
from tests.harness.client import StrictClient
from tests.imports.walking import applied, brought

NAME, PHONE, EMAIL = "Звонарёва Аглая Платоновна", "+7 917 234-18-60", "aglaya.z@example.com"
SECRET = "Снегурочка-1917"
MARKS = re.compile(r"звонар[её]в|9172341860|234-18-60|aglaya\.z|снегурочка", re.IGNORECASE)


def make(admin: User, browser: StrictClient) -> Customer:
    """Brought by an import that can be undone, then worked with."""
    applied(browser, brought(browser, [[NAME, PHONE, EMAIL, "03.04.1985", "Казань"]]))
    person = Customer.objects.get(last_name="Звонарёва")
    services.change(by=admin, customer=person, values={"city": "Уфа", "note": f"{SECRET}: любит сирень"})
    services.add_contact_point(by=admin, customer=person, kind=ContactKind.TELEGRAM, raw="@aglaya.z")
    tags.put_on(by=admin, customer=person, name="Постоянная")
    external_ids.add(by=admin, customer=person, source="1С", value="Звонарева-17")
    dates.add(by=admin, customer=person, kind="other", typed="05.06", label=SECRET)
    field, secret = make_field(name="Прозвище"), make_field(name="Паспорт", is_sensitive=True)
    own_values.change(by=admin, customer=person, values={field: SECRET, secret: SECRET})
    upload = SimpleUploadedFile("Звонарёва.txt", f"Договор с {NAME}".encode())
    attached.add([upload], by=admin, customer=person)
    scan = SimpleUploadedFile("Согласие.txt", f"Согласна, {NAME}".encode())
    store(scan, by=admin, belongs_to=(SCAN, person.pk))
    friend = make_person("Подруга Мария")
    relations.add(by=admin, customer=friend, other=person, kind="friend")
    record(by=admin, customer_id=person.pk, kind="call", text=f"Звонила {NAME}, {PHONE}")
    tasks.create(by=admin, text=f"Позвонить: {NAME}", customer_id=person.pk)
    make_purchase(person, Line(product=make_product()), number="1917", promo_code=SECRET)
    _traces(admin, person)
    return person


def _traces(admin: User, person: Customer) -> None:
    """Where no foreign key leads."""
    tree = {"all": [{"field": "full_name", "op": "contains", "values": ["звонарева аглая"]}]}
    SavedView.objects.create(page="customers", name="Звонарёва Аглая", owner=admin, tree=tree)
    searched("Звонарева Аглая", found=1, by=admin)
    notify([admin], "customers.handed_over", title=f"{NAME}, 8 (917) 234-18-60", params={"count": 1}, by=admin)
    walk = Walk.objects.create(owner=admin, name=f"Обзвон: {NAME}", outcomes=["Да"], total=1)
    WalkStop.objects.create(walk=walk, seq=1, customer=person, outcome="Да", note=SECRET)
    Operation.objects.create(
        kind="customers.edit", state="done", params={"changes": {"note": f"как у {NAME}"}}, actor_id=admin.pk,
        actor_name=admin.full_name,
    )  # fmt: skip


def tables() -> set[str]:
    """Of all models; partitions are read through their table."""
    found = (model._meta for model in apps.get_models(include_auto_created=True))
    return {meta.db_table for meta in found if meta.managed and not meta.proxy}


def found_in_base() -> dict[str, list[Any]]:
    """Table to rows that name the person in any text or JSON."""
    found: dict[str, list[Any]] = {}
    with connection.cursor() as cursor:
        for table in sorted(tables()):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows = [row[0] for row in cursor.fetchall() if MARKS.search(row[0])]
            if rows:
                found[table] = rows
    return found


def found_in_files() -> dict[str, str]:
    """Hash to owner of stored files whose name or content names the person; the store is shared with other tests."""
    found = {}
    for row in StoredFile.objects.order_by("pk"):
        with default_storage.open(contents.key(row.sha256)) as content:
            if MARKS.search(row.name) or MARKS.search(content.read().decode(errors="replace")):
                found[row.sha256] = row.belongs_to_type
    return found
