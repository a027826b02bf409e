"""Relations and dates: seen by those whose role may read them, on every surface; told on the cards of both clients."""

from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.urls import reverse

from accounts.models import Role, User
from accounts.permissions import Permission, Scope
from customers import changes, dates, relations
from customers.models import Customer
from customers.tracked_seen import dates_seen_by, relations_seen_by
from listing.pages import list_pages
from listing.state import read
from tests.factories.customers import make_company, make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
SURFACES = ("/clients/{}/", "/clients/{}/peek/", "/clients/{}/panels/changes/", "/clients/{}/print/")


def limited(**rights: str) -> User:
    allowed = [Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS, Permission.EXPORT_CUSTOMERS]
    role = Role.objects.create(
        code="limited", name="Limited", scope=Scope.ALL, permissions=allowed, field_rights=rights
    )
    return make_user(role=role)


@pytest.fixture
def tied(manager: User) -> tuple[Customer, Customer]:
    company = make_company("ООО «Гончар»", responsible=manager)
    person = make_person("Тайнова Анна", responsible=manager)
    relations.add(by=manager, customer=company, other=person, kind="director", role="подписывает")
    dates.add(by=manager, customer=person, kind="wedding", typed="05.06.2010", label="Ганновер")
    return company, person


def everything(browser: StrictClient, customer: Customer) -> str:
    pages = [browser.get(address.format(customer.pk)) for address in SURFACES]
    assert [page.status_code for page in pages] == [200] * len(SURFACES)
    return "\n".join(page.content.decode() for page in pages)


def test_hidden_relations(tied: tuple[Customer, Customer], client_for: Browser) -> None:
    company, person = tied
    reader = limited(relations="hidden")
    browser = client_for(reader)

    assert "Тайнова" not in everything(browser, company)
    assert "Гончар" not in everything(browser, person)
    assert "связь" not in ". ".join(line.sentence for line in changes.history(person, reader))
    for name, args in (("relations", [company.pk]), ("relation_add", [company.pk])):
        address = reverse(f"customers:{name}", args=args)
        answer = browser.post(address) if name.endswith("add") else browser.get(address)
        assert answer.status_code == 404
    tie = company.relations.get()
    assert relations_seen_by([str(tie.pk)], reader.pk) == {}
    page = list_pages.get("customers")
    assert "relations" not in page.showable(reader)
    state = read(page, QueryDict("relations__filled=1"), reader)
    assert not state.tree.parts
    assert state.notices


def test_relations_to_look_at_only(tied: tuple[Customer, Customer], client_for: Browser) -> None:
    company, person = tied
    browser = client_for(limited(relations="read"))
    assert "Тайнова" in everything(browser, company)
    given = {"other": person.pk, "kind": "friend"}
    assert browser.post(reverse("customers:relation_add", args=[company.pk]), given).status_code == 403


@pytest.mark.parametrize("right", ["dates", "birth_date"])
def test_hidden_dates(tied: tuple[Customer, Customer], client_for: Browser, right: str) -> None:
    person = tied[1]
    reader = limited(**{right: "hidden"})
    browser = client_for(reader)
    assert "Ганновер" not in everything(browser, person)
    assert browser.get(reverse("customers:dates", args=[person.pk])).status_code == 404
    assert dates_seen_by([str(person.dates.get().pk)], reader.pk) == {}


def test_filtered_by_and_shown_in_the_list(tied: tuple[Customer, Customer], manager: User, client_for: Browser) -> None:
    company, person = tied
    make_person("Ничьева Ольга", responsible=manager)
    page = list_pages.get("customers")
    for query, whom in (("relations__is=director", {company.pk, person.pk}), ("dates__is=wedding", {person.pk})):
        assert {one.pk for one in read(page, QueryDict(query), manager).rows} == whom
    client_for(manager).post(reverse("listing:columns", args=["customers"]), {"columns": ["relations", "dates"]})
    shown = client_for(manager).get(reverse("customers:list")).content.decode()
    assert "директор" in shown.lower()
    assert "Ганновер" in shown


def test_history_is_told_on_both_cards(tied: tuple[Customer, Customer], manager: User) -> None:
    company, person = tied
    relations.remove(by=manager, customer=company, pk=company.relations.get().pk)
    told = [". ".join(line.sentence for line in changes.history(one, manager)) for one in (company, person)]
    assert told[0].count("связь: директор") == 2
    assert told[1].count("связь: руководит") == 2
