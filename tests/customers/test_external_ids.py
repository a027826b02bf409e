"""External ids on the card: added, refused with a sentence, taken off, undone, told in the history."""

from collections.abc import Callable

import pytest

from accounts.models import User
from customers import changes, external_ids
from customers.models import Customer, ExternalId
from journal.models import Entry, Operation
from journal.operations import run_now, start_undo
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
HTMX = {"HX-Request": "true"}


def numbers(customer: Customer) -> list[tuple[str, str]]:
    return list(ExternalId.objects.filter(customer=customer).order_by("pk").values_list("source", "value"))


def said(customer: Customer, reader: User) -> str:
    return ". ".join(line.sentence for line in changes.history(customer, reader))


def test_added_told_undone(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    browser = client_for(manager)

    response = browser.post(f"/clients/{customer.pk}/numbers/add/", {"source": " 1С ", "value": "000123"}, headers=HTMX)

    assert response.status_code == 200
    assert numbers(customer) == [("1С", "000123")]
    assert "добавила внешний код 1С: 000123" in said(customer, manager)
    assert Entry.objects.filter(verb="operation.edited", object_id=str(customer.pk)).exists()
    run_now(start_undo(Operation.objects.latest("created_at"), manager, queued=False))
    assert numbers(customer) == []
    assert "сняла внешний код 1С: 000123" in said(customer, manager)


def test_taken_off_and_back(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    external_ids.add(by=manager, customer=customer, source="1С", value="7")
    one = ExternalId.objects.get()

    client_for(manager).post(f"/clients/{customer.pk}/numbers/{one.pk}/remove/", headers=HTMX)

    assert numbers(customer) == []
    run_now(start_undo(Operation.objects.latest("created_at"), manager, queued=False))
    assert numbers(customer) == [("1С", "7")]


def test_a_clash_names_the_other_only_to_who_may_see_him(
    client_for: Browser, manager: User, colleague: User, admin_user: User
) -> None:
    mine, theirs = make_person(responsible=manager), make_person("Чужая Анна", responsible=colleague)
    external_ids.add(by=colleague, customer=theirs, source="amoCRM", value="15")
    address, data = f"/clients/{mine.pk}/numbers/add/", {"source": "amoCRM", "value": "15"}

    told = client_for(manager).post(address, data, headers=HTMX)
    named = client_for(admin_user).post(address, data, headers=HTMX)

    assert told.status_code == named.status_code == 422
    assert "уже есть на другой карточке" in told.content.decode()
    assert "Чужая" not in told.content.decode()
    assert "Чужая Анна" in named.content.decode()
    other = client_for(manager).post(address, {"source": "Битрикс24", "value": "15"}, headers=HTMX)
    assert other.status_code == 200


@pytest.mark.parametrize(
    "data", [{"source": "", "value": "1"}, {"source": "1С", "value": " "}, {"source": "1С", "value": "9" * 201}]
)
def test_bad_input_gets_a_sentence(client_for: Browser, manager: User, data: dict[str, str]) -> None:
    customer = make_person(responsible=manager)
    response = client_for(manager).post(f"/clients/{customer.pk}/numbers/add/", data, headers=HTMX)
    assert response.status_code == 422
    assert "field__error" in response.content.decode()


def test_others_get_404(client_for: Browser, manager: User, colleague: User, stranger: User) -> None:
    customer, own = make_person(responsible=manager), make_person(responsible=colleague)
    external_ids.add(by=manager, customer=customer, source="1С", value="7")
    pk = ExternalId.objects.get().pk
    for reader in (colleague, stranger):
        browser = client_for(reader)
        assert browser.get(f"/clients/{customer.pk}/numbers/").status_code == 404
        assert browser.post(f"/clients/{customer.pk}/numbers/add/", {"source": "1С", "value": "8"}).status_code == 404
        assert browser.post(f"/clients/{customer.pk}/numbers/{pk}/remove/").status_code == 404
    client_for(colleague).post(f"/clients/{own.pk}/numbers/{pk}/remove/", headers=HTMX)
    assert numbers(customer) == [("1С", "7")]
