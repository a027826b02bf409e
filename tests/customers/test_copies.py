"""A second card, a sheet of paper, an address book, a square."""

from collections.abc import Callable

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from customers import dates, points, relations, tags
from customers.copies import duplicating
from customers.copies.address_book import square, vcard
from customers.custom import values
from customers.models import ContactPoint, Customer, CustomerTag
from journal.models import Entry
from tests.factories.customers import make_company, make_email, make_person, make_phone
from tests.factories.own_fields import make_field
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def test_what_is_copied_is_shown_before(manager: User, client_for: Browser) -> None:
    client = make_person(responsible=manager, city="Казань", source="Выставка")
    tags.put_on(by=manager, customer=client, name="опт")
    phone = make_phone(client, "+7 900 123-45-67")
    browser = client_for(manager)

    page = browser.get(reverse("customers:duplicate", args=[client.pk])).content.decode()
    assert 'value="city"' in page
    assert f'value="point:{phone.pk}"' in page
    response = browser.post(reverse("customers:duplicate", args=[client.pk]), {"parts": ["last_name", "city", "tags"]})

    made = Customer.objects.exclude(pk=client.pk).get()
    assert response["Location"] == made.get_absolute_url()
    assert (made.last_name, made.first_name, made.city, made.source) == ("Морозова", "", "Казань", "")
    assert made.responsible_id == manager.pk
    assert CustomerTag.objects.get(customer=made).tag.name == "опт"
    assert not ContactPoint.objects.filter(customer=made).exists()


def test_a_copied_phone_keeps_its_extension(manager: User) -> None:
    client = make_person(responsible=manager)
    phone = points.add(by=manager, customer=client, kind="phone", raw="8 495 123-45-67 доб. 12", label="Работа")

    made, _operation = duplicating.duplicate(by=manager, customer=client, chosen=["last_name", f"point:{phone.pk}"])

    copied = ContactPoint.objects.get(customer=made)
    assert (copied.value, copied.label, copied.extension) == ("+74951234567", "Работа", "12")


@pytest.mark.parametrize("name", ["print", "vcard"])
def test_a_merged_card_leads_to_the_one_it_is_a_part_of(manager: User, client_for: Browser, name: str) -> None:
    survivor, merged = make_person(responsible=manager), make_person(responsible=manager)
    Customer.objects.filter(pk=merged.pk).update(merged_into=survivor, archived_at=timezone.now())

    response = client_for(manager).get(reverse(f"customers:{name}", args=[merged.pk]))

    assert response["Location"] == survivor.get_absolute_url()
    assert not Entry.objects.filter(verb="customers.taken").exists()


def test_a_second_company_needs_its_name(manager: User, client_for: Browser) -> None:
    company = make_company(responsible=manager)
    browser = client_for(manager)
    address = reverse("customers:duplicate", args=[company.pk])

    assert browser.post(address, {"parts": ["responsible"]}).status_code == 422
    assert browser.post(address, {"parts": []}).status_code == 422
    assert browser.post(address, {"parts": ["name"]}).status_code == 302
    assert Customer.objects.filter(name=company.name).count() == 2


def test_the_sheet_holds_the_card_and_is_journalled(manager: User, client_for: Browser) -> None:
    client = make_person(responsible=manager, city="Казань", note="Звонить утром")
    make_phone(client, "+7 900 123-45-67", extension="5501")

    page = client_for(manager).get(reverse("customers:print", args=[client.pk])).content.decode()

    assert "Морозова" in page
    assert "Звонить утром" in page
    assert "доб. 5501" in page
    assert "tel:" not in page
    assert "123" in page
    assert Entry.objects.filter(verb="customers.taken", object_id=str(client.pk)).count() == 1


def test_the_address_book_reads_the_card(manager: User, client_for: Browser) -> None:
    client = make_person(responsible=manager, city="Казань")
    make_phone(client, "+7 900 123-45-67")
    make_email(client, "elena@mail.example.com")

    response = client_for(manager).get(reverse("customers:vcard", args=[client.pk]))

    card = vobject.readOne(response.content.decode())
    assert card.fn.value == "Морозова Елена Викторовна"
    assert card.tel.value == "+79001234567"
    assert card.email.value == "elena@mail.example.com"
    assert b"X-KARTOTEKA-EXPORT" not in response.content
    assert "Морозова" not in response["Content-Disposition"]


def test_masked_values_stay_out_of_the_address_book(manager: User) -> None:
    client = make_person(responsible=manager)
    make_phone(client, "+7 900 123-45-67")
    manager.role.field_rights = {"phone": "masked"}
    manager.role.save()

    assert b"\r\nTEL" not in vcard(client, manager)


@pytest.mark.parametrize("what", ["contact", "link"])
def test_a_square_is_a_picture_without_styles(manager: User, client_for: Browser, what: str) -> None:
    client = make_person(responsible=manager)

    response = client_for(manager).get(reverse("customers:square", args=[client.pk, what]))

    assert response["Content-Type"] == "image/svg+xml"
    assert b"<svg" in response.content
    assert b"style" not in response.content


def test_a_client_with_very_much_still_fits_in_a_square(manager: User) -> None:
    client = make_person("Я" * 90 + " Елена", responsible=manager, company="О" * 290, position="Д" * 190)
    for _ in range(30):
        make_phone(client)
    assert square(client, manager).startswith(b"<?xml")


@pytest.mark.parametrize("name", ["duplicate", "print", "vcard"])
def test_a_stranger_gets_404(colleague: User, manager: User, client_for: Browser, name: str) -> None:
    client = make_person(responsible=manager)
    assert client_for(colleague).get(reverse(f"customers:{name}", args=[client.pk])).status_code == 404


def test_own_fields_dates_and_relations_stand_on_paper(manager: User, client_for: Browser) -> None:
    client, friend = make_person(responsible=manager), make_person("Другов Пётр", responsible=manager)
    size, passport = make_field(name="Размер", section="Одежда"), make_field(name="Паспорт", is_sensitive=True)
    values.change(by=manager, customer=client, values={size: "XL", passport: "450977 1234"})
    dates.add(by=manager, customer=client, kind="child", typed="01.02", label="Маша")
    relations.add(by=manager, customer=client, other=friend, kind="friend")

    page = client_for(manager).get(reverse("customers:print", args=[client.pk])).content.decode()

    for word in ("Одежда", "Размер", "XL", "Паспорт", "01.02", "Маша", "Другов Пётр"):
        assert word in page
    assert "450977" not in page


def test_own_fields_go_to_the_second_card(manager: User, client_for: Browser) -> None:
    client = make_person(responsible=manager)
    size, passport = make_field(name="Размер"), make_field(name="Паспорт", is_sensitive=True)
    values.change(by=manager, customer=client, values={size: "XL", passport: "450977 1234"})
    address, browser = reverse("customers:duplicate", args=[client.pk]), client_for(manager)

    page = browser.get(address).content.decode()
    assert f'value="own:{size.pk}"' in page
    assert f'value="own:{passport.pk}"' not in page
    browser.post(address, {"parts": ["last_name", f"own:{size.pk}", f"own:{passport.pk}"]})

    made = Customer.objects.exclude(pk=client.pk).get()
    assert values.values_of(made.pk) == {size.key: "XL"}
