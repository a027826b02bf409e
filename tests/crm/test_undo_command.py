"""`manage.py undo`."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import Role, User
from core.errors import DomainError
from crm.management.commands import undo
from customers import services
from customers.models import Customer
from journal.models import Operation
from journal.operations import single
from tests.factories.rows import make_customer
from tests.factories.users import make_user

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
        "kept_count": 1,
    }
    assert {key: done[key] for key in said} == said
    assert set(Customer.objects.values_list("city", flat=True).order_by("pk")) == {"Казань", "Сочи"}


def test_unknown_operation_is_refused() -> None:
    with pytest.raises(DomainError):
        command("8b7dff37-3f2e-4b0f-8e8c-111111111111")


def test_a_person_takes_back_what_his_rights_let_him(admin_user: User, manager: User) -> None:
    """`--user` acts for somebody: neither another's operation nor one his role may not do is his to take back."""
    _kept, theirs = changed(admin_user)
    with pytest.raises(DomainError) as unknown:
        command(str(theirs.pk), "--user", manager.email)
    assert unknown.value.code == "operation"
    with single(by=manager) as operation:
        services.change(by=manager, customer=make_customer(city="Казань"), values={"city": "Уфа"})
    viewer = make_user(role=Role.objects.get(code="viewer"))
    Operation.objects.filter(pk=operation.pk).update(actor_id=viewer.pk)
    for more in ((), ("--dry-run",)):
        with pytest.raises(DomainError) as forbidden:
            command(str(operation.pk), "--user", viewer.email, *more)
        assert forbidden.value.code == "permission"
    assert Customer.objects.filter(city="Уфа").exists()
    Operation.objects.filter(pk=operation.pk).update(actor_id=manager.pk)

    command(str(operation.pk), "--user", manager.email)

    assert not Customer.objects.filter(city="Уфа").exists()


def test_the_object_lists_the_first_of_very_many(admin_user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "LISTED", 1)
    rows = [make_customer(city="Казань") for _place in range(3)]
    for city in ("Москва", "Сочи"):
        with single(by=admin_user) as operation:
            for row in rows:
                services.change(by=admin_user, customer=row, values={"city": city})
    first = Operation.objects.order_by("created_at")[0]

    for said in (command(str(first.pk), "--dry-run"), command(str(first.pk))):
        assert (len(said["kept"]), said["kept_count"]) == (1, 3)
    assert operation.pk != first.pk
