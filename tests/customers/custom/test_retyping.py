"""A field's type changed under data: one operation, taken back with the values, or refused with the reason."""

import pytest

from accounts.models import User
from core.errors import DomainError
from customers.custom import definitions
from customers.custom.values import change, values_of
from customers.custom.wishes import Wish
from customers.models import CustomField
from customers.models.customer import Customer
from journal.models import Operation
from journal.operations import run_now, start_undo
from tests.factories.customers import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(admin_user: User) -> CustomField:
    return definitions.create(by=admin_user, wish=Wish(name="Обхват", type="text"))


def retyped(own: CustomField, by: User, to: str = "choice") -> Operation:
    options = (("", "Узкий", False), ("", "Широкий", False)) if to == "choice" else ()
    return definitions.change(by=by, pk=own.pk, wish=Wish(name="Обхват", type=to, options=options))[1]


def undo(operation: Operation, by: User) -> Operation:
    return run_now(start_undo(operation, by, queued=False))


def kept(customer: Customer, own: CustomField) -> object:
    return values_of(customer.pk).get(own.key)


def test_taken_back_and_done_again(admin_user: User, own: CustomField) -> None:
    clients = [make_person() for _number in range(3)]
    for client in clients:
        change(by=admin_user, customer=client, values={own: "Узкий"})

    operation = retyped(own, admin_user)

    own.refresh_from_db()
    option = own.options[0]["id"]
    assert (own.type, [kept(client, own) for client in clients]) == ("choice", [option] * 3)
    back = undo(operation, admin_user)
    own.refresh_from_db()
    assert (own.type, own.options, back.kept) == ("text", [], 0)
    assert [kept(client, own) for client in clients] == ["Узкий"] * 3
    undo(back, admin_user)
    own.refresh_from_db()
    assert (own.type, kept(clients[0], own)) == ("choice", option)


def test_not_while_a_value_was_written_since(admin_user: User, own: CustomField) -> None:
    client = make_person()
    change(by=admin_user, customer=client, values={own: "7"})
    operation = retyped(own, admin_user, "integer")
    own.refresh_from_db()
    change(by=admin_user, customer=client, values={own: "8"})

    with pytest.raises(DomainError, match="Значения поля"):
        start_undo(operation, admin_user, queued=False)

    own.refresh_from_db()
    assert (own.type, kept(client, own)) == ("integer", "8")


def test_done_again_only_while_it_fits(admin_user: User, own: CustomField) -> None:
    client = make_person()
    change(by=admin_user, customer=client, values={own: "7"})
    back = undo(retyped(own, admin_user, "integer"), admin_user)
    own.refresh_from_db()
    change(by=admin_user, customer=client, values={own: "семь"})

    with pytest.raises(DomainError, match="Значения поля"):
        start_undo(back, admin_user, queued=False)


def test_not_after_another_change_of_the_field(admin_user: User, own: CustomField) -> None:
    operation = retyped(own, admin_user, "integer")
    retyped(own, admin_user, "decimal")
    with pytest.raises(DomainError, match="Поле с тех пор"):
        start_undo(operation, admin_user, queued=False)


def test_a_new_name_is_taken_back(admin_user: User, own: CustomField) -> None:
    _changed, operation = definitions.change(by=admin_user, pk=own.pk, wish=Wish(name="Охват талии", type="text"))
    undo(operation, admin_user)
    own.refresh_from_db()
    assert own.name == "Обхват"


def test_whose_it_is_does_not_change_over_values(admin_user: User, own: CustomField) -> None:
    client = make_person()
    change(by=admin_user, customer=client, values={own: "48"})

    with pytest.raises(DomainError) as refused:
        definitions.change(by=admin_user, pk=own.pk, wish=Wish(name="Обхват", type="text", kind="company"))

    assert refused.value.code == "kind"
    definitions.change(by=admin_user, pk=own.pk, wish=Wish(name="Обхват", type="text", kind="person"))
    own.refresh_from_db()
    assert own.kind == "person"
