"""Names: sorting and shortening."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customers.normalise.names import LONGEST, full_name, short_name, sort_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Соловьёв Пётр", "соловьев петр"),
        ("  ООО  «Тихий   берег» ", "ооо тихий берег"),
        ("ООО „Ёлка“", "ооо елка"),
        ("«»", "«»"),
        ("", ""),
        ("😀 Анна", "😀 анна"),
    ],
)
def test_name_sorts_without_case_yo_and_quotes(name: str, expected: str) -> None:
    assert sort_name(name) == expected


@given(st.text(min_size=1, max_size=400))
def test_only_an_empty_name_sorts_by_nothing(name: str) -> None:
    assert 0 < len(sort_name(name)) <= LONGEST


def test_full_name_leaves_out_what_is_not_known() -> None:
    assert full_name("Морозова", "", "Викторовна") == "Морозова Викторовна"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("Соловьёв", "Кирилл", "Андреевич"), "Соловьёв К. А."),
        (("", "Анна", "Львовна"), "Анна"),
        (("Ким", "", ""), "Ким"),
    ],
)
def test_name_is_shortened_to_initials(parts: tuple[str, str, str], expected: str) -> None:
    assert short_name(*parts) == expected
