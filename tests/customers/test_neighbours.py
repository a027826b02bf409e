"""Previous and next client through the list the card was opened from."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from accounts.models import User
from customers import neighbours, services
from customers.models import Customer
from customers.neighbours import CameFrom, keep
from listing.ordering import sorted_rows
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
KAZAN = urlencode({"city__is": "Казань"})


@pytest.fixture
def clients(manager: User, colleague: User) -> dict[str, Customer]:
    made = {
        name: make_person(f"{name} Анна", responsible=manager, city="Казань") for name in ("Алова", "Белова", "Ветрова")
    }
    make_person("Абрамова Анна", responsible=colleague, city="Казань")
    make_person("Бадаева Анна", responsible=manager, city="Омск")
    return made


def beside(browser: StrictClient, customer: Customer, name: str) -> tuple[list[tuple[str, str]], str]:
    page = browser.get(f"/clients/{customer.pk}/beside/?list={name}").content.decode()
    return re.findall(r'href="/clients/(\d+)/\?list=\w+" rel="(\w+)"', page), " ".join(
        re.sub(r"<[^>]+>", " ", page).split()
    )


def test_the_way_goes_through_the_filtered_sorted_list(
    client_for: Browser, manager: User, clients: dict[str, Customer]
) -> None:
    browser, name = client_for(manager), keep(manager, CameFrom(KAZAN))

    links, text = beside(browser, clients["Белова"], name)

    assert links == [(str(clients["Алова"].pk), "prev"), (str(clients["Ветрова"].pk), "next")]
    assert text == "2 из 3"
    turned = keep(manager, CameFrom(f"{KAZAN}&sort=-full_name"))
    assert beside(browser, clients["Алова"], turned)[0] == [(str(clients["Белова"].pk), "prev")]


def test_next_works_when_the_card_has_left_the_list(
    client_for: Browser, manager: User, clients: dict[str, Customer]
) -> None:
    browser, name = client_for(manager), keep(manager, CameFrom(KAZAN))
    services.change(by=manager, customer=clients["Белова"], values={"city": "Уфа"})

    links, text = beside(browser, clients["Белова"], name)

    assert [pk for pk, _ in links] == [str(clients["Алова"].pk), str(clients["Ветрова"].pk)]
    assert text == "уже не в этом списке"


def test_the_card_leads_back_to_the_same_page(client_for: Browser, manager: User, clients: dict[str, Customer]) -> None:
    browser = client_for(manager)
    page = browser.get("/clients/?sort=-full_name").content.decode()
    address = re.search(rf'href="(/clients/{clients["Белова"].pk}/\?list=\w+)"', page)
    assert address

    card = browser.get(address[1]).content.decode()

    assert 'href="/clients/?sort=-full_name"' in card
    assert "/beside/?list=" in card
    saved = browser.post(
        address[1].replace("/?", "/edit/?"),
        {
            "last_name": "Белова",
            "first_name": "Ева",
            "was_last_name": "Белова",
            "was_first_name": "Анна",
            "responsible": manager.pk,
        },
    )
    assert saved["Location"] == address[1]


def test_a_list_is_for_whoever_opened_it(
    client_for: Browser, manager: User, admin_user: User, clients: dict[str, Customer]
) -> None:
    name = keep(manager, CameFrom(KAZAN))
    for forged in (name, "0" * 16, "../../etc", "я" * 16):
        assert client_for(admin_user).get(f"/clients/{clients['Белова'].pk}/?list={forged}").status_code == 200
        assert beside(client_for(admin_user), clients["Белова"], forged) == ([], "")


def test_a_stranger_s_client_has_no_neighbours(
    client_for: Browser, manager: User, colleague: User, stranger: User, clients: dict[str, Customer]
) -> None:
    for reader in (colleague, stranger):
        name = keep(reader, CameFrom(KAZAN))
        address = f"/clients/{clients['Белова'].pk}/beside/?list={name}"
        assert client_for(reader).get(address).status_code == 404


def test_the_address_says_nothing_of_the_filter(manager: User) -> None:
    name = keep(manager, CameFrom(urlencode({"last_name__is": "Морозова"})))
    assert re.fullmatch(r"[0-9a-f]{16}", name)
    assert keep(manager, CameFrom(urlencode({"last_name__is": "Морозова"}))) == name


def test_equal_names_stand_in_the_order_of_ids(manager: User) -> None:
    first, second, third = (make_person("Одинакова Анна", responsible=manager) for _ in range(3))
    place = neighbours.place(manager, second, neighbours.look(manager, CameFrom("")))
    assert (place.before, place.after, place.number) == (first.pk, third.pk, 2)


@pytest.mark.parametrize("sort", ["city", "-city", "birth_date", "-source"])
def test_any_order_of_the_list_has_neighbours(manager: User, sort: str) -> None:
    made = [
        make_person(f"Анна{number}", responsible=manager, city=city, source=source)
        for number, (city, source) in enumerate([("Уфа", ""), ("", "Сайт"), ("Омск", "Сайт"), ("Омск", "")])
    ]
    state = neighbours.look(manager, CameFrom(f"sort={sort}"))
    rows, order, _why = sorted_rows(state)
    expected = list(rows.order_by(*order.terms).values_list("pk", flat=True))

    places = [neighbours.place(manager, Customer.objects.get(pk=pk), state) for pk in expected]

    assert len(expected) == len(made)
    assert [place.after for place in places] == [*expected[1:], None]
    assert [place.before for place in places] == [None, *expected[:-1]]
    assert [place.number for place in places] == [1, 2, 3, 4]
