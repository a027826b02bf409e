"""`manage.py undo`."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import User
from core.errors import DomainError
from customers import services
from customers.models import Customer
from journal.models import Operation
from journal.operations import single
from tests.factories.rows import make_customer

pytestmark = pytest.mark.django_db


def command(*args: str) -> Any:
    out = StringIO()
    call_command("undo", *args, "--json", stdout=out)
    return json.loads(out.getvalue())


def changed(admin_user: User) -> tuple[Customer, Operation]:
    first, second = make_customer(city="Казань"), make_customer(city="Пермь")
    with single(by=admin_user) as operation:
        for row in (first, second):
            services.change(by=admin_user, customer=row, values={"city": "Москва"})
    services.change(by=admin_user, customer=second, values={"city": "Сочи"})
    return second, operation


def test_dry_run_changes_nothing_and_says_the_same_as_the_undo(admin_user: User) -> None:
    kept, operation = changed(admin_user)

    said = command(str(operation.pk), "--dry-run")
    assert set(Customer.objects.values_list("city", flat=True).order_by("pk")) == {"Москва", "Сочи"}
    done = command(str(operation.pk))

    assert said == {
        "restored": 1,
        "deleted": 0,
        "kept": [{"object": f"customers.customer:{kept.pk}", "reason": "changed_since"}],
    }
    assert {key: done[key] for key in said} == said
    assert set(Customer.objects.values_list("city", flat=True).order_by("pk")) == {"Казань", "Сочи"}


def test_unknown_operation_is_refused() -> None:
    with pytest.raises(DomainError):
        command("8b7dff37-3f2e-4b0f-8e8c-111111111111")
