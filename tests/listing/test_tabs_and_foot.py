"""Tabs in an order of one's own, columns of a saved view, where in the list a page stands."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from core.rules.tree import Condition, Group, Join
from customers import external_ids, tags
from customers.models import Customer, CustomerTag, ExternalId
from listing import showing
from listing.models import ListColumns, SavedView
from listing.pages import list_pages
from listing.state import read
from tests.customers.test_list import ids, link
from tests.factories.customers import make_company, make_email, make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db

ClientFor = Callable[[User], StrictClient]
LIST = "/clients/"
LISTS = "/lists/customers/"
SAVED_TAB = re.compile(r'href="/clients/\?view=(\d+)"')
FOOT = re.compile(r'<nav class="pager".*?<span>(.*?)</span>', re.DOTALL)


def view_of(user: User, name: str, **more: Any) -> SavedView:
    return SavedView.objects.create(page="customers", owner=user, name=name, **more)


def foot(response: Any) -> str:
    """What the foot of the list says, without its markup."""
    assert response.status_code == 200
    found = FOOT.search(response.content.decode())
    assert found is not None
    return re.sub(r"<[^>]*>", "", found[1]).strip()


def test_tabs_are_moved_among_one_s_own(client_for: ClientFor, manager: User, colleague: User) -> None:
    view_of(colleague, "Чужой")
    views = [view_of(manager, name, position=0) for name in "АБВ"]
    browser = client_for(manager)

    def order() -> list[int]:
        found = SAVED_TAB.findall(browser.get(LIST).content.decode())
        return [int(pk) for pk in found]

    assert order() == [view.pk for view in views]
    browser.post(f"{LISTS}views/{views[2].pk}/", {"act": "left"})
    assert order() == [views[0].pk, views[2].pk, views[1].pk]
    browser.post(f"{LISTS}views/{views[0].pk}/", {"act": "right"})
    assert order() == [views[2].pk, views[0].pk, views[1].pk]
    browser.post(f"{LISTS}views/{views[2].pk}/", {"act": "left"})
    browser.post(f"{LISTS}views/{views[1].pk}/", {"act": "right"})
    assert order() == [views[2].pk, views[0].pk, views[1].pk]


def test_shared_tab_is_not_moved_by_those_who_may_not(client_for: ClientFor, manager: User, admin_user: User) -> None:
    views = [view_of(admin_user, name, is_shared=True, position=place) for place, name in enumerate("АБ")]

    client_for(manager).post(f"{LISTS}views/{views[1].pk}/", {"act": "left"})

    assert [view.name for view in SavedView.objects.of_page("customers")] == ["А", "Б"]


@pytest.mark.parametrize("act", ["overwrite", "rename", "left", "delete", "made-up"])
def test_forged_number_of_a_view_is_not_there(
    client_for: ClientFor, manager: User, stranger: User, colleague: User, act: str
) -> None:
    theirs = view_of(colleague, "Чужой")
    for pk in (theirs.pk, 0, 2**62, 2**70):
        assert client_for(manager).post(f"{LISTS}views/{pk}/", {"act": act, "name": "Мой"}).status_code == 404
    own = view_of(stranger, "Свой")
    assert client_for(stranger).post(f"{LISTS}views/{own.pk}/", {"act": act}).status_code == 404


def test_columns_of_a_saved_view_change_with_it(client_for: ClientFor, manager: User) -> None:
    make_person(responsible=manager, position="бухгалтер", city="Казань")
    view = view_of(manager, "С городом", columns=["full_name", "city"])
    browser = client_for(manager)

    changed = browser.post(f"{LISTS}columns/", {"columns": ["position"], "query": f"view={view.pk}"})["Location"]
    page = browser.get(changed).content.decode()

    assert not ListColumns.objects.exists()
    assert "бухгалтер" in page
    assert 'class="c-city"' not in page
    assert "tabs__changed" in page
    browser.post(f"{LISTS}views/{view.pk}/", {"act": "overwrite", "query": changed.partition("?")[2]})
    kept = browser.get(f"{LIST}?view={view.pk}").content.decode()
    assert "бухгалтер" in kept
    assert "tabs__changed" not in kept
    reset = browser.post(f"{LISTS}columns/", {"reset": "1", "query": changed.partition("?")[2]})["Location"]
    assert "columns" not in reset


def test_foot_says_where_the_page_stands(
    client_for: ClientFor, admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "ROWS_ON_PAGE", 3)
    for number in range(7):
        make_company(f"Клиент {number}")
    browser = client_for(admin_user)

    said = []
    address: str | None = LIST
    for relation in ("next", "next", "prev"):
        assert address
        response = browser.get(address)
        said.append(foot(response))
        address = link(response, relation)

    assert said == ["1\u20133", "4\u20136", "7\u20137"]
    assert address
    assert foot(browser.get(address)) == "4\u20136"
    count = browser.get(f"{LISTS}count/?view=all&foot=1").content.decode()
    assert '<span id="list-total" hx-swap-oob="true">из 7</span>' in count


def test_foot_of_one_page_knows_its_total(client_for: ClientFor, admin_user: User) -> None:
    make_person()

    assert foot(client_for(admin_user).get(LIST)) == "1\u20131 из 1"


@pytest.mark.parametrize("since", ["0", "-1", "x", "9" * 30, "²", ""])
def test_forged_place_is_no_place(client_for: ClientFor, admin_user: User, since: str) -> None:
    first, *_rest = [make_company(name) for name in "АБВ"]

    page = client_for(admin_user).get(LIST, {"after": str(first.pk), "size": "1", "from": since})

    assert foot(page) == ""


def test_saved_tree_of_groups_survives_a_click(client_for: ClientFor, manager: User) -> None:
    inner = Group(Join.ANY, (Condition("city", "is", ("Казань",)), Condition("phone", "empty")))
    view = view_of(manager, "Сложный", tree=Group(parts=(inner, Condition("note", "filled"))).to_json())
    page = list_pages.get("customers")

    look = read(page, QueryDict(f"view={view.pk}&sort=-created_at"), manager)
    again = read(page, QueryDict(look.query_for(tree=Group(parts=(inner,)))), manager)

    assert look.tree.parts == (inner, Condition("note", "filled"))
    assert again.tree == inner
    assert again.sort == "-created_at"


def test_all_columns_under_a_saved_view_ask_no_more_than_sixteen_queries(
    client_for: ClientFor, admin_user: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        customer = make_person(city="Казань", responsible=admin_user)
        make_phone(customer)
        make_email(customer)
    columns = list(list_pages.get("customers").fields())
    tree = Group(parts=(Condition("city", "is", ("Казань",)),)).to_json()
    view = view_of(admin_user, "Всё", columns=columns, tree=tree)
    browser = client_for(admin_user)
    first = Customer.objects.order_by("pk").values_list("pk", flat=True)[0]

    with django_assert_max_num_queries(16):  # four lists of names among them: people, products, categories, brands
        assert ids(browser.get(f"{LIST}?view={view.pk}&sort=birth_date&after={first}"))


def test_fifty_rows_ask_as_much_as_one(client_for: ClientFor, admin_user: User) -> None:
    """All columns of a saved view, tags and contacts among them; the card and the quick view of a full client."""
    hang_everything(make_person("Аба Анна", city="Казань", responsible=admin_user), admin_user)
    tree = Group(parts=(Condition("city", "is", ("Казань",)),)).to_json()
    view = view_of(admin_user, "Всё", columns=list(list_pages.get("customers").fields()), tree=tree)
    browser, address = client_for(admin_user), f"{LIST}?view={view.pk}&sort=birth_date"
    first = Customer.objects.latest("pk")
    cards = f"/clients/{first.pk}/", f"/clients/{first.pk}/peek/"

    def asked() -> list[int]:
        counts = []
        for where in (address, *cards):
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(where).status_code == 200
            counts.append(len(queries))
        return counts

    browser.get(address)
    one = asked()
    for number in range(49):
        hang_everything(make_person(f"Бова{number} Пётр", city="Казань", responsible=admin_user), admin_user)
    hang_everything(first, admin_user)

    assert asked() == one
    assert one[0] <= 15
    assert max(one[1:]) <= 12
    assert len(ids(browser.get(address))) == 50


def hang_everything(customer: Customer, by: User) -> None:
    """Two phones, an address, two tags, a number in another program."""
    for _ in range(2):
        make_phone(customer)
        tags.put_on(by=by, customer=customer, name=f"тег {CustomerTag.objects.filter(customer=customer).count()}")
    make_email(customer)
    external_ids.add(by=by, customer=customer, source="1С", value=str(ExternalId.objects.count()))
