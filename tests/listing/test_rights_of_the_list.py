"""What a role may not read is neither offered, nor sorted, nor filtered, nor taken out; acts are those one may do."""

import re
from collections.abc import Callable

import pytest

from accounts.models import Role, User
from accounts.permissions import Permission, Scope
from customers.models import Customer
from listing.models import SavedView
from listing.pages import list_pages
from tests.customers.test_list import ids
from tests.factories.customers import make_email, make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db

ClientFor = Callable[[User], StrictClient]
LIST, LISTS = "/clients/", "/lists/customers/"
SEES = (Permission.VIEW_CUSTOMERS, Permission.EXPORT_CUSTOMERS)
CHANGES = (Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS, Permission.BULK_CHANGE)
NOT_READ = {"phone": "masked", "birth_date": "masked", "email": "hidden", "city": "hidden", "note": "hidden"}


def one_with(*permissions: Permission, **rights: str) -> User:
    role = Role.objects.create(
        code="narrow", name="Узкая", scope=Scope.ALL, permissions=[str(one) for one in permissions], field_rights=rights
    )
    return make_user(role=role)


@pytest.fixture
def anna(manager: User) -> Customer:
    made = make_person("Абрамова Анна", responsible=manager, birth_date="1980-02-29", city="Казань", note="тайна")
    make_phone(made, "+7 916 123-45-67")
    make_email(made, "anna@mail.example.com")
    return made


def page_of(browser: StrictClient, address: str, **query: str) -> str:
    answer = browser.get(address, query)
    assert answer.status_code == 200, address
    return str(answer.content.decode()).replace("\u00a0", " ")


def acts(page: str) -> list[str]:
    """Buttons of the bar: codes of acts, and «export» for the one that leads to an export."""
    bar = re.search(r'<form class="bulk".*?</form>', page, re.DOTALL)
    if bar is None:
        return []
    found = re.findall(r'name="act" value="(\w+)"', bar[0])
    return [*found, "export"] if re.search(r'formaction="[^"]*export', bar[0]) else found


@pytest.mark.parametrize("role", ["marketer", "narrow"])
def test_what_is_not_read_is_not_offered(client_for: ClientFor, anna: Customer, role: str) -> None:
    user = one_with(*SEES, **NOT_READ) if role == "narrow" else make_user(role=Role.objects.get(code=role))
    browser, page = client_for(user), list_pages.get("customers")
    kept = set(page.fields()) - set(page.readable(user))
    gone = set(page.fields()) - set(page.showable(user))
    assert {"phone", "email"} <= kept

    listed, condition = page_of(browser, LIST), page_of(browser, f"{LISTS}filter/")
    export = page_of(browser, f"{LISTS}export/")

    for code in kept:
        assert f"field={code}&" not in condition + "&", code
        assert f"sort={code}" not in listed, code
    for code in gone:
        assert f'name="columns" value="{code}"' not in listed + export, code
    assert "123-45" not in listed
    assert "anna@" not in listed
    assert "view=no-phone" not in listed
    assert "counters/no-phone/" not in listed


@pytest.mark.parametrize("code", NOT_READ)
def test_forged_addresses_neither_filter_nor_sort(client_for: ClientFor, anna: Customer, code: str) -> None:
    other = make_person("Яковлев Яков")
    browser = client_for(one_with(*SEES, **NOT_READ))

    # Anna alone fits each of these; who may not read the field is told that, and sees both.
    filtered = browser.get(LIST, {f"{code}__filled": "1"})
    assert ids(filtered) == [anna.pk, other.pk]
    assert "пропущено" in filtered.content.decode()
    for sort in (code, f"-{code}"):
        assert ids(browser.get(LIST, {"sort": sort})) == [anna.pk, other.pk]
    assert browser.get(f"{LISTS}counters/no-phone/").status_code == 404
    assert browser.get(f"{LISTS}tabs/no-phone/count/").status_code == 404


@pytest.mark.usefixtures("anna")
def test_a_saved_view_over_what_is_not_read_opens_with_a_notice(client_for: ClientFor, admin_user: User) -> None:
    tree = {"all": [{"field": "city", "op": "is", "values": ["Уфа"]}]}
    view = SavedView.objects.create(
        page="customers", owner=admin_user, name="Наш", is_shared=True, tree=tree, sort="birth_date",
        columns=["email", "kind"],
    )  # fmt: skip

    page = page_of(client_for(one_with(*SEES, **NOT_READ)), LIST, view=str(view.pk))

    assert "Абрамова Анна" in page
    assert "Условие по полю «Город» пропущено: это поле вам не открыто." in page
    assert "Колонка «Почта» этого вида вам не показывается." in page
    assert "упорядочен по полю, которое вам не открыто" in page
    whole = page_of(client_for(admin_user), LIST, view=str(view.pk))
    assert "не показывается" not in whole


@pytest.mark.parametrize(
    ("permissions", "rights", "offered"),
    [
        ((Permission.VIEW_CUSTOMERS,), {}, []),
        (SEES, {}, ["export"]),
        ((Permission.VIEW_CUSTOMERS, Permission.BULK_CHANGE), {}, []),
        (CHANGES, {}, ["assign", "tag", "source", "edit"]),
        ((*CHANGES, Permission.ARCHIVE_CUSTOMERS), {}, ["assign", "tag", "source", "edit", "archive"]),
        (CHANGES, {"tags": "read", "source": "masked", "responsible": "read"}, ["edit"]),
    ],
)
def test_the_bar_offers_what_one_may_do(
    client_for: ClientFor, anna: Customer, permissions: tuple[Permission, ...], rights: dict[str, str],
    offered: list[str],
) -> None:  # fmt: skip
    browser = client_for(one_with(*permissions, **rights))

    page = page_of(browser, LIST)

    assert acts(page) == offered
    assert ('form="bulk"' in page) == bool(offered)
    for act in {"assign", "tag", "source", "edit", "archive"} - set(offered):
        assert browser.post("/clients/bulk/", {"act": act, "ids": [anna.pk]}).status_code == 403, act


def test_the_bar_of_the_archive(client_for: ClientFor, anna: Customer) -> None:
    Customer.objects.filter(pk=anna.pk).update(archived_at="2026-01-01T00:00Z")
    browser = client_for(one_with(*CHANGES, Permission.ARCHIVE_CUSTOMERS))

    assert acts(page_of(browser, LIST, view="archive")) == ["restore"]
