"""What a role may not read does not leave: masked where it is masked, not to be chosen where it is hidden."""

import csv
import io
import json
from typing import Any

import pytest

from accounts.models import User
from core.errors import DomainError
from core.registries.exports import file_stores
from listing.exports import services
from listing.exports.models import Export
from tests.factories.customers import make_email, make_person, make_phone
from tests.listing.exports.conftest import Exporting, wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def limited(exporter: User) -> None:
    """For this role phones and birthdays are masked, addresses of mail are hidden."""
    exporter.role.field_rights = {"phone": "masked", "birth_date": "masked", "email": "hidden"}
    exporter.role.save(update_fields=["field_rights"])


def text(export: Export) -> str:
    assert export.file is not None
    file = file_stores.get("files").open(export.file)
    assert file is not None
    with file:
        return file.read().decode("utf-8-sig")


@pytest.mark.usefixtures("limited")
class TestMasks:
    @pytest.fixture
    def client_with_phone(self, exporter: User) -> None:
        client = make_person("Абрамова Анна", responsible=exporter, birth_date="1980-02-29")
        make_phone(client, "+7 916 123-45-67", label="у мамы")
        make_email(client, "anna@example.com")

    @pytest.mark.usefixtures("client_with_phone")
    @pytest.mark.parametrize("kind", ["csv", "vcf", "vcf4", "json"])
    def test_masked_values_leave_masked(self, kind: str, exporter: User, exported: Exporting) -> None:
        made = exported(exporter, format=kind, columns=["full_name", "phone", "birth_date"])
        said = text(made)
        assert "+7 916 •••-••-67" in said.replace("\u00a0", " ")
        assert "1980" in said
        for secret in ("123-45", "12345", "1980-02-29", "29.02.1980", "19800229", "у мамы"):
            assert secret not in said.split("\n", 1)[1]
        assert made.masked == ["phone", "birth_date"]

    @pytest.mark.usefixtures("client_with_phone")
    def test_hidden_columns_cannot_be_chosen(self, exporter: User) -> None:
        with pytest.raises(DomainError, match="Колонки «email»"):
            services.prepare(wish(columns=["full_name", "email"]), by=exporter)

    @pytest.mark.usefixtures("client_with_phone")
    @pytest.mark.parametrize("field", ["phone", "email"])
    def test_nobody_filters_by_what_he_may_not_read(self, field: str, exporter: User) -> None:
        rule = {"all": [{"field": field, "op": "filled", "values": []}]}
        with pytest.raises(DomainError):
            services.prepare(wish(choice={"rule": rule}, columns=["full_name"]), by=exporter)

    @pytest.mark.usefixtures("client_with_phone")
    def test_sorting_by_a_masked_column_is_not_done(self, exporter: User, exported: Exporting) -> None:
        make_person("Яблоков Пётр", responsible=exporter, birth_date="1950-01-01")
        made = exported(exporter, order="birth_date", columns=["full_name"])
        rows = list(csv.reader(io.StringIO(text(made)), delimiter=";"))
        assert [row[0] for row in rows[1:]] == ["Абрамова Анна", "Яблоков Пётр"]


def test_a_right_narrowed_after_the_choice_masks_the_file(exporter: User, request: pytest.FixtureRequest) -> None:
    make_phone(make_person(responsible=exporter), "+79161234567")
    draft = services.prepare(wish(format="json", columns=["phone"]), by=exporter)
    request.getfixturevalue("limited")
    made = services.start_and_wait(draft, by=exporter)
    line: dict[str, Any] = json.loads(text(made).splitlines()[1])
    assert [one.replace("\u00a0", " ") for one in line["phone"]] == ["+7 916 •••-••-67"]
    assert made.masked == ["phone"]
