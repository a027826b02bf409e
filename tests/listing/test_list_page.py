"""The list of clients as a person works with it: filters, views, columns, lazy numbers."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import escape

from accounts.models import Role, User
from accounts.permissions import Permission
from core.rules.tree import Condition, Group
from customers.models import Customer
from journal.models import Entry
from listing.models import DefaultView, ListColumns, SavedView
from listing.ordering import TOO_MANY, sorted_rows
from listing.pages import list_pages
from listing.state import read
from segmentation.models import CustomerScore
from tests.customers.test_list import ids
from tests.factories.customers import make_company, make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db

ClientFor = Callable[[User], StrictClient]
LIST = "/clients/"
LISTS = "/lists/customers/"


@pytest.fixture
def sharer(manager: User) -> User:
    """A manager who may share views."""
    role = Role.objects.get(pk=manager.role_id)
    role.permissions = [*role.permissions, Permission.SHARE_VIEWS.value]
    role.save()
    manager.role = role
    return manager


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def company(name: str, **values: Any) -> Customer:
    """A company with more than its name."""
    made = make_company(name, responsible=values.pop("responsible", None))
    Customer.objects.filter(pk=made.pk).update(**values or {"name": name})
    return made


def view_of(user: User, name: str = "Казань", **more: Any) -> SavedView:
    tree = Group(parts=(Condition("city", "is", ("Казань",)),)).to_json()
    return SavedView.objects.create(page="customers", owner=user, name=name, **{"tree": tree, **more})


def test_filters_of_the_address_choose_rows_and_stand_as_chips(client_for: ClientFor, admin_user: User) -> None:
    there = company("Здесь", city="Казань")
    company("Там", city="Уфа")

    response = client_for(admin_user).get(LIST, {"city__is": ["Казань"]})

    assert ids(response) == [there.pk]
    assert '<span class="chip__value">Казань</span>' in text(response)


def test_unknown_filter_is_left_out_with_a_notice(client_for: ClientFor, admin_user: User) -> None:
    company("А")

    page = text(client_for(admin_user).get(f"{LIST}?colour__is=red"))

    assert "Условие по полю «colour» пропущено" in page


def test_old_view_with_a_field_that_has_gone_opens_with_a_notice(client_for: ClientFor, manager: User) -> None:
    mine = company("А", responsible=manager, city="Казань")
    tree = {
        "all": [{"field": "gone", "op": "is", "values": ["x"]}, {"field": "city", "op": "is", "values": ["Казань"]}]
    }
    view = view_of(manager, tree=tree)

    response = client_for(manager).get(f"{LIST}?view={view.pk}")

    assert ids(response) == [mine.pk]
    assert "Условие по полю «gone» пропущено" in text(response)


def test_view_that_has_gone_leads_to_the_first_one(client_for: ClientFor, manager: User) -> None:
    assert "Такого вида больше нет" in text(client_for(manager).get(f"{LIST}?view=123456"))


@pytest.mark.parametrize("value", ["😀", "\u202eمرحبا", "<b>x</b>", "'; DROP TABLE x; --", "%_\\"])
def test_odd_values_are_values(client_for: ClientFor, admin_user: User, value: str) -> None:
    odd = company("А", city=value)
    company("Б", city="Уфа")

    response = client_for(admin_user).get(LIST, {"city__is": [value]})

    assert ids(response) == [odd.pk]
    assert escape(value) in text(response)


def test_archive_is_a_tab(client_for: ClientFor, admin_user: User) -> None:
    away = company("А", archived_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    company("Б")

    assert ids(client_for(admin_user).get(f"{LIST}?view=archive")) == [away.pk]


def test_mine_is_one_s_own(client_for: ClientFor, admin_user: User, manager: User) -> None:
    mine = company("А", responsible=admin_user)
    company("Б", responsible=manager)

    assert ids(client_for(admin_user).get(f"{LIST}?view=mine")) == [mine.pk]
    assert "view=mine" not in text(client_for(manager).get(LIST))


def test_condition_is_chosen_step_by_step(client_for: ClientFor, admin_user: User) -> None:
    browser = client_for(admin_user)
    there = company("Здесь", city="Казань")
    company("Там", city="Уфа")

    fields = text(browser.get(f"{LISTS}filter/?view=all"))
    form = text(browser.get(f"{LISTS}filter/?view=all&field=city"))
    done = browser.get(f"{LISTS}filter/?view=all&field=city&op=is&value=Казань&apply=1")

    assert "field=city" in fields
    assert 'name="op"' in form
    assert ids(browser.get(done["Location"])) == [there.pk]


def test_condition_of_a_chip_is_changed_in_its_place(client_for: ClientFor, admin_user: User) -> None:
    browser = client_for(admin_user)
    standing = "view=all&city__is=Казань&phone__empty=1"

    done = browser.get(f"{LISTS}filter/?{standing}&place=0&field=city&op=is&value=Уфа&apply=1")

    state = read(list_pages.get("customers"), QueryDict(done["Location"].partition("?")[2]), admin_user)
    assert state.tree.parts == (Condition("city", "is", ("Уфа",)), Condition("phone", "empty"))


def test_condition_that_cannot_be_read_is_said(client_for: ClientFor, admin_user: User) -> None:
    response = client_for(admin_user).get(f"{LISTS}filter/?view=all&field=birth_date&op=on&value=завтра&apply=1")

    assert response.status_code == 422
    assert "завтра" in response.content.decode()


def test_view_is_saved_renamed_overwritten_and_deleted(client_for: ClientFor, manager: User) -> None:
    browser = client_for(manager)

    saved = browser.post(f"{LISTS}views/", {"name": "Казань", "query": "view=all&city__is=Казань&sort=-created_at"})
    view = SavedView.objects.get()
    assert saved["Location"] == f"{LIST}?view={view.pk}"
    assert (view.name, view.sort, view.owner_id) == ("Казань", "-created_at", manager.pk)

    browser.post(f"{LISTS}views/{view.pk}/", {"act": "rename", "name": "Уфа"})
    browser.post(f"{LISTS}views/{view.pk}/", {"act": "overwrite", "query": f"view={view.pk}&city__is=Уфа"})
    view.refresh_from_db()
    assert view.name == "Уфа"
    assert view.tree == Group(parts=(Condition("city", "is", ("Уфа",)),)).to_json()

    browser.post(f"{LISTS}views/{view.pk}/", {"act": "delete"})
    assert not SavedView.objects.exists()


def test_second_view_of_one_name_is_refused_in_words(client_for: ClientFor, manager: User) -> None:
    view_of(manager)

    page = client_for(manager).post(f"{LISTS}views/", {"name": "Казань", "query": ""}, follow=True)

    assert "Вид «Казань» у вас уже есть" in text(page)


def test_changed_view_says_so(client_for: ClientFor, manager: User) -> None:
    view = view_of(manager)
    browser = client_for(manager)

    assert "tabs__changed" not in text(browser.get(f"{LIST}?view={view.pk}"))
    assert "tabs__changed" in text(browser.get(f"{LIST}?view={view.pk}&rule="))


def test_private_view_of_another_is_not_there(client_for: ClientFor, manager: User, colleague: User) -> None:
    theirs = view_of(colleague)
    browser = client_for(manager)

    assert browser.post(f"{LISTS}views/{theirs.pk}/", {"act": "delete"}).status_code == 404
    assert browser.get(f"{LISTS}tabs/{theirs.pk}/count/").status_code == 404
    assert theirs.name not in text(browser.get(LIST))


def test_shared_view_is_seen_by_all_and_changed_by_those_who_may(
    client_for: ClientFor, sharer: User, colleague: User, admin_user: User
) -> None:
    client_for(sharer).post(f"{LISTS}views/", {"name": "Общий", "query": "view=all&city__is=Казань", "shared": "on"})
    view = SavedView.objects.get()
    Role.objects.filter(pk=colleague.role_id).update(permissions=[Permission.VIEW_CUSTOMERS.value])

    assert "Общий" in text(client_for(colleague).get(LIST))
    client_for(colleague).post(f"{LISTS}views/{view.pk}/", {"act": "delete"})
    assert SavedView.objects.filter(pk=view.pk).exists()
    client_for(admin_user).post(f"{LISTS}views/{view.pk}/", {"act": "delete"})
    assert not SavedView.objects.exists()
    said = Entry.objects.filter(verb__startswith="listing.").order_by("id").values_list("verb", flat=True)
    assert list(said) == ["listing.view_shared", "listing.view_deleted"]


def test_only_those_who_may_share_share(client_for: ClientFor, manager: User) -> None:
    client_for(manager).post(f"{LISTS}views/", {"name": "Общий", "query": "", "shared": "on"})

    assert not SavedView.objects.exists()


def test_role_begins_with_the_view_chosen_for_it(client_for: ClientFor, admin_user: User, manager: User) -> None:
    client_for(admin_user).post(f"{LISTS}first-view/", {"role": manager.role.code, "view": "no-phone", "query": ""})
    make_phone(company("С телефоном", responsible=manager))
    without = company("Без", responsible=manager)

    assert DefaultView.objects.get().view == "no-phone"
    assert ids(client_for(manager).get(LIST)) == [without.pk]


def test_role_may_begin_with_a_tab_of_another_package_and_stop(
    client_for: ClientFor, admin_user: User, manager: User
) -> None:
    for view in ("vip", "", ""):
        client_for(admin_user).post(f"{LISTS}first-view/", {"role": manager.role.code, "view": view, "query": ""})
        assert [row.view for row in DefaultView.objects.all()] == ([view] if view else [])

    said = Entry.objects.filter(verb="listing.view_default").order_by("id").values_list("object_id", flat=True)
    assert list(said) == ["vip", ""]


def test_tabs_of_other_packages_stand_before_the_archive(client_for: ClientFor, admin_user: User) -> None:
    dear, other = company("Дорогой"), company("Другой")
    CustomerScore.objects.filter(customer=dear).update(lifecycle="vip")
    browser = client_for(admin_user)

    assert [tab.code for tab in browser.get(LIST).context["state"].tabs][-3:] == ["vip", "no-consent", "archive"]
    assert ids(browser.get(LIST, {"view": "vip"})) == [dear.pk]
    assert ids(browser.get(LIST, {"view": "no-consent"})) == [dear.pk, other.pk]


def test_columns_stand_in_the_order_they_were_chosen(client_for: ClientFor, manager: User) -> None:
    browser = client_for(manager)
    browser.post(f"{LISTS}columns/", {"columns": ["inn", "city", "position"], "query": ""})

    page = browser.get(LIST)

    assert [known.code for known in page.context["state"].columns][1:] == ["inn", "city", "position"]
    offered = [(known.code, there) for known, there in page.context["columns_offered"]]
    assert offered[:3] == [("inn", True), ("city", True), ("position", True)]
    assert not any(there for _code, there in offered[3:])


def test_columns_are_one_s_own_and_go_back(client_for: ClientFor, admin_user: User, manager: User) -> None:
    make_person(responsible=manager, position="бухгалтер", city="Казань")
    browser = client_for(manager)

    browser.post(f"{LISTS}columns/", {"columns": ["position", "made_up"], "query": ""})
    page = text(browser.get(LIST))
    assert "бухгалтер" in page
    assert 'class="c-city"' not in page
    assert 'class="c-city"' in text(client_for(admin_user).get(LIST))

    browser.post(f"{LISTS}columns/", {"reset": "1", "query": ""})
    assert not ListColumns.objects.exists()


def test_numbers_are_asked_for_apart(client_for: ClientFor, admin_user: User, stranger: User) -> None:
    make_phone(company("А", city="Казань"))
    company("Б")
    browser = client_for(admin_user)

    assert text(browser.get(f"{LISTS}count/?view=all&city__is=Казань")).strip() == "1"
    assert text(browser.get(f"{LISTS}tabs/all/count/")).strip() == "2"
    assert text(browser.get(f"{LISTS}counters/no-phone/")).strip() == "1"
    for address in ("count/", "tabs/all/count/", "counters/no-phone/", "filter/"):
        assert client_for(stranger).get(f"{LISTS}{address}").status_code == 404
    assert browser.get(f"{LISTS}counters/made-up/").status_code == 404
    assert browser.get("/lists/made-up/count/").status_code == 404


def test_any_column_sorts_few_rows_with_the_empty_last(client_for: ClientFor, admin_user: User) -> None:
    born = [dt.date(1990, 1, 1), None, dt.date(1980, 1, 1)]
    made = {day: make_person(birth_date=day).pk for day in born}
    browser = client_for(admin_user)

    assert ids(browser.get(f"{LIST}?sort=birth_date")) == [made[born[2]], made[born[0]], made[None]]
    assert ids(browser.get(f"{LIST}?sort=-birth_date")) == [made[born[0]], made[born[2]], made[None]]
    after = f"{LIST}?sort=birth_date&after={made[born[0]]}"
    assert ids(browser.get(after)) == [made[None]]


def test_unindexed_column_of_many_rows_says_why_it_does_not_sort(
    admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("listing.ordering.EXACT_UP_TO", 1)
    for name in "АБ":
        company(name)

    state = read(list_pages.get("customers"), QueryDict("sort=city"), admin_user)
    _rows, order, why = sorted_rows(state)

    assert (order.code, why) == ("full_name", TOO_MANY)


def test_every_column_can_be_shown_and_sorted(client_for: ClientFor, admin_user: User) -> None:
    make_phone(make_person(city="Казань", birth_date=dt.date(1990, 5, 1), responsible=admin_user))
    page = list_pages.get("customers")
    browser = client_for(admin_user)
    browser.post(f"{LISTS}columns/", {"columns": list(page.fields()), "query": ""})
    assert len(ids(browser.get(LIST))) == 1
    # A sorted page need not draw them all again.
    browser.post(f"{LISTS}columns/", {"columns": ["full_name"], "query": ""})

    for code in page.fields():
        assert len(ids(browser.get(f"{LIST}?sort={code}"))) == 1
        assert len(ids(browser.get(f"{LIST}?sort=-{code}"))) == 1


def test_phone_out_of_bounds_of_size_is_a_page(client_for: ClientFor, admin_user: User) -> None:
    for number in range(5):
        company(f"К{number}")
    browser = client_for(admin_user)

    assert len(ids(browser.get(f"{LIST}?size=2"))) == 2
    assert len(ids(browser.get(f"{LIST}?size=0"))) == 5
    assert len(ids(browser.get(f"{LIST}?size=9999999"))) == 5


def test_counted_rows_are_those_of_the_list(client_for: ClientFor, manager: User, colleague: User) -> None:
    company("А", responsible=manager)
    company("Б", responsible=colleague)

    assert text(client_for(manager).get(f"{LISTS}count/")).strip() == "1"
    assert Customer.objects.count() == 2
    assert reverse("listing:count", args=["customers"]) == f"{LISTS}count/"
