"""A column may name another client by what only he has: he is found among those the importer sees, or told of."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from customers.custom.values import change, values_of
from customers.models import Customer, CustomField, ExternalId
from imports import whole
from imports.models import StagedRow
from listing.exports import services
from listing.exports.services import Wish
from listing.pages import list_pages
from tests.factories.customers import make_company, make_email, make_person, make_phone
from tests.factories.own_fields import make_field
from tests.harness.client import StrictClient
from tests.listing.exports.test_round_trip import content

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def who() -> CustomField:
    return make_field(name="Кто привёл", type="client")


def written(folder: Path, *cells: str) -> Path:
    path = folder / "a.csv"
    lines = [f"+7916123450{at};{cell}" for at, cell in enumerate(cells)]
    path.write_text("\n".join(["Телефон;Кто привёл", *lines, ""]), "utf-8")
    return path


def test_a_client_is_found_by_what_only_he_has(who: CustomField, admin_user: User, tmp_path: Path) -> None:
    anna, firm = make_person("Абрамова Анна"), make_company("ООО Ромашка")
    Customer.objects.filter(pk=firm.pk).update(inn="7707083893")
    make_phone(anna, "+79169999999")
    make_email(anna, "anna@example.com")
    ExternalId.objects.create(customer=anna, source="main", value="A-15")
    cells = (
        "7707083893",
        "8 916 999-99-99",
        "Anna@Example.com",
        "Анна (anna@example.com)",
        f"абрамова анна (№ {anna.pk})",
    )
    path = written(tmp_path, *cells)
    whole.applied(whole.checked(whole.Wish(path=path, by=admin_user)), by=admin_user)

    found = [values_of(one.pk)[who.key] for one in Customer.objects.exclude(pk__in=[anna.pk, firm.pk]).order_by("pk")]
    assert found == [firm.pk, anna.pk, anna.pk, anna.pk, anna.pk]
    again = whole.checked(whole.Wish(path=path, by=admin_user))
    assert again.counts["unchanged"] == 5


def test_who_is_not_found_is_told_of_and_the_row_goes_on(
    who: CustomField, admin_user: User, tmp_path: Path, client_for: Any
) -> None:
    anna, vera = make_person("Абрамова Анна"), make_person("Борисова Вера")
    for one in (anna, vera):
        make_phone(one, "+79169999999")
    path = written(tmp_path, "+79169999999", "Иванова Анна", f"Иванова Анна (№ {anna.pk})", "—")
    imported = whole.checked(whole.Wish(path=path, by=admin_user))

    kept = list(StagedRow.objects.filter(imported=imported).order_by("number"))
    assert [row.verdict for row in kept] == ["new"] * 4
    assert [[one[3] for one in row.problems] for row in kept] == [
        ["clients_several"], ["client_unknown"], ["client_unknown"], []
    ]  # fmt: skip
    assert kept[1].problems[0][:3] == [1, who.catalogue_code, "Иванова Анна"]
    browser: StrictClient = client_for(admin_user)
    page = browser.get(reverse("imports:preview", args=[imported.pk])).content.decode()
    assert "среди видимых вам нет" in page
    whole.applied(imported, by=admin_user)
    assert Customer.objects.count() == 6


def test_a_client_one_does_not_see_is_not_found(who: CustomField, manager: User, tmp_path: Path) -> None:
    manager.role.permissions = [*manager.role.permissions, Permission.IMPORT_BASE]
    manager.role.save()
    make_phone(make_person("Абрамова Анна"), "+79169999999")
    by = User.objects.select_related("role").get(pk=manager.pk)
    imported = whole.checked(whole.Wish(path=written(tmp_path, "+79169999999"), by=by))

    [row] = StagedRow.objects.filter(imported=imported)
    assert row.problems[0][3] == "client_unknown"


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_an_export_is_read_back(form: str, who: CustomField, admin_user: User, tmp_path: Path) -> None:
    anna, vera = make_person("Абрамова Анна"), make_person("Борисова Вера")
    make_phone(vera)
    change(by=admin_user, customer=vera, values={who: anna.pk})
    wish = Wish(
        page=list_pages.get("customers"), choice={"ids": [vera.pk]}, columns=["full_name", "phone", who.catalogue_code],
        format=form, purpose="Перенос",
    )  # fmt: skip
    export = services.start_and_wait(services.prepare(wish, by=admin_user), by=admin_user)
    path = tmp_path / f"a.{form}"
    path.write_bytes(content(export))
    if form != "xlsx":
        assert f"Абрамова Анна (№ {anna.pk})" in content(export).decode()
    assert whole.checked(whole.Wish(path=path, by=admin_user)).counts["unchanged"] == 1
    change(by=admin_user, customer=vera, values={who: None})
    whole.applied(whole.checked(whole.Wish(path=path, by=admin_user)), by=admin_user)

    assert values_of(vera.pk) == {who.key: anna.pk}
