"""Pages of the fields of the card, and what a change does to values."""

from typing import Any

import pytest

from accounts.models import Role, User
from accounts.rights.roles import RoleWish, change_role
from customers.custom.reading import read
from customers.custom.values import change, values_of
from customers.models import CustomField
from imports.models import MappingProfile
from journal.models import Entry, Operation
from journal.operations import run_now, start_undo
from listing.models import SavedView
from tests.factories.customers import make_person
from tests.factories.own_fields import make_field

pytestmark = pytest.mark.django_db


def post(browser: Any, own: CustomField | None = None, **values: Any) -> Any:
    data = {"name": "Машина", "type": "text", **values}
    return browser.post(f"/office/fields/{own.pk}/" if own else "/office/fields/new/", data)


def test_admin_makes_a_field(client_for: Any, admin_user: User) -> None:
    browser = client_for(admin_user)
    assert "New field" in browser.get("/office/fields/").text or browser.get("/office/fields/").status_code == 200

    answer = post(browser, type="choice", new_options="Лада\nНива\n", default="Нива", section="Увлечения")

    own = CustomField.objects.get()
    assert answer["Location"] == f"/office/fields/{own.pk}/"
    assert own.code == "mashina"
    assert [one["name"] for one in own.options] == ["Лада", "Нива"]
    assert own.default == own.options[1]["id"]
    assert "Машина" in browser.get("/office/fields/").text
    assert "Нива" in browser.get(f"/office/fields/{own.pk}/").text
    assert Entry.objects.filter(verb="customers.field_created").exists()


@pytest.mark.parametrize(
    "values",
    [
        {"name": "МАШИНА"}, {"name": "  машина "}, {"name": "Телефон"}, {"name": ""},
        {"type": "choice", "name": "Цвет"},
        {"type": "choice", "name": "Цвет", "new_options": "a\nA"}, {"type": "nothing", "name": "Цвет"},
        {"type": "integer", "name": "Рост", "default": "высокий"}, {"type": "text", "name": "Код", "pattern": "["},
        {"name": "Код", "pattern": r"(?=а)б"}, {"name": "Код", "pattern": r"(а)\1"},
        {"name": "Код", "pattern": "((а{99}){99}){99}"},
        {"type": "integer", "name": "Рост", "least": "10", "most": "9"}, {"type": "date", "name": "День", "least": "x"},
        {"type": "file", "name": "Скан", "is_sensitive": "on"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(client_for: Any, admin_user: User, values: dict[str, Any]) -> None:
    make_field(name="Машина")
    assert post(client_for(admin_user), **values).status_code == 422
    assert CustomField.objects.count() == 1


def test_field_in_use_is_not_deleted_and_says_by_what(client_for: Any, admin_user: User) -> None:
    own, customer = make_field(name="Машина"), make_person()
    change(by=admin_user, customer=customer, values={own: "Лада"})
    rule = {"all": [{"field": own.catalogue_code, "op": "filled", "values": []}]}
    view = SavedView.objects.create(page="customers", name="С машиной", owner=admin_user, is_shared=True, tree=rule)
    profile = MappingProfile.objects.create(
        name="Из 1С", owner=admin_user, fingerprint="0" * 64, mapping={"Авто": own.catalogue_code}
    )
    browser = client_for(admin_user)

    page = browser.post(f"/office/fields/{own.pk}/delete/", follow=True).text
    assert "С машиной" in page
    assert "Из 1С" in page
    view.delete()
    profile.delete()
    change(by=admin_user, customer=customer, values={own: None})
    Role.objects.filter(code="manager").update(field_rights={own.catalogue_code: "hidden"})
    browser.post(f"/office/fields/{own.pk}/delete/")

    assert not CustomField.objects.exists()
    assert post(browser).status_code == 302
    assert CustomField.objects.get().code != own.code  # the rights of the one that is gone are not its own


def test_deletion_says_whose_rights_go_and_an_undo_brings_them_back(client_for: Any, admin_user: User) -> None:
    own, browser = make_field(name="Машина"), client_for(admin_user)
    role = Role.objects.get(code="manager")
    role.field_rights = {own.catalogue_code: "hidden"}
    role.save(update_fields=["field_rights"])
    assert "Менеджер" in browser.get(f"/office/fields/{own.pk}/").text

    answer = browser.post(f"/office/fields/{own.pk}/delete/", follow=True)

    operation = Operation.objects.latest("created_at")
    assert f"/operations/{operation.pk}/undo/" in answer.text
    assert browser.get(f"/office/roles/{role.pk}/").status_code == 200
    wish = RoleWish("Менеджер", role.scope, role.permissions, {"city": "read"})
    change_role(role_id=role.pk, wish=wish, by=admin_user)
    run_now(start_undo(operation, admin_user, queued=False))
    back = CustomField.objects.get()
    role.refresh_from_db()
    assert (back.pk, back.code) == (own.pk, own.code)
    assert role.field_rights == {own.catalogue_code: "hidden", "city": "read"}


def test_role_with_rights_on_a_deleted_field_is_copied(client_for: Any, admin_user: User) -> None:
    role = Role.objects.get(code="manager")
    role.field_rights = {"custom.gone": "hidden", "city": "read"}
    role.save(update_fields=["field_rights"])

    client_for(admin_user).post(f"/office/roles/{role.pk}/copy/")

    assert Role.objects.latest("pk").field_rights == {"city": "read"}


def test_type_changes_when_every_value_becomes_of_it(client_for: Any, admin_user: User) -> None:
    own, first, second = make_field(name="Рост"), make_person(), make_person()
    change(by=admin_user, customer=first, values={own: "180"})
    change(by=admin_user, customer=second, values={own: "метр с кепкой"})
    browser = client_for(admin_user)

    answer = post(browser, own, name="Рост", type="integer")
    assert answer.status_code == 422
    assert "метр с кепкой" in answer.text
    assert CustomField.objects.get().type == "text"
    change(by=admin_user, customer=second, values={own: "1 60"})
    assert post(browser, own, name="Рост", type="integer").status_code == 302
    assert [values_of(one.pk) for one in (first, second)] == [{own.key: "180"}, {own.key: "160"}]


@pytest.mark.parametrize(
    ("before", "typed", "after", "kept"),
    [
        ("date", "31.12.2026", "text", "31.12.2026"), ("text", "31.12.2026", "date", "2026-12-31"),
        ("money", "1200,50", "decimal", "1200.5"), ("flag", "да", "text", "да"),
        ("choice", "Красный", "text", "Красный"), ("multi", "Красный; Синий", "text", "Красный; Синий"),
        ("date", "31.12.2026", "moment", "2026-12-30T21:00:00+00:00"),
    ],
)  # fmt: skip
def test_values_follow_the_type(admin_user: User, before: str, typed: str, after: str, kept: str) -> None:
    from customers.custom.definitions import change as change_field
    from customers.custom.wishes import Wish

    own, customer = make_field(type=before), make_person()
    change(by=admin_user, customer=customer, values={own: read(own, typed)})

    change_field(by=admin_user, pk=own.pk, wish=Wish(name=own.name, type=after))

    assert values_of(customer.pk) == {own.key: kept}


def test_value_of_a_list_that_clients_have_is_closed_not_lost(client_for: Any, admin_user: User) -> None:
    own, customer = make_field(name="Цвет", type="choice"), make_person()
    change(by=admin_user, customer=customer, values={own: "o1"})
    browser = client_for(admin_user)

    assert post(browser, own, name="Цвет", type="choice", option_o1="", option_o2="Синий").status_code == 422
    named = {"option_o1": "Алый", "closed_o1": "on", "option_o2": "", "new_options": "Жёлтый"}
    assert post(browser, own, name="Цвет", type="choice", **named).status_code == 302
    own.refresh_from_db()
    assert [(one["name"], one["closed"]) for one in own.options] == [("Алый", True), ("Жёлтый", False)]
    assert own.options[0]["id"] == "o1"


def test_fields_are_ordered_by_hand(client_for: Any, admin_user: User) -> None:
    first, second, third = (make_field(name=name, position=at) for at, name in enumerate("абв"))
    browser = client_for(admin_user)
    browser.post(f"/office/fields/{third.pk}/move/", {"way": "up"})
    browser.post(f"/office/fields/{first.pk}/move/", {"way": "down"})
    browser.post(f"/office/fields/{first.pk}/move/", {"way": "up"})

    order = list(CustomField.objects.order_by("position").values_list("pk", flat=True))
    assert order == [first.pk, third.pk, second.pk]


def test_only_administrators_enter(client_for: Any, manager: User) -> None:
    own = make_field()
    browser = client_for(manager)
    assert browser.get("/office/fields/").status_code == 404
    assert browser.get(f"/office/fields/{own.pk}/").status_code == 404
