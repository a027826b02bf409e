"""Two letters and a colour in place of a name."""

import pytest

from core.text.names import HUES, hue, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Морозова Елена Викторовна", "МЕ"),
        ("ООО «Кофейня на Баумана»", "КН"),
        ("ИП Соловьёв К. А.", "СК"),
        ("VIP", "VI"),
        ("ООО", "ОО"),
        ("anna@example.com", "AE"),
        ("+7 917 234-18-60", "+7"),
        ("", "?"),
    ],
)
def test_initials_of_telling_words(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_name_keeps_its_colour_whatever_the_case() -> None:
    assert hue("Елена Морозова") == hue(" елена МОРОЗОВА ")


def test_names_spread_over_all_colours() -> None:
    assert {hue(f"Клиент {number}") for number in range(200)} == set(range(HUES))
