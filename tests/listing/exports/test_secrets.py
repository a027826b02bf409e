"""Sensitive own fields in exports: open to who may read them, and told; masked to others."""

import csv
import io
from typing import Any

import pytest

from accounts.models import User
from core.registries.exports import file_stores
from customers.custom.values import change
from customers.models import CustomField
from journal.models import Entry
from listing.exports.forms import ExportForm
from listing.exports.models import Export
from listing.pages import list_pages
from tests.factories.customers import make_person
from tests.factories.own_fields import make_field
from tests.listing.exports.conftest import Exporting

pytestmark = pytest.mark.django_db


def text(export: Export) -> str:
    assert export.file is not None
    file = file_stores.get("files").open(export.file)
    assert file is not None
    with file:
        return file.read().decode("utf-8-sig")


def rows(export: Export) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text(export), newline=""), delimiter=";"))


@pytest.fixture
def passport(exporter: User) -> CustomField:
    own = make_field(name="Паспорт", is_sensitive=True)
    change(by=exporter, customer=make_person("Первый Иван", responsible=exporter), values={own: "450977 1234"})
    make_person("Второй Пётр", responsible=exporter)
    return own


@pytest.mark.parametrize("kind", ["csv", "json", "vcf", "vcf4"])
def test_open_to_who_may_read_and_told(exported: Exporting, exporter: User, passport: CustomField, kind: str) -> None:
    made = exported(exporter, columns=["full_name", passport.catalogue_code], format=kind)

    assert "450977 1234" in text(made)
    entry = Entry.objects.get(verb="export.secrets_shown")
    assert entry.details is not None
    assert (entry.object_id, entry.details["fields"], entry.details["rows"]) == (str(made.pk), ["Паспорт"], 2)
    assert not [one for one in Entry.objects.order_by("pk") if "450977" in str(one.details)]


def test_masked_to_who_may_not(exported: Exporting, exporter: User, passport: CustomField) -> None:
    exporter.role.field_rights = {passport.catalogue_code: "masked"}
    exporter.role.save()

    table = rows(exported(exporter, columns=["full_name", passport.catalogue_code]))

    assert {row[1] for row in table[1:]} == {"•••", ""}
    assert not Entry.objects.filter(verb="export.secrets_shown").exists()


def test_without_the_column_nothing_is_told(exported: Exporting, exporter: User, passport: CustomField) -> None:
    assert "450977" not in text(exported(exporter))
    assert not Entry.objects.filter(verb="export.secrets_shown").exists()


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("date", "2024-02-29", "29.02.2024"), ("choice", "o1", "Красный"), ("multi", ["o1", "o2"], "Красный, Синий"),
        ("integer", "1200", "1200"), ("flag", False, "нет"),
    ],
)  # fmt: skip
def test_every_type_is_told_in_words(exported: Exporting, exporter: User, kind: str, value: Any, said: str) -> None:
    own = make_field(type=kind, is_sensitive=True)
    change(by=exporter, customer=make_person(responsible=exporter), values={own: value})

    assert rows(exported(exporter, columns=["full_name", own.catalogue_code]))[1][1] == said


def test_another_client_is_named_if_seen(exported: Exporting, exporter: User, colleague: User) -> None:
    own, friend = make_field(type="client", is_sensitive=True), make_person("Другов Пётр", responsible=exporter)
    change(by=exporter, customer=friend, values={own: make_person("Чужак Олег", responsible=colleague).pk})
    change(by=exporter, customer=make_person(responsible=exporter), values={own: friend.pk})

    made = text(exported(exporter, columns=[own.catalogue_code]))

    assert f"Другов Пётр (№ {friend.pk})" in made
    assert "Чужак" not in made


def test_form_says_that_it_leaves_in_the_open(exporter: User, passport: CustomField) -> None:
    form = ExportForm(list_pages.get("customers"), exporter, ["full_name"])
    labels = dict(form.fields["columns"].choices)  # type: ignore[attr-defined]
    assert labels[passport.catalogue_code] != "Паспорт"
