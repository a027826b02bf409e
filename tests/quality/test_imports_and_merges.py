"""A file that comes while its clients are merged, and after: they are found by their old numbers."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from customers.models import Customer, ExternalId
from imports import whole
from journal.models import ItemState, Operation, OperationItem
from quality.merging.services import merge
from tests.factories.customers import make_person, make_phone
from tests.quality.merging_helps import undo

pytestmark = pytest.mark.django_db(transaction=True)


def checked(text: str, by: User, folder: Path, **more: Any) -> Any:
    path = folder / "a.csv"
    path.write_text(text, "utf-8")
    return whole.checked(whole.Wish(path=path, by=by, source="1С", **more))


def test_merged_since_the_check_is_refused_and_told(admin_user: User, tmp_path: Path) -> None:
    main, other = make_person("Морозова Елена"), make_person("Морозова Лена")
    make_phone(other, "+79161234567")
    imported = checked("Телефон;Город\n+79161234567;Пермь\n", admin_user, tmp_path)
    merge(by=admin_user, survivor=main, duplicates=[other])

    done = whole.applied(imported, by=admin_user)

    assert done.operation is not None
    items = OperationItem.objects.filter(operation_id=done.operation, state=ItemState.REFUSED)
    assert [item.reason for item in items] == ["merged"]
    assert set(Customer.objects.values_list("city", flat=True)) == {""}


def test_numbers_and_contacts_of_both_find_the_survivor(admin_user: User, tmp_path: Path) -> None:
    main, other = make_person("Морозова Елена"), make_person("Морозова Лена", inn="500100732259")
    make_phone(main, "+79161234567"), make_phone(other, "+79161234567")
    ExternalId.objects.create(customer=other, source="1С", value="77")
    merge(by=admin_user, survivor=main, duplicates=[other])
    text = "Внешний код;Телефон;ИНН;Город\n77;;;Пермь\n"

    whole.applied(checked(text, admin_user, tmp_path, match=["external_id"]), by=admin_user)
    assert Customer.objects.get(pk=main.pk).city == "Пермь"
    for text in ("Телефон;Адрес\n+79161234567;Мира, 1\n", "ИНН;Адрес\n500100732259;Мира, 2\n"):
        imported = checked(text, admin_user, tmp_path, on_conflict="overwrite")
        assert imported.counts["updated"] == 1
        whole.applied(imported, by=admin_user)

    assert Customer.objects.get(pk=main.pk).address == "Мира, 2"
    assert Customer.objects.count() == 2


def test_import_undone_after_its_clients_were_merged(admin_user: User, tmp_path: Path) -> None:
    old = make_person("Старая Анна")
    text = "Фамилия;Имя;Телефон;Внешний код\nНовая;Анна;+79161234567;1\nНовая;Аня;+79161234568;2\n"
    done = whole.applied(checked(text, admin_user, tmp_path), by=admin_user)
    first, second = Customer.objects.exclude(pk=old.pk).order_by("pk")
    merge(by=admin_user, survivor=old, duplicates=[first])
    merge(by=admin_user, survivor=second, duplicates=[make_person("Другая Аня")])

    assert done.operation is not None
    undone = undo(Operation.objects.get(pk=done.operation), admin_user)

    assert undone.kept >= 2
    assert set(ExternalId.objects.values_list("value", "customer_id")) == {("1", old.pk), ("2", second.pk)}
    assert not Customer.objects.get(pk=second.pk).is_archived
    assert Customer.objects.get(pk=first.pk).merged_into_id == old.pk
