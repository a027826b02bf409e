"""Resources derived from the catalogue: headings, cleaning and writing declared once."""

import datetime as dt

import pytest
from django.utils import translation

from core.registries.fields import fields
from listing.resources import resource_of, resource_of_codes

pytestmark = pytest.mark.django_db


def test_headings_are_those_of_the_catalogue_in_the_reader_s_language() -> None:
    resource = resource_of_codes(["phone", "birth_date"])()

    with translation.override("ru"):
        assert resource.headings() == ["Телефон", "Дата рождения"]
    with translation.override("en"):
        assert resource.headings() == ["Phone", "Date of birth"]


def test_cells_are_cleaned_by_the_field_and_refused_in_words() -> None:
    columns = resource_of_codes(["birth_date", "inn"])().fields

    assert columns["birth_date"].clean({"birth_date": "31567"}) == dt.date(1986, 6, 4)
    assert columns["birth_date"].clean({"birth_date": dt.date(1986, 6, 4)}) == dt.date(1986, 6, 4)
    with pytest.raises(ValueError, match=r"INN|ИНН"):
        columns["inn"].clean({"inn": "7707083894"})


def test_what_is_written_is_read_back() -> None:
    values = {
        "full_name": "Иванова Мария", "birth_date": dt.date(1986, 6, 4), "sex": "f", "kind": "company",
        "city": "Казань", "inn": "7707083893", "note": "=1+1",
    }  # fmt: skip
    resource = resource_of_codes(values)()

    row = dict(zip(values, resource.written(values), strict=True))

    assert row["birth_date"] == "04.06.1986"
    for code, column in resource.fields.items():
        assert column.clean(row) == values[code]


def test_every_field_of_the_catalogue_can_be_a_column() -> None:
    resource = resource_of(fields)()

    assert len(resource.written({})) == len(resource.headings()) == len(fields)
    assert set(resource.written({})) == {""}
