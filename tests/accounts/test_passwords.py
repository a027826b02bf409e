"""Passwords made of words that everybody of the house knows."""

import pytest
from django.conf import LazySettings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts import company
from accounts.models import User
from tests.factories.users import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings: LazySettings) -> None:
    settings.HOST = "crm.romashka-shop.example.com"
    company.change(by=make_user(admin=True), name="ООО «Ромашка Плюс»")


@pytest.mark.parametrize(
    "password",
    ["Kartoteka2026", "картотека!77", "Ромашка-2026!", "romashka_shop1", "Плюс-ромашка9", "romashka-kartoteka"],
)
def test_house_words_do_not_count(password: str, manager: User) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, manager)
    assert "password_of_house_words" in [error.code for error in refused.value.error_list]


@pytest.mark.parametrize("password", ["тихий вечер у реки", "Ромашка цветёт под окном", "correct horse kartoteka"])
def test_what_is_long_enough_without_them_passes(password: str, manager: User) -> None:
    validate_password(password, manager)
