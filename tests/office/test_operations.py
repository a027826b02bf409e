"""Pages of operations: from the ticks in the list to the undo, for the author, the administrator, a stranger."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from customers import services
from customers.models import Customer
from journal.models import Operation, OperationState
from journal.operations import run_now
from tests.factories.rows import make_customer
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def drafted(browser: StrictClient, **data: object) -> Operation:
    response = browser.post(reverse("customers:bulk"), data)
    assert response.status_code == 302, response.content.decode()
    return Operation.objects.get(pk=response["Location"].rstrip("/").rpartition("/")[2])


def edit(browser: StrictClient, ids: list[int], city: str) -> Operation:
    return drafted(browser, act="edit", filled="1", ids=ids, set_city="on", city=city)


def confirmed(browser: StrictClient, operation: Operation) -> Operation:
    browser.post(reverse("office:operation_confirm", args=[operation.pk]))
    return run_now(operation)


def test_list_offers_ticks_and_bulk_acts(manager: User, client_for: Browser) -> None:
    row = make_customer(responsible=manager)

    page = client_for(manager).get(reverse("customers:list")).content.decode()

    assert f'name="ids" value="{row.pk}" form="bulk"' in page
    assert 'value="archive"' in page


def test_edit_asks_what_to_change(manager: User, client_for: Browser) -> None:
    row = make_customer(responsible=manager)

    response = client_for(manager).post(reverse("customers:bulk"), {"act": "edit", "ids": [row.pk]})

    assert 'name="set_city"' in response.content.decode()


def test_edit_of_nothing_is_refused(manager: User, client_for: Browser) -> None:
    row = make_customer(responsible=manager)

    response = client_for(manager).post(reverse("customers:bulk"), {"act": "edit", "filled": "1", "ids": [row.pk]})

    assert response.status_code == 422


def test_preview_shows_before_and_after(manager: User, client_for: Browser) -> None:
    row = make_customer(responsible=manager, city="Казань")
    browser = client_for(manager)

    operation = edit(browser, [row.pk], "Москва")
    page = browser.get(reverse("office:operation", args=[operation.pk])).content.decode()

    assert "<s>Казань</s>" in page
    assert "Москва" in page
    assert Customer.objects.get().city == "Казань"


def test_confirmed_edit_changes_and_its_undo_brings_back(manager: User, client_for: Browser) -> None:
    row = make_customer(responsible=manager, city="Казань")
    browser = client_for(manager)
    operation = confirmed(browser, edit(browser, [row.pk], "Москва"))
    assert Customer.objects.get().city == "Москва"

    plan = browser.get(reverse("office:operation_undo_plan", args=[operation.pk]))
    response = browser.post(reverse("office:operation_undo", args=[operation.pk]), follow=True)

    assert plan.status_code == response.status_code == 200
    assert Customer.objects.get().city == "Казань"
    operation.refresh_from_db()
    assert operation.state == OperationState.UNDONE


def test_all_i_see_goes_into_the_archive_and_is_found_there(
    manager: User, colleague: User, client_for: Browser
) -> None:
    mine, foreign = make_customer(responsible=manager), make_customer(responsible=colleague)
    browser = client_for(manager)

    confirmed(browser, drafted(browser, act="archive", all="1"))

    assert Customer.objects.get(pk=mine.pk).is_archived
    assert not Customer.objects.get(pk=foreign.pk).is_archived
    assert mine.name not in browser.get(reverse("customers:list")).content.decode()
    assert mine.name in browser.get(reverse("customers:list") + "?view=archive").content.decode()


def test_kept_objects_are_listed_with_the_reason(manager: User, client_for: Browser) -> None:
    row = make_customer(responsible=manager, city="Казань")
    browser = client_for(manager)
    operation = confirmed(browser, edit(browser, [row.pk], "Москва"))
    services.change(by=manager, customer=row, values={"city": "Сочи"})

    response = browser.post(reverse("office:operation_undo", args=[operation.pk]), follow=True)

    page = response.content.decode()
    assert row.name in page
    assert Customer.objects.get().city == "Сочи"


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("operation", "get"),
        ("operation_undo_plan", "get"),
        ("operation_confirm", "post"),
        ("operation_discard", "post"),
        ("operation_undo", "post"),
    ],
)
def test_stranger_and_colleague_get_404(
    name: str, method: str, manager: User, colleague: User, stranger: User, client_for: Browser
) -> None:
    row = make_customer(responsible=manager)
    services.archive(by=manager, customer=row)
    address = reverse(f"office:{name}", args=[Operation.objects.get().pk])

    for user in (colleague, stranger):
        assert getattr(client_for(user), method)(address).status_code == 404
    assert Customer.objects.get().is_archived


def test_administrator_sees_everybodys_operations(manager: User, admin_user: User, client_for: Browser) -> None:
    services.archive(by=manager, customer=make_customer(responsible=manager))
    address = reverse("office:operation", args=[Operation.objects.get().pk])

    assert client_for(admin_user).get(address).status_code == 200
    assert manager.full_name in client_for(admin_user).get(reverse("office:operations")).content.decode()


def test_colleague_does_not_see_it_in_his_list(manager: User, colleague: User, client_for: Browser) -> None:
    row = make_customer(responsible=manager)
    services.archive(by=manager, customer=row)

    assert row.name in client_for(manager).get(reverse("office:operations")).content.decode()
    assert row.name not in client_for(colleague).get(reverse("office:operations")).content.decode()


def test_archive_from_the_card_offers_undo_in_a_toast(manager: User, client_for: Browser) -> None:
    row = make_customer(responsible=manager)
    browser = client_for(manager)

    page = browser.post(reverse("customers:archive", args=[row.pk]), follow=True).content.decode()

    operation = Operation.objects.get()
    assert reverse("office:operation_undo", args=[operation.pk]) in page
    browser.post(reverse("office:operation_undo", args=[operation.pk]))
    assert not Customer.objects.get().is_archived


@pytest.mark.parametrize("name", ["archive", "unarchive", "restore_value"])
def test_card_of_a_colleague_is_404(name: str, colleague: User, manager: User, client_for: Browser) -> None:
    row = make_customer(responsible=colleague)

    assert client_for(manager).post(reverse(f"customers:{name}", args=[row.pk])).status_code == 404


def test_person_without_rights_cannot_draft(stranger: User, client_for: Browser) -> None:
    assert client_for(stranger).post(reverse("customers:bulk"), {"act": "archive", "all": "1"}).status_code == 404


def test_history_says_who_changed_what_and_gives_it_back(manager: User, client_for: Browser) -> None:
    row = make_customer(responsible=manager, city="Казань")
    services.change(by=manager, customer=row, values={"city": "Москва"})
    browser = client_for(manager)

    panel = browser.get(reverse("customers:panel", args=[row.pk, "changes"])).content.decode()
    assert "Казань → Москва" in panel
    event = panel.partition('name="event" value="')[2].partition('"')[0]
    browser.post(reverse("customers:restore_value", args=[row.pk]), {"event": event, "field": "city"})

    assert Customer.objects.get().city == "Казань"
