"""A filtered list gone through card by card."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from customers import services as cards
from customers.models import Customer, Walk, WalkStop
from customers.walks import services
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
OUTCOMES = "Дозвонились\nНе ответил"


def begun(browser: StrictClient, query: str = "city__is=Казань") -> Walk:
    response = browser.post(reverse("customers:walk_new"), {"query": query, "name": "Казань", "outcomes": OUTCOMES})
    assert response.status_code == 302, response.content.decode()
    return Walk.objects.get()


def stands(browser: StrictClient, walk: Walk) -> str:
    return str(browser.get(reverse("customers:walk", args=[walk.pk]))["Location"])


@pytest.fixture
def three(manager: User, colleague: User) -> list[int]:
    names = ("Алова Анна", "Белова Анна", "Ветрова Анна")
    found = [make_person(name, responsible=manager, city="Казань").pk for name in names]
    make_person("Бурова Анна", responsible=colleague, city="Казань")
    make_person("Гурова Анна", responsible=manager, city="Омск")
    return found


def test_a_telephone_has_the_way_in_too(client_for: Browser, manager: User) -> None:
    browser = client_for(manager)
    assert "/clients/walks/new/" not in browser.get("/clients/").content.decode()

    make_person(responsible=manager, city="Казань")

    page = browser.get("/clients/?city__is=Казань").content.decode()
    on_phone = page.split('class="toolbar__end"')[1].split("sort-menu")[0]
    assert 'class="u-only-m"' in on_phone
    assert "/clients/walks/new/?" in on_phone


def test_the_walk_follows_the_list_and_goes_on_after_a_break(
    manager: User, client_for: Browser, three: list[int]
) -> None:
    browser = client_for(manager)
    walk = begun(browser)

    assert list(WalkStop.objects.order_by("seq").values_list("customer_id", flat=True)) == three
    page = browser.get(stands(browser, walk)).content.decode()
    assert re.search(r'data-key="Digit1"[^>]*>Дозвонились', page)
    mark = reverse("customers:walk_mark", args=[walk.pk])
    browser.post(mark, {"seq": 1, "outcome": "Дозвонились", "note": "ждёт счёт"})
    again = client_for(manager)
    assert stands(again, walk) == f"/clients/{three[1]}/?walk={walk.pk}"
    again.post(mark, {"seq": 2, "act": "skip"})
    response = again.post(mark, {"seq": 3, "outcome": "Не ответил"}, follow=True)

    assert response.redirect_chain[-1][0] == reverse("customers:walk_summary", args=[walk.pk])
    told = services.summary(Walk.objects.select_related("owner__role").get())
    assert told.outcomes == [("Дозвонились", 1), ("Не ответил", 1)]
    assert (told.done, told.waiting, told.gone) == (2, 1, 0)
    assert "ждёт счёт" in response.content.decode()
    again.post(mark, {"act": "again"})
    assert stands(again, walk) == f"/clients/{three[1]}/?walk={walk.pk}"


def test_a_client_given_away_is_passed_over(
    manager: User, colleague: User, client_for: Browser, three: list[int]
) -> None:
    browser = client_for(manager)
    walk = begun(browser)
    first = WalkStop.objects.get(seq=1).customer
    cards.change(by=manager, customer=first, values={"responsible_id": colleague.pk})

    assert stands(browser, walk) == f"/clients/{three[1]}/?walk={walk.pk}"
    assert services.summary(Walk.objects.select_related("owner__role").get()).gone == 1


def test_nothing_is_written_at_a_client_given_away(
    manager: User, colleague: User, client_for: Browser, three: list[int]
) -> None:
    walk = begun(client_for(manager))
    Customer.objects.filter(pk=three[0]).update(responsible=colleague)

    sent = {"seq": 1, "outcome": walk.outcomes[0], "note": "ждёт счёт"}
    answer = client_for(manager).post(reverse("customers:walk_mark", args=[walk.pk]), sent, follow=True)

    stop = WalkStop.objects.get(walk=walk, seq=1)
    assert (stop.outcome, stop.note) == ("", "")
    assert "ничего не записано" in answer.content.decode()


@pytest.mark.parametrize("act", ["skip", "back"])
def test_a_note_typed_before_stepping_on_is_kept(
    manager: User, client_for: Browser, three: list[int], act: str
) -> None:
    browser = client_for(manager)
    walk = begun(browser)

    browser.post(reverse("customers:walk_mark", args=[walk.pk]), {"seq": 2, "act": act, "note": "ждёт счёт"})

    assert WalkStop.objects.get(walk=walk, seq=2).note == "ждёт счёт"


def test_back_shows_the_stop_before(manager: User, client_for: Browser, three: list[int]) -> None:
    browser = client_for(manager)
    walk = begun(browser)
    mark = reverse("customers:walk_mark", args=[walk.pk])
    browser.post(mark, {"seq": 1, "outcome": "Дозвонились"})
    browser.post(mark, {"seq": 2, "act": "back"})
    assert stands(browser, walk) == f"/clients/{three[0]}/?walk={walk.pk}"


def test_bad_beginnings_are_told_in_words(manager: User, client_for: Browser, three: list[int]) -> None:
    browser, address = client_for(manager), reverse("customers:walk_new")
    for outcomes, query in (("", ""), ("\n".join(map(str, range(10))), ""), ("х" * 41, ""), ("Да", "city__is=Марс")):
        response = browser.post(address, {"query": query, "name": "", "outcomes": outcomes})
        assert response.status_code == 422
    assert not Walk.objects.exists()


def test_an_outcome_the_walk_has_not_is_refused(manager: User, client_for: Browser, three: list[int]) -> None:
    browser = client_for(manager)
    walk = begun(browser)
    browser.post(reverse("customers:walk_mark", args=[walk.pk]), {"seq": 1, "outcome": "Чужой"})
    assert not WalkStop.objects.exclude(outcome="").exists()


def test_a_walk_is_its_owners_alone(manager: User, admin_user: User, client_for: Browser, three: list[int]) -> None:
    walk = begun(client_for(manager))
    other = client_for(admin_user)
    for name in ("walk", "walk_summary"):
        assert other.get(reverse(f"customers:{name}", args=[walk.pk])).status_code == 404
    assert other.post(reverse("customers:walk_mark", args=[walk.pk]), {}).status_code == 404
    assert "Дозвонились" not in other.get(f"/clients/{three[0]}/?walk={walk.pk}").content.decode()


def test_my_walks_are_listed(manager: User, client_for: Browser, three: list[int]) -> None:
    browser = client_for(manager)
    begun(browser)
    assert "Казань" in browser.get(reverse("customers:walks")).content.decode()
