"""E-mail addresses: the short way gives the library's answers."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customers.choices import ContactProblem
from customers.normalise.emails import by_library, normalise_email

LOCALS = ("anna", "a.petrova", "A.Petrova", "anna+shop", "a..b", ".a", "a.", "анна", "a_b-c", "x" * 64, "x" * 65, "a b")
DOMAINS = (
    "mail.ru", "Mail.RU", "почта.рф", "xn--80a1acny.xn--p1ai", "a-b.com", "-a.com", "a-.com", "a--b.com", "mail",
    "mail.", "mail,ru", "sub.mail.example.com", "a.test", "localhost", "ma il.ru", "1.2.3.4", "xn--a.com", "ab--cd.ru",
    "m\u212aail.ru",
)  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("  Anna.Petrova@Mail.RU ", "anna.petrova@mail.ru"),
        ("Анна@Почта.рф", "анна@почта.рф"),
        ("info@xn--80a1acny.xn--p1ai", "info@почта.рф"),
    ],
)
def test_address_has_one_form(raw: str, value: str) -> None:
    assert normalise_email(raw).value == value


@pytest.mark.parametrize("raw", ["", "anna", "anna@", "@mail.ru", "anna@mail,ru", "anna mail.ru", "a@b@c.ru"])
def test_what_is_no_address_says_so(raw: str) -> None:
    assert normalise_email(raw) == ("", ContactProblem.NOT_AN_EMAIL)


def test_short_way_gives_the_library_s_answers() -> None:
    rng = Random(7)
    raws = [f"{local}@{domain}" for local in LOCALS for domain in DOMAINS]
    raws += [f"{rng.choice(LOCALS)}{rng.randrange(1000)}@{rng.choice(DOMAINS)}" for _ in range(1000)]

    assert [raw for raw in raws if normalise_email(raw) != by_library(raw.strip())] == []


@given(st.from_regex(r"[a-zA-Z0-9_.+-]{1,12}@[a-z0-9-]{1,8}(\.[a-z0-9-]{1,8}){0,2}\.(ru|com|me)", fullmatch=True))
def test_short_way_agrees_on_any_text(raw: str) -> None:
    assert normalise_email(raw) == by_library(raw)
