"""How often one person may search, take files out and bring files in."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.urls import reverse

from accounts.models import User
from core import limits
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


@pytest.fixture(autouse=True)
def few(settings: LazySettings) -> None:
    settings.PERSONAL_LIMITS = {"search": (2, 3600), "export": (2, 3600), "import": (2, 3600)}


@pytest.mark.parametrize(
    ("page", "args"),
    [("palette_search", []), ("customers:search", []), ("listing:export_new", ["customers"]), ("imports:new", [])],
)
def test_the_third_gets_a_sentence(client_for: Browser, admin_user: User, page: str, args: list[str]) -> None:
    browser = client_for(admin_user)
    where = reverse(page, args=args)
    for _ in range(2):
        assert browser.post(where, {"q": "Анна"}).status_code < 429

    assert browser.post(where, {"q": "Анна"}).status_code == 429
    said = browser.post(where, {"q": "Анна"}, headers={"HX-Request": "true"})
    assert said.status_code == 429
    assert said.headers["Content-Type"].startswith("text/plain")


def test_looking_at_the_form_of_an_export_is_not_counted(client_for: Browser, admin_user: User) -> None:
    browser = client_for(admin_user)

    answers = [browser.get(reverse("imports:new")).status_code for _ in range(4)]

    assert answers == [200] * 4


def test_each_has_his_own_count() -> None:
    assert [limits.spend("test", 1, amount=2, seconds=3600) for _ in range(3)] == [True, True, False]
    assert limits.spend("test", 2, amount=2, seconds=3600)
    cache.clear()
    assert limits.spend("test", 1, amount=2, seconds=3600)
