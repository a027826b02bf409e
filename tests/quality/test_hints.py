"""What is said of likely duplicates while a card is typed, and to whom; nights that merge by themselves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from customers.models import Customer
from journal.models import Entry
from quality.models import DuplicateSearch, MatchPosition, Merge, SearchKind
from quality.queue import policy
from quality.search import services as searching
from tests.factories.customers import make_email, make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
PHONE = "+7 916 234-18-60"


def said(browser: StrictClient, **typed: Any) -> str:
    answer = browser.post(reverse("customers:new_hints"), {"kind": "person", **typed})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def elena(manager: User) -> Customer:
    one = make_person("Третьякова Елена Викторовна", responsible=manager, city="Казань")
    make_phone(one, PHONE)
    make_email(one, "e.tretyakova@gmail.com")
    for name in ("Иванов Пётр", "Смирнова Анна", "Петров Иван"):
        make_person(name, responsible=manager)
    searching.search_whole()
    return one


def test_a_name_alone_tells(elena: Customer, manager: User, client_for: Browser) -> None:
    browser = client_for(manager)
    for typed in ("Третьякова Лена", "елена третьякова", "Tretyakova Elena Viktorovna"):
        page = said(browser, full_name=typed)
        assert elena.get_absolute_url() in page
        assert "фамили" in page
    assert elena.get_absolute_url() not in said(browser, full_name="Кузнецова Ольга")
    assert "уже есть" not in said(browser, full_name="")


def test_an_address_written_otherwise_tells(elena: Customer, manager: User, client_for: Browser) -> None:
    assert elena.get_absolute_url() in said(client_for(manager), email="etretyakova+shop@googlemail.com")


def test_an_equal_contact_is_told_of_once(elena: Customer, manager: User, client_for: Browser) -> None:
    page = said(client_for(manager), full_name="Третьякова Елена", phone=PHONE)
    assert page.count(f'href="{elena.get_absolute_url()}"') == 1


def test_a_client_of_another_has_no_name(elena: Customer, colleague: User, client_for: Browser) -> None:
    page = said(client_for(colleague), full_name="Третьякова Елена Викторовна")
    assert "Похожий клиент есть у коллеги" in page
    assert elena.get_absolute_url() not in page
    assert "Казань" not in page


def test_words_that_name_nobody_find_nobody(elena: Customer, manager: User, client_for: Browser) -> None:
    for typed in ("тест тест", "?", "—", "а" * 300):
        assert elena.get_absolute_url() not in said(client_for(manager), full_name=typed, phone="000", email="@")


def test_a_base_that_was_never_searched(manager: User, client_for: Browser) -> None:
    make_person("Третьякова Елена", responsible=manager)
    assert "Похожий" not in said(client_for(manager), full_name="Третьякова Елена")


def test_nights_merge_only_when_an_administrator_wants_it(manager: User, admin_user: User, client_for: Browser) -> None:
    for city in ("Казань", "г. Казань"):
        make_phone(make_person("Третьякова Елена Викторовна", city=city, responsible=manager), PHONE)
    search = searching.search_whole()
    assert search.sure == 1
    assert policy.merge_by_night(search) == 0
    url = reverse("duplicates:policy")
    assert client_for(manager).post(url, {"merges": "1"}).status_code == 403
    for _again in range(2):
        assert client_for(admin_user).post(url, {"merges": "1"}).status_code == 302
    assert MatchPosition.objects.get().changed_by == admin_user
    assert said_in_journal() == [("quality.nights_merge", admin_user.pk)]
    assert "Не объединять по ночам" in client_for(admin_user).get(reverse("duplicates:sure")).content.decode()
    assert policy.merge_by_night(search) == 1
    assert policy.merge_by_night(search) == 0
    assert Merge.objects.count() == 1
    assert Customer.objects.active().count() == 1
    assert DuplicateSearch.objects.get(kind=SearchKind.WHOLE).merged == 1
    assert client_for(admin_user).post(url, {"merges": "0"}).status_code == 302
    assert not policy.stands()
    assert said_in_journal() == [("quality.nights_merge", admin_user.pk), ("quality.nights_wait", admin_user.pk)]


def said_in_journal() -> list[tuple[str, int | None]]:
    rows = Entry.objects.filter(verb__startswith="quality.nights").order_by("id")
    return list(rows.values_list("verb", "actor_id"))
