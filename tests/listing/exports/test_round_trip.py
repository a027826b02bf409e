"""What we export we can import: headings that name one field, values that come back as they were."""

import csv
import datetime as dt
import io
import json
from typing import Any

import pytest
import vobject
from django.utils import translation
from python_calamine import CalamineWorkbook

from accounts.models import User
from core.registries.exports import file_stores
from core.registries.fields import fields
from core.text.guard import unguard
from customers.models.external_id import ExternalId
from listing.exports.columns import heading
from listing.exports.models import Export
from tests.factories.customers import make_email, make_person, make_phone
from tests.listing.exports.conftest import Exporting

pytestmark = pytest.mark.django_db
COLUMNS = ["full_name", "last_name", "first_name", "middle_name", "birth_date", "phone", "email", "inn", "external_id",
           "note"]  # fmt: skip
EXPECTED = {
    "full_name": "Абрамова Анна Петровна",
    "last_name": "Абрамова",
    "first_name": "Анна",
    "middle_name": "Петровна",
    "birth_date": "29.02.1980",
    "phone": "+79161234567; +79261234567",
    "email": "anna@example.com; second@example.com",
    "inn": "007701234567",
    "external_id": "0015",
    "note": "=скидка; первая строка\n«вторая»",
}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_each_heading_names_one_field(language: str) -> None:
    """Import looks for a heading among those of every field; none of ours may be another field's."""
    with translation.override(language):
        named = {known.code: heading(known, list(fields)).casefold() for known in fields}
    assert len(set(named.values())) == len(named)
    for known in fields:
        owners = [other.code for other in fields if named[known.code] in other.headings]
        assert owners in ([known.code], []), f"{named[known.code]} is a heading of {owners}"
        if known.headings:
            assert owners == [known.code], f"{known.code} leaves as {named[known.code]}, which import does not know"


@pytest.fixture
def anna(exporter: User) -> None:
    client = make_person(
        "Абрамова Анна Петровна", responsible=exporter, birth_date=dt.date(1980, 2, 29), inn="007701234567",
        note=EXPECTED["note"],
    )  # fmt: skip
    for phone in ("+79161234567", "+79261234567"):
        make_phone(client, phone)
    for email in ("anna@example.com", "second@example.com"):
        make_email(client, email)
    ExternalId.objects.create(customer=client, source="main", value="0015")


def content(export: Export) -> bytes:
    assert export.file is not None
    file = file_stores.get("files").open(export.file)
    assert file is not None
    with file:
        return file.read()


@pytest.mark.usefixtures("anna")
class TestComesBack:
    def test_csv(self, exporter: User, exported: Exporting) -> None:
        raw = content(exported(exporter, format="csv", columns=COLUMNS)).decode("utf-8-sig")
        _heading, cells = csv.reader(io.StringIO(raw, newline=""), delimiter=";")
        assert dict(zip(COLUMNS, map(unguard, cells), strict=True)) == EXPECTED

    def test_xlsx(self, exporter: User, exported: Exporting) -> None:
        raw = content(exported(exporter, format="xlsx", columns=COLUMNS))
        _heading, cells = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
        assert dict(zip(COLUMNS, cells, strict=True)) == {**EXPECTED, "birth_date": dt.date(1980, 2, 29)}

    @pytest.mark.parametrize("kind", ["vcf", "vcf4"])
    def test_vcard(self, kind: str, exporter: User, exported: Exporting) -> None:
        [card] = vobject.readComponents(content(exported(exporter, format=kind, columns=COLUMNS)).decode())
        assert (card.n.value.family, card.n.value.given, card.n.value.additional) == ("Абрамова", "Анна", "Петровна")
        assert [tel.value for tel in card.tel_list] == EXPECTED["phone"].split("; ")
        assert [mail.value for mail in card.email_list] == EXPECTED["email"].split("; ")
        assert card.bday.value.replace("-", "") == "19800229"
        assert card.note.value == EXPECTED["note"]

    def test_json_lines(self, exporter: User, exported: Exporting) -> None:
        about, line = map(json.loads, content(exported(exporter, format="json", columns=COLUMNS)).decode().splitlines())
        assert set(about) == {"kartoteka_export"}
        expected: dict[str, Any] = {
            **EXPECTED,
            "birth_date": "1980-02-29",
            "phone": EXPECTED["phone"].split("; "),
            "email": EXPECTED["email"].split("; "),
            "external_id": ["0015"],
            "external_id_labels": ["main"],
        }
        assert line == expected
