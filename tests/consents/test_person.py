"""How a person is found in texts."""

import re

import pytest

from accounts.models import User
from consents.erasure import person
from customers import services
from tests.factories.customers import make_email, make_person, make_phone


@pytest.mark.django_db
def test_phone_is_found_in_any_writing_and_not_in_longer_numbers() -> None:
    client = make_person("Ёлкина Пелагея Романовна")
    make_phone(client, "+7 917 234-18-60")
    make_email(client, "P.Elkina@example.com")

    pattern = re.compile(person.of([client.pk]).pattern, re.IGNORECASE)

    for text in ("8 (917) 234-18-60", "+79172341860", "9172341860", "7 917 234 18 60"):
        assert pattern.search(f"звонить {text} вечером"), text
    for text in ("елкина пелагея", "Пелагея Романовна  Ёлкина", "p.elkina@EXAMPLE.com", "Ёлкина Пелагея Романовна"):
        assert pattern.search(f"«{text}»"), text
    for text in ("139172341860", "91723418601", "Ёлкина", "xp.elkina@example.com", "Ёлкина Пелагеяшвили"):
        assert not pattern.search(text), text


@pytest.mark.django_db
def test_name_of_before_a_marriage_is_looked_for_too(admin_user: User) -> None:
    client = make_person("Ёлкина Пелагея Романовна")
    services.change(by=admin_user, customer=client, values={"last_name": "Соснова"})

    pattern = re.compile(person.of([client.pk]).pattern, re.IGNORECASE)

    for text in ("Ёлкина Пелагея", "Соснова Пелагея Романовна"):
        assert pattern.search(text), text
