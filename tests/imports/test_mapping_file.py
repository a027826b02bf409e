"""Mapping files: read as they are written, refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from core.registries.fields import code_alone
from imports.mapping.plan import CUSTOMERS, Line, Mapping, targets_of

HEADINGS = ["ФИО", "Телефон", "Комм.", "Город", "Пол", "Дата"]
FULL = {
    "ФИО": {"target": "full_name", "order": "fml"},
    "Телефон": "phone",
    "Комм.": None,
    "Город": "city",
    "Пол": {"target": "sex", "values": {"М": "m", "Ж": "f"}},
    "Дата": {"target": "birth_date", "dates": "mdy"},
    "source": {"const": "ярмарка"},
}


def test_file_comes_back_as_it_was() -> None:
    assert Mapping.from_json(FULL, HEADINGS).to_json() == FULL
    assert Mapping.from_json(FULL).to_json() == FULL


def test_heading_is_found_whatever_its_case_and_the_rest_is_left_out() -> None:
    mapping = Mapping.from_json({" телефон* ": "phone"}, HEADINGS)

    assert mapping.targets == {"phone"}
    assert mapping.to_json()["ФИО"] is None
    assert mapping.columns(HEADINGS) == [(1, Line("Телефон", "phone"))]


def test_constant_fills_the_target_its_key_names_or_means() -> None:
    assert Mapping.from_json({"city": {"const": "Казань"}}, ["ФИО"]).columns(["ФИО"]) == [
        (-1, Line("", "city", const="Казань"))
    ]
    mapping = Mapping.from_json({"Город": {"const": "Казань"}}, HEADINGS)
    assert [(at, line.target, line.const) for at, line in mapping.columns(HEADINGS)] == [(-1, "city", "Казань")]
    assert Mapping.from_json(mapping.to_json(), HEADINGS) == mapping


@pytest.mark.parametrize(
    ("data", "code", "named"),
    [
        ({"Нет такой": "phone"}, "mapping-unknown-heading", "Нет такой"),
        ({"Нет такой": None}, "mapping-unknown-heading", "Нет такой"),
        ({"Город": "town"}, "mapping-unknown-target", "town"),
        ({"Город": 5}, "mapping-unknown-target", "5"),
        ({"Город": {"target": "town"}}, "mapping-unknown-target", "town"),
        ({"что-то": {"const": "x"}}, "mapping-unknown-target", "что-то"),
        ({"Город": {"target": "city", "valeus": {}}}, "mapping", "valeus"),
        ({"Город": {"target": "city", "values": {"a": 1}}}, "mapping", "Город"),
        ({"Город": {"target": "city", "values": []}}, "mapping", "Город"),
        ({"Город": {"const": []}}, "mapping", "Город"),
        ({"ФИО": {"target": "full_name", "order": "abc"}}, "mapping", "lfm"),
        ({"ФИО": "city", "Город": "city"}, "mapping", "Город"),
        ([], "mapping", "JSON"),
        ("phone", "mapping", "JSON"),
        ({f"k{n}": None for n in range(3000)}, "mapping", "2000"),
    ],
)
def test_what_is_wrong_is_named(data: object, code: str, named: str) -> None:
    with pytest.raises(DomainError) as refused:
        Mapping.from_json(data, HEADINGS)

    assert refused.value.code == code
    assert named in str(refused.value)


def test_next_file_of_the_shape_takes_the_mapping_over() -> None:
    other = ["Пол", "ТЕЛЕФОН", "ФИО", "Новая"]

    mapping = Mapping.from_json(FULL, HEADINGS).for_headings(other)

    assert [line.target for line in mapping.lines] == ["sex", "phone", "full_name", None, "source"]
    assert [at for at, _line in mapping.columns(other)] == [0, 1, 2, -1]


with code_alone():
    TARGETS = st.sampled_from([*targets_of(CUSTOMERS), None, "nowhere"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | TARGETS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["target", "const", "values", "order", "dates", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*HEADINGS, "city", "source", "странное"]), JSON, max_size=6))
def test_any_json_is_read_or_refused_and_what_is_read_comes_back(data: dict[str, object]) -> None:
    try:
        mapping = Mapping.from_json(data, HEADINGS)
    except DomainError:
        return

    assert Mapping.from_json(mapping.to_json(), HEADINGS) == mapping
