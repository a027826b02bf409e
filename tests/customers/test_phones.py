"""Phone numbers: the short way gives the library's answers, people read groups of digits."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customers.choices import ContactProblem
from customers.normalise.phones import NO_BREAK_SPACE, by_library, display_phone, normalise_phone

NOTATIONS = (
    "+7{}", "8{}", "7{}", "{}", "+7 ({0:.3}) {0}", "8-{}", "8 {}", " {} ", "+8{}", "+{}", "00{}", "8{}1", "({})",
    "8.{}", "+7 {} доб. 12", "тел. {}", "{0}, 8{0}", "{}-", "+7+7{}", "77{}", "7 8{}", "",
)  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    ["+7 917 234-18-60", "8 (917) 234-18-60", "89172341860", "9172341860", "7 917 234 18 60", "8.917.234.18.60"],
)
def test_every_notation_of_a_mobile_is_one_number(raw: str) -> None:
    assert normalise_phone(raw).value == "+79172341860"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("+375 29 123-45-67", "+375291234567"),
        ("8 (843) 567-01-22", "+78435670122"),
        ("+7 701 123 45 67", "+77011234567"),
        ("00 7 912 345 67 89", "+79123456789"),
        ("8 800 555-35-35", "+78005553535"),
        ("8 917 234-18-60 доб. 12", "+79172341860"),
    ],
)
def test_other_numbers_are_known_too(raw: str, value: str) -> None:
    assert normalise_phone(raw).value == value


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("нет телефона", ContactProblem.NOT_A_PHONE),
        ("", ContactProblem.NOT_A_PHONE),
        ("222-33-44", ContactProblem.IMPOSSIBLE_PHONE),
        ("8 917 234", ContactProblem.IMPOSSIBLE_PHONE),
        ("8" * 300, ContactProblem.NOT_A_PHONE),
    ],
)
def test_what_is_no_number_says_why(raw: str, problem: ContactProblem) -> None:
    assert normalise_phone(raw) == ("", problem)


def test_short_way_gives_the_library_s_answers() -> None:
    rng = Random(7)
    raws = [rng.choice(NOTATIONS).format(f"{rng.choice('9999998473')}{rng.randrange(10**9):09}") for _ in range(3000)]

    differing = [raw for raw in raws if not raw.startswith("00") and normalise_phone(raw) != by_library(raw)]

    assert differing == []


@given(st.text(alphabet="+789 ()-.\u00a0\u0667x,0132", max_size=18))
def test_short_way_agrees_on_any_text(raw: str) -> None:
    if not raw.strip().startswith("00"):
        assert normalise_phone(raw) == by_library(raw)


def test_number_is_shown_in_groups_that_do_not_break() -> None:
    assert display_phone("+79172341860").replace(NO_BREAK_SPACE, "_") == "+7_917_234-18-60"


def test_foreign_number_is_shown_as_at_home() -> None:
    assert display_phone("+375291234567").replace(NO_BREAK_SPACE, " ") == "+375 29 123-45-67"
