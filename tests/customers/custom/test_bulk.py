"""Own fields of many clients set by one act, and taken back."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from customers.custom import definitions
from customers.custom.values import change, values_of
from customers.custom.wishes import Wish
from customers.operations import EDIT
from journal.models import Operation
from journal.operations import confirm, draft, run_now
from journal.operations.undoing import start_undo
from tests.factories.customers import make_company, make_person
from tests.factories.own_fields import make_field

pytestmark = pytest.mark.django_db


def test_many_are_changed_and_given_back(client_for: Any, admin_user: User) -> None:
    size, note = make_field(name="Размер", type="choice", kind="person"), make_field(name="Пометка")
    first, second, firm = make_person("Первый"), make_person("Второй"), make_company()
    change(by=admin_user, customer=first, values={size: "o1", note: "старое"})
    browser = client_for(admin_user)
    code = size.catalogue_code
    data = {"ids": [first.pk, second.pk, firm.pk], "act": "edit", "filled": "1", f"set_{code}": "on", code: "o2"}

    answer = browser.post(reverse("customers:bulk"), data)
    assert answer.status_code == 302, answer.text
    operation = Operation.objects.get(kind="customers.edit")
    page = browser.get(answer["Location"]).text
    assert "Размер" in page
    assert "Синий" in page
    browser.post(reverse("office:operation_confirm", args=[operation.pk]))
    operation.refresh_from_db()
    if operation.state != "done":
        run_now(operation)

    assert values_of(first.pk) == {size.key: "o2", note.key: "старое"}
    assert values_of(second.pk) == {size.key: "o2"}
    assert values_of(firm.pk) == {}
    change(by=admin_user, customer=first, values={note: "новое"})
    operation.refresh_from_db()
    run_now(start_undo(operation, admin_user, queued=False))
    assert values_of(first.pk) == {size.key: "o1", note.key: "новое"}
    assert values_of(second.pk) == {}


def test_value_chosen_before_the_type_changed_is_refused(admin_user: User) -> None:
    own = definitions.create(by=admin_user, wish=Wish(name="Обхват", type="text"))
    client = make_person()
    params = {"chosen": {"ids": [client.pk]}, "changes": {own.catalogue_code: "широкий"}}
    operation = draft(EDIT, params, admin_user)
    definitions.change(by=admin_user, pk=own.pk, wish=Wish(name="Обхват", type="integer"))

    run_now(confirm(operation, admin_user))

    assert values_of(client.pk) == {}
