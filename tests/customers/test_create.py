"""«New client»: names in one box, hints of a possible duplicate, rights."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from customers.models import ContactPoint, Customer
from customers.normalise.split import split_name
from customers.normalise.typos import suggested_domain
from journal.models import Operation
from tests.factories.customers import make_email, make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]
HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


@pytest.mark.parametrize(
    "parts",
    [
        ("Морозова", "Елена", "Викторовна"),
        ("Абрамович", "Роман", "Абрамович"),
        ("Иванов", "Иван", "Ильич"),
        ("Гарипова", "Алсу", "Ринатовна"),
        ("Салтыков-Щедрин", "Михаил", "Евграфович"),
    ],
)
def test_name_is_split_in_any_order(parts: tuple[str, str, str]) -> None:
    for order in itertools.permutations(parts):
        assert split_name(" ".join(order)) == parts


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Морозова", ("Морозова", "", "")),
        ("лена морозова", ("морозова", "лена", "")),
        ("Елена Викторовна", ("", "Елена", "Викторовна")),
        ("Мамедов Али Гусейн оглы", ("Мамедов", "Али", "Гусейн оглы")),
        ("Смит Джон", ("Смит", "Джон", "")),
        ("", ("", "", "")),
        ("\u202e😀 <b>", ("\u202e😀", "<b>", "")),
    ],
)
def test_names_the_dictionary_does_not_decide(typed: str, parts: tuple[str, str, str]) -> None:
    assert split_name(typed) == parts


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("gmial.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("yandx.ru", "yandex.ru"),
        ("mail.ru", ""),
        ("email.ru", ""),
        ("mai.ru", ""),
        ("bk.ru", ""),
        ("firm.ru", ""),
        ("", ""),
    ],
)
def test_slips_in_domains(typed: str, right: str) -> None:
    assert suggested_domain(typed) == right


def test_client_is_made_with_contacts_as_one_operation(client_for: ClientFor, manager: User) -> None:
    before = Operation.objects.count()
    form = {"kind": "person", "full_name": "Елена Морозова", "phone": "8 917 234 18 60", "email": "e@mail.ru"}

    answer = client_for(manager).post("/clients/new/", form)

    customer = Customer.objects.get()
    assert answer["Location"] == customer.get_absolute_url()
    assert (customer.last_name, customer.first_name, customer.responsible) == ("Морозова", "Елена", manager)
    assert set(ContactPoint.objects.values_list("value", flat=True)) == {"+79172341860", "e@mail.ru"}
    assert Operation.objects.count() == before + 1


def test_corrected_parts_win_unless_the_name_was_typed_on(client_for: ClientFor, manager: User) -> None:
    browser = client_for(manager)
    parts = {"last_name": "Роман", "first_name": "Иван", "parts_of": "Иван Роман"}

    browser.post("/clients/new/", {"kind": "person", "full_name": "Иван Роман", **parts})
    browser.post("/clients/new/", {"kind": "person", "full_name": "Иван Романов", **parts})

    assert set(Customer.objects.values_list("last_name", "first_name")) == {("Роман", "Иван"), ("Романов", "Иван")}


def test_company_is_made(client_for: ClientFor, manager: User) -> None:
    client_for(manager).post("/clients/new/", {"kind": "company", "full_name": "ООО «Берег»"})

    assert Customer.objects.get().is_company


@pytest.mark.parametrize("form", [{}, {"kind": "person"}, {"kind": "company"}, {"kind": "?", "full_name": "x"}])
def test_nothing_is_no_client(client_for: ClientFor, manager: User, form: dict[str, str]) -> None:
    assert client_for(manager).post("/clients/new/", form).status_code == 422
    assert not Customer.objects.exists()


def test_dialog_comes_without_the_frame(client_for: ClientFor, manager: User) -> None:
    browser = client_for(manager)

    assert "<html" not in browser.get("/clients/new/", **HTMX).content.decode()
    assert "<html" in browser.get("/clients/new/").content.decode()


def test_hint_names_my_client_and_hides_anothers(client_for: ClientFor, manager: User, colleague: User) -> None:
    mine, other = make_person("Моя Анна", responsible=manager), make_person("Чужая Вера", responsible=colleague)
    make_phone(mine, "+79172341860")
    make_email(other, "vera@mail.ru")
    form = {"phone": "8 (917) 234-18-60", "email": "Vera@Mail.ru"}

    page = client_for(manager).post("/clients/new/hints/", form, **HTMX).content.decode()

    assert "Моя Анна" in page
    assert f'href="/clients/{mine.pk}/"' in page
    assert "Чужая" not in page
    assert f"/clients/{other.pk}/" not in page
    assert page.count("note--warn") == 2
    assert "+7\u00a0917" in page


def test_split_is_shown(client_for: ClientFor, manager: User) -> None:
    page = client_for(manager).post("/clients/new/name/", {"full_name": "лена морозова"}, **HTMX).content.decode()

    assert 'value="морозова"' in page
    assert 'value="лена"' in page


@pytest.mark.parametrize("path", ["", "name/", "hints/"])
def test_stranger_makes_nobody(client_for: ClientFor, stranger: User, path: str) -> None:
    assert client_for(stranger).post(f"/clients/new/{path}", {"phone": "+79172341860"}).status_code == 404
