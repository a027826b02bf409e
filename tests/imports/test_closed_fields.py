"""What a role may not see or change on cards, an import neither shows before its writing nor writes."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Role, User
from accounts.permissions import Permission
from customers.models import ContactPoint, Customer
from imports import services, whole
from imports.models import Import, StagedRow
from journal import runs
from tests.factories.customers import make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "Фамилия;Имя;Телефон;Город;Заметка;Должность;Теги;ID\n{};{};+79161234567;Тверь;новая;врач;опт;15\n"


@pytest.fixture
def card(manager: User) -> Customer:
    card = make_person("Абрамова Анна", responsible=manager, city="Казань", note="тайная заметка")
    make_phone(card, "+79161234567")
    return card


def importer(manager: User, **rights: str) -> User:
    """The manager with a role that brings files in, and these rights to fields."""
    manager.role = Role.objects.create(
        code="brings", name="Приносит", scope=manager.role.scope, field_rights=rights,
        permissions=[*manager.role.permissions, Permission.IMPORT_BASE],
    )  # fmt: skip
    manager.save()
    return User.objects.select_related("role").get(pk=manager.pk)


def checked(folder: Path, by: User, name: str = "Абрамова", first: str = "Анна") -> Import:
    path = folder / "a.csv"
    path.write_text(SAID.format(name, first), encoding="utf-8")
    imported = whole.begun(whole.Wish(path=path, by=by, on_conflict="overwrite"))
    runs.run_here(services.start_preview(imported, by=by).pk)
    return services.by_id(imported.pk)


@pytest.mark.parametrize("right", ["hidden", "read"])
def test_a_closed_field_is_neither_shown_nor_overwritten(
    right: str, manager: User, card: Customer, tmp_path: Path, client_for: Any
) -> None:
    by = importer(manager, note=right, city=right, tags=right, external_id=right)
    imported = checked(tmp_path, by)
    kept = StagedRow.objects.get(imported=imported)
    assert (kept.verdict, kept.before) == ("updated", {"position": ""})
    assert kept.writes == {"columns": {"position": "врач"}}
    browser: StrictClient = client_for(by)
    page = browser.get(reverse("imports:preview", args=[imported.pk])).content.decode()
    assert "тайная" not in page
    assert "Казань" not in page

    whole.applied(imported, by=by)
    card.refresh_from_db()
    assert (card.note, card.city, card.position) == ("тайная заметка", "Казань", "врач")


def test_a_name_that_may_not_be_changed_stays(manager: User, card: Customer, tmp_path: Path) -> None:
    by = importer(manager, last_name="read")
    kept = StagedRow.objects.get(imported=checked(tmp_path, by, "Другая", "Ольга"))
    assert not {"last_name", "first_name", "name"} & set(kept.writes["columns"])


def test_a_new_client_has_all_that_the_file_says(manager: User, tmp_path: Path) -> None:
    by = importer(manager, note="hidden", phone="hidden")
    whole.applied(checked(tmp_path, by), by=by)
    assert Customer.objects.get().note == "новая"
    assert ContactPoint.objects.filter(value="+79161234567").exists()


def test_one_who_may_change_nothing_may_add_only_new_ones(manager: User, card: Customer, tmp_path: Path) -> None:
    by = importer(manager)
    by.role.permissions = [one for one in by.role.permissions if one != Permission.EDIT_CUSTOMERS]
    by.role.save()
    by = User.objects.select_related("role").get(pk=by.pk)
    assert checked(tmp_path, by).counts["unchanged"] == 1
