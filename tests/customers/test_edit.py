"""A card changed in place and by the whole form: rights, bad input, two people at once."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, User
from accounts.permissions import Permission, Scope
from customers import services, tags
from customers.choices import ContactState
from customers.models import ContactPoint, Customer, CustomerTag, ExternalId, Tag
from journal.models import Operation
from journal.operations import run_now, start_undo
from tests.factories.customers import make_company, make_email, make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]
HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


def last() -> Operation:
    return Operation.objects.order_by("created_at", "id").last()  # type: ignore[return-value]


def undo_last(by: User) -> None:
    run_now(start_undo(last(), by=by))


def test_fact_is_changed_in_place_and_taken_back(client_for: ClientFor, manager: User) -> None:
    customer = make_person(responsible=manager, city="Казань")
    browser, path = client_for(manager), f"/clients/{customer.pk}/facts/city/"

    editor = browser.get(path, **HTMX).content.decode()
    answer = browser.post(path, {"city": "Москва", "was_city": "Казань"}, **HTMX)

    assert 'name="was_city" value="Казань"' in editor
    assert answer.status_code == 200
    assert "Москва" in answer.content.decode()
    assert "operations" in answer["HX-Trigger"]
    customer.refresh_from_db()
    assert customer.city == "Москва"
    undo_last(manager)
    customer.refresh_from_db()
    assert customer.city == "Казань"


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("birth_date", "31.02.1987"),
        ("birth_date", "01.01.1700"),
        ("birth_date", "01.01.2999"),
        ("inn", "123"),
        ("inn", "١٢٣٤٥٦٧٨٩٠"),
        ("note", "я" * 100_000),
        ("city", "x" * 101),
        ("city", "nul\0"),
        ("sex", "?"),
        ("responsible", "999999"),
    ],
)
def test_bad_value_is_refused_in_place(client_for: ClientFor, manager: User, code: str, typed: str) -> None:
    customer = make_person(responsible=manager)
    was = {"was_responsible": str(manager.pk)}

    answer = client_for(manager).post(f"/clients/{customer.pk}/facts/{code}/", {code: typed, **was}, **HTMX)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("typed", ["😀 Казань", "\u202eказань", "<b>Казань</b>", "O'Брайен \\ %s"])
def test_odd_letters_are_kept_and_escaped(client_for: ClientFor, manager: User, typed: str) -> None:
    customer = make_person(responsible=manager)
    browser = client_for(manager)

    browser.post(f"/clients/{customer.pk}/facts/city/", {"city": typed, "was_city": ""}, **HTMX)

    customer.refresh_from_db()
    assert customer.city == typed
    assert "<b>Казань</b>" not in browser.get(f"/clients/{customer.pk}/").content.decode()


def test_note_keeps_its_lines_and_says_who_wrote_it(client_for: ClientFor, manager: User) -> None:
    customer = make_person(responsible=manager)
    browser, path = client_for(manager), f"/clients/{customer.pk}/facts/note/"
    browser.post(path, {"note": "раз\r\nдва", "was_note": ""}, **HTMX)
    again = browser.post(path, {"note": "раз\r\nдва", "was_note": "раз\r\nдва"}, **HTMX)

    customer.refresh_from_db()
    assert customer.note == "раз\nдва"
    assert "HX-Trigger" not in again
    assert f"<small>{manager.full_name}" in browser.get(f"/clients/{customer.pk}/").content.decode()


def test_inn_is_copied_with_blanks(client_for: ClientFor, manager: User) -> None:
    customer = make_company(responsible=manager)

    client_for(manager).post(f"/clients/{customer.pk}/facts/inn/", {"inn": " 7707 083893", "was_inn": ""}, **HTMX)

    customer.refresh_from_db()
    assert customer.inn == "7707083893"


def test_same_fact_changed_by_two_is_asked_about(client_for: ClientFor, manager: User, admin_user: User) -> None:
    customer = make_person(responsible=manager, city="Казань")
    services.change(by=admin_user, customer=customer, values={"city": "Пермь"})
    path = f"/clients/{customer.pk}/facts/city/"

    answer = client_for(manager).post(path, {"city": "Москва", "was_city": "Казань"}, **HTMX)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Москва" in page
    assert "Пермь" in page
    assert admin_user.full_name in page
    assert 'name="was_city" value="Пермь"' in page
    customer.refresh_from_db()
    assert customer.city == "Пермь"
    assert client_for(manager).post(path, {"city": "Москва", "was_city": "Пермь"}, **HTMX).status_code == 200


def test_same_value_typed_by_two_is_no_conflict(client_for: ClientFor, manager: User, admin_user: User) -> None:
    customer = make_person(responsible=manager, city="Казань")
    services.change(by=admin_user, customer=customer, values={"city": "Пермь"})

    answer = client_for(manager).post(
        f"/clients/{customer.pk}/facts/city/", {"city": "Пермь", "was_city": "Казань"}, **HTMX
    )

    assert answer.status_code == 200


def filled(page: str) -> dict[str, str]:
    """The form as the browser would send it back untouched: simple values only."""
    import re

    found = dict(re.findall(r'<input type="(?:text|hidden)" name="(\w+)"(?: value="([^"]*)")?', page))
    found.pop("csrfmiddlewaretoken", None)
    return found


def test_different_fields_of_the_form_both_survive(client_for: ClientFor, manager: User, admin_user: User) -> None:
    customer = make_person(responsible=manager, city="Казань")
    browser, path = client_for(manager), f"/clients/{customer.pk}/edit/"
    form = filled(browser.get(path).content.decode()) | {"responsible": str(manager.pk), "sex": "", "note": ""}
    services.change(by=admin_user, customer=customer, values={"city": "Пермь", "source": "сайт"})

    assert browser.post(path, form | {"position": "директор"}).status_code == 302

    customer.refresh_from_db()
    assert (customer.city, customer.source, customer.position) == ("Пермь", "сайт", "директор")


@pytest.mark.parametrize(("keep", "city"), [("mine", "Москва"), ("theirs", "Пермь")])
def test_form_asks_whose_value_stays(
    client_for: ClientFor, manager: User, admin_user: User, keep: str, city: str
) -> None:
    customer = make_person(responsible=manager, city="Казань")
    browser, path = client_for(manager), f"/clients/{customer.pk}/edit/"
    form = filled(browser.get(path).content.decode()) | {"responsible": str(manager.pk), "sex": "", "note": ""}
    services.change(by=admin_user, customer=customer, values={"city": "Пермь"})
    form |= {"city": "Москва", "position": "директор"}

    asked = browser.post(path, form)
    again = form | {"was_city": "Пермь", "keep_city": keep}

    assert asked.status_code == 422
    assert 'name="was_city" value="Пермь"' in asked.content.decode()
    assert "директор" in asked.content.decode()
    assert browser.post(path, again).status_code == 302
    customer.refresh_from_db()
    assert (customer.city, customer.position) == (city, "директор")


def test_company_cannot_lose_its_name(client_for: ClientFor, manager: User) -> None:
    customer = make_company(responsible=manager)

    assert client_for(manager).post(f"/clients/{customer.pk}/edit/", {"name": " "}).status_code == 422
    assert client_for(manager).get(f"/clients/{customer.pk}/facts/birth_date/").status_code == 404


def test_card_given_away_leads_back_to_the_list(client_for: ClientFor, manager: User, colleague: User) -> None:
    customer = make_person(responsible=manager)

    answer = client_for(manager).post(
        f"/clients/{customer.pk}/facts/responsible/",
        {"responsible": str(colleague.pk), "was_responsible": str(manager.pk)},
        **HTMX,
    )

    assert answer["HX-Redirect"] == "/clients/"


def addresses(customer: Customer, point: ContactPoint, tag: Tag) -> list[tuple[str, str]]:
    root = f"/clients/{customer.pk}"
    acts = [("post", f"{root}/contacts/{point.pk}/{code}/") for code in ("primary", "remove", "fix", "state", "label")]
    return [
        ("get", f"{root}/edit/"),
        ("post", f"{root}/edit/"),
        ("get", f"{root}/facts/city/"),
        ("post", f"{root}/facts/city/"),
        ("get", f"{root}/contacts/"),
        ("post", f"{root}/contacts/add/"),
        *acts,
        ("get", f"{root}/tags/"),
        ("post", f"{root}/tags/add/"),
        ("post", f"{root}/tags/{tag.pk}/remove/"),
    ]


def test_others_get_404_everywhere(client_for: ClientFor, manager: User, colleague: User, stranger: User) -> None:
    customer = make_person(responsible=manager)
    point, tag = make_phone(customer), Tag.objects.create(name="опт", hue=1)
    before = Operation.objects.count()

    for person in (colleague, stranger):
        browser = client_for(person)
        for method, path in addresses(customer, point, tag):
            assert getattr(browser, method)(path).status_code == 404, path
    assert Operation.objects.count() == before


def test_reader_without_the_right_may_only_look(client_for: ClientFor) -> None:
    role = Role.objects.create(code="reader", name="R", scope=Scope.OWN, permissions=[Permission.VIEW_CUSTOMERS.value])
    reader = make_user(role=role)
    customer = make_person(responsible=reader)
    point, tag = make_phone(customer), Tag.objects.create(name="опт", hue=1)
    browser = client_for(reader)

    page = browser.get(f"/clients/{customer.pk}/").content.decode()
    assert "/facts/" not in page
    assert "/edit/" not in page
    for method, path in addresses(customer, point, tag):
        expected = 200 if path.endswith("/contacts/") else 403
        assert getattr(browser, method)(path).status_code == expected, path
    assert browser.get("/clients/new/").status_code == 403


def test_contact_of_another_card_is_404(client_for: ClientFor, manager: User) -> None:
    mine, other = make_person(responsible=manager), make_person(responsible=manager)
    point = make_phone(other)

    assert client_for(manager).post(f"/clients/{mine.pk}/contacts/{point.pk}/remove/").status_code == 404


def test_acts_need_the_token(manager: User) -> None:
    customer = make_person(responsible=manager)
    browser = StrictClient(enforce_csrf_checks=True)
    browser.force_login(manager)

    assert browser.post(f"/clients/{customer.pk}/facts/city/", {"city": "Пермь"}).status_code == 403


def test_contact_is_added_labelled_told_of_and_removed(client_for: ClientFor, manager: User) -> None:
    customer = make_person(responsible=manager)
    browser, root = client_for(manager), f"/clients/{customer.pk}/contacts"

    added = browser.post(f"{root}/add/", {"raw": "8 917 234-18-60", "label": "рабочий"}, **HTMX)
    second = make_phone(customer)
    point = ContactPoint.objects.get(customer=customer, is_primary=True)
    browser.post(f"{root}/{second.pk}/primary/", **HTMX)
    told = browser.post(f"{root}/{point.pk}/state/", {"state": "silent"}, **HTMX).content.decode()
    browser.post(f"{root}/{point.pk}/label/", {"label": "домашний"}, **HTMX)

    assert "tel:+79172341860" in added.content.decode()
    assert manager.full_name in told
    point.refresh_from_db()
    assert (point.is_primary, point.state, point.state_by, point.label) == (
        False,
        ContactState.SILENT,
        manager,
        "домашний",
    )
    browser.post(f"{root}/{second.pk}/remove/", **HTMX)
    assert set(ContactPoint.objects.of(customer).values_list("pk", "is_primary")) == {(point.pk, True)}
    undo_last(manager)
    assert set(ContactPoint.objects.of(customer).values_list("pk", "is_primary")) == {
        (point.pk, False),
        (second.pk, True),
    }
    page = browser.get(f"/clients/{customer.pk}/panels/changes/").content.decode()
    assert "домашний" in page


@pytest.mark.parametrize("raw", ["", "  ", "x" * 321])
def test_bad_contact_is_refused(client_for: ClientFor, manager: User, raw: str) -> None:
    customer = make_person(responsible=manager)

    answer = client_for(manager).post(f"/clients/{customer.pk}/contacts/add/", {"raw": raw}, **HTMX)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_contact_that_stands_there_is_not_added_twice(client_for: ClientFor, manager: User) -> None:
    customer = make_person(responsible=manager)
    make_phone(customer, "+79172341860")

    answer = client_for(manager).post(f"/clients/{customer.pk}/contacts/add/", {"raw": "8(917)2341860"}, **HTMX)

    assert answer.status_code == 422


def test_slip_in_a_domain_is_corrected_and_taken_back(client_for: ClientFor, manager: User) -> None:
    customer = make_person(responsible=manager)
    point = make_email(customer, "elena@gmial.com")
    browser = client_for(manager)

    assert "gmail.com" in browser.get(f"/clients/{customer.pk}/").content.decode()
    browser.post(f"/clients/{customer.pk}/contacts/{point.pk}/fix/", **HTMX)

    assert list(ContactPoint.objects.of(customer).values_list("value", "is_primary")) == [("elena@gmail.com", True)]
    undo_last(manager)
    assert list(ContactPoint.objects.of(customer).values_list("value", "is_primary")) == [("elena@gmial.com", True)]


def test_two_hundred_phones_are_shown_when_asked(
    client_for: ClientFor, manager: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    customer = make_person(responsible=manager)
    for _number in range(200):
        make_phone(customer)
    browser = client_for(manager)

    with django_assert_max_num_queries(15):
        first = browser.get(f"/clients/{customer.pk}/").content.decode()
    with django_assert_max_num_queries(8):
        everything = browser.get(f"/clients/{customer.pk}/contacts/?all=1", **HTMX).content.decode()

    assert first.count('href="tel:') == 11
    assert everything.count('href="tel:') == 200


def test_tag_is_put_on_and_taken_off(client_for: ClientFor, manager: User) -> None:
    customer = make_person(responsible=manager)
    browser = client_for(manager)

    browser.post(f"/clients/{customer.pk}/tags/add/", {"tag": " Опт "}, **HTMX)
    again = browser.post(f"/clients/{customer.pk}/tags/add/", {"tag": "опт"}, **HTMX)
    tag = Tag.objects.get()

    assert again.status_code == 422
    assert [one.name for one in tags.worn_by(customer)] == ["Опт"]
    browser.post(f"/clients/{customer.pk}/tags/{tag.pk}/remove/", **HTMX)
    assert not CustomerTag.objects.exists()
    undo_last(manager)
    assert CustomerTag.objects.filter(customer=customer, tag=tag).exists()


def test_undone_creation_takes_tags_and_numbers_along(manager: User) -> None:
    from journal.operations import single

    with single(by=manager) as operation:
        customer = services.create_person(by=manager, last_name="Петров")
        tags.put_on(by=manager, customer=customer, name="опт")
        ExternalId.objects.create(customer=customer, source="main", value="17", made_in=operation.pk)

    run_now(start_undo(operation, by=manager))

    assert not Customer.objects.exists()
    assert not ExternalId.objects.exists()
    assert not CustomerTag.objects.exists()
