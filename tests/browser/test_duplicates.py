"""A manager types in a client who is here already; another answers the queue of duplicates by keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from customers.models import Customer
from quality.models import NotDuplicate, Pair, PairState
from quality.search import services as searching
from tests.browser.visitor import PHONE, Visitor
from tests.factories.customers import make_person, make_phone

Visit = Callable[..., Visitor]


@pytest.fixture
def elena(manager: User) -> Customer:
    """A client, and the base searched."""
    one = make_person("Третьякова Елена Викторовна", responsible=manager, city="Казань")
    make_phone(one, "+79162341860")
    make_person("Смирнова Анна", responsible=manager)
    searching.search_whole()
    return one


def test_who_is_here_already_is_told_while_typing_and_never_in_the_way(
    visit: Visit, manager: User, elena: Customer
) -> None:
    visitor = visit(manager, size=PHONE)
    visitor.go("customers:new")
    page = visitor.page
    page.locator("[name=full_name]").press_sequentially("Третьякова Лена")
    told = page.locator("#new-hints")
    expect(told).to_contain_text("Похоже, такой клиент уже есть")
    expect(told.get_by_role("link", name="Третьякова Елена Викторовна")).to_have_attribute(
        "href", elena.get_absolute_url()
    )
    assert not visitor.violations()
    assert not visitor.overflow()

    page.get_by_role("button", name="Создать").click()
    page.wait_for_url("**/clients/*/")
    assert Customer.objects.filter(last_name="Третьякова").count() == 2


@pytest.mark.nightly
def test_the_queue_is_answered_by_keys(visit: Visit, manager: User) -> None:
    for at, name in enumerate(("Морозова Елена", "Петрова Анна", "Козлова Инна")):
        for city in ("Казань", "г. Казань"):
            make_phone(make_person(name, responsible=manager, city=city), f"+7916234186{at}")
    searching.search_whole()
    assert Pair.objects.count() == 3
    visitor = visit(manager)
    visitor.go("duplicates:queue")
    page = visitor.page
    for key, left in (("d", "2 группы"), ("s", "1 группа")):
        page.keyboard.press(key)
        expect(page.locator(".bar__count")).to_have_text(left)
    page.keyboard.press("2")
    expect(page.locator("input[name=main]").nth(1)).to_be_checked()
    page.keyboard.press("m")
    expect(page.get_by_text("Дублей на разбор нет")).to_be_visible()

    assert NotDuplicate.objects.count() == 1
    states = Pair.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == [PairState.DIFFERENT, PairState.LATER, PairState.MERGED]
    assert Customer.objects.filter(merged_into__isnull=False).count() == 1
