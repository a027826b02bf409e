"""A changed number is a new point: the old one is archived, can be looked at, and comes back."""

from collections.abc import Callable

import pytest

from accounts.models import User
from customers import changes, points
from customers.models import ContactPoint, Customer
from journal.models import Operation
from journal.operations import run_now, start_undo
from tests.factories.customers import make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
HTMX = {"HX-Request": "true"}


def standing(customer: Customer) -> list[tuple[str, str, bool]]:
    return list(ContactPoint.objects.of(customer).values_list("value", "label", "is_primary"))


def undo_last(by: User) -> None:
    run_now(start_undo(Operation.objects.latest("created_at"), by, queued=False))


def test_another_number_is_another_point(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    old = make_phone(customer, "+7 917 234-18-60", label="рабочий")
    make_phone(customer, "+7 917 234-18-61")
    browser = client_for(manager)

    response = browser.post(
        f"/clients/{customer.pk}/contacts/{old.pk}/change/",
        {"raw": "8 917 999-00-00", "label": "рабочий"},
        headers=HTMX,
    )

    assert response.status_code == 200
    assert ("+79179990000", "рабочий", True) in standing(customer)
    assert len(standing(customer)) == 2
    old.refresh_from_db()
    assert old.archived_at is not None
    assert not old.is_primary
    said = " ".join(line.sentence for line in changes.history(customer, manager)).replace("\u00a0", " ")
    assert "добавила +7 917 999-00-00" in said
    undo_last(manager)
    assert ("+79172341860", "рабочий", True) in standing(customer)
    assert not ContactPoint.objects.filter(value="+79179990000").exists()


def test_the_same_number_written_otherwise_is_the_same_point(manager: User) -> None:
    customer = make_person(responsible=manager)
    point = make_phone(customer, "89172341860")

    points.change(by=manager, customer=customer, pk=point.pk, raw="+7 (917) 234-18-60", label="дом")

    assert ContactPoint.objects.get().raw == "+7 (917) 234-18-60"
    assert ContactPoint.objects.get().label == "дом"
    assert points.change(by=manager, customer=customer, pk=point.pk, raw="+7 (917) 234-18-60", label="дом") is None


@pytest.mark.parametrize("raw", ["", "+7 917 234-18-61", "9" * 400])
def test_what_cannot_stand_there_is_refused(client_for: Browser, manager: User, raw: str) -> None:
    customer = make_person(responsible=manager)
    point = make_phone(customer, "+7 917 234-18-60")
    make_phone(customer, "+7 917 234-18-61")

    response = client_for(manager).post(
        f"/clients/{customer.pk}/contacts/{point.pk}/change/", {"raw": raw, "label": ""}, headers=HTMX
    )

    assert response.status_code == 422
    assert "label-error" in response.content.decode()
    assert len(standing(customer)) == 2


def test_earlier_contacts_are_shown_on_demand(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    point = make_phone(customer, "+7 917 234-18-60")
    points.remove(by=manager, customer=customer, pk=point.pk)
    browser = client_for(manager)

    card = browser.get(f"/clients/{customer.pk}/").content.decode()
    asked = browser.get(f"/clients/{customer.pk}/contacts/?gone=1").content.decode()

    assert "1 прежний контакт" in card
    assert "234-18-60" not in card
    assert "234-18-60" in asked
    assert "popovertarget" not in asked


def test_history_tells_why_a_state_was_told(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    phone = make_phone(customer, "+7 917 234-18-60")
    points.tell_state(by=manager, customer=customer, pk=phone.pk, state="wrong", why="ответил сосед")
    points.tell_state(by=manager, customer=customer, pk=phone.pk, state="works")

    said = " ".join(line.sentence for line in changes.history(customer, manager))
    assert "ответил сосед" in said
    assert "ответил сосед" in client_for(manager).get(f"/clients/{customer.pk}/timeline/").text
    manager.role.field_rights = {"phone": "masked"}
    manager.role.save()
    reader = User.objects.get(pk=manager.pk)
    assert "ответил сосед" not in " ".join(line.sentence for line in changes.history(customer, reader))
    assert "ответил сосед" not in client_for(reader).get(f"/clients/{customer.pk}/timeline/").text


def test_history_tells_an_extension_to_those_who_read_the_number(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    phone = make_phone(customer, "+7 917 234-18-60")
    points.change(by=manager, customer=customer, pk=phone.pk, raw=phone.raw, label="", extension="550177")

    assert "550177" in " ".join(line.sentence for line in changes.history(customer, manager))
    assert "550177" in client_for(manager).get(f"/clients/{customer.pk}/timeline/").text
    manager.role.field_rights = {"phone": "masked"}
    manager.role.save()
    reader = User.objects.get(pk=manager.pk)
    assert "550177" not in " ".join(line.sentence for line in changes.history(customer, reader))
    assert "550177" not in client_for(reader).get(f"/clients/{customer.pk}/timeline/").text
