"""Names of one cell come apart as they were put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.lists import BETWEEN, join, parts, split

TIDY = st.text(st.sampled_from('аб "",;|:#*()\'='), min_size=1, max_size=12).map(lambda text: " ".join(text.split()))


@given(st.lists(TIDY.filter(bool), max_size=5))
def test_names_come_back(names: list[str]) -> None:
    assert split(join(names)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("опт, розница; #VIP | *новый", ["опт", "розница", "VIP", "новый"]),
        ('5" труба; опт', ['5" труба', "опт"]),
        ('"не закрыта; опт', ['"не закрыта', "опт"]),
        ('"опт; розница", VIP', ["опт; розница", "VIP"]),
        (" ; ,", []),
    ],
)
def test_what_people_type(text: str, names: list[str]) -> None:
    assert split(text) == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("+7 916 (мама; дача), +7 926", ["+7 916 (мама; дача)", "+7 926"]),
        ("8 (495) 123; 8 (499) 124", ["8 (495) 123", "8 (499) 124"]),
        ("8 (495 123; 124", ["8 (495 123", "124"]),
        ("a (b (c; d); e); f", ["a (b (c; d); e)", "f"]),
        ("a); b", ["a)", "b"]),
    ],
)
def test_brackets_hold_together(text: str, found: list[str]) -> None:
    assert parts(text, BETWEEN) == found
