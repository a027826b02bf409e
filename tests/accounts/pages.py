"""What people do on the pages of sign-in, for several tests."""

from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from tests.factories.users import PASSWORD
from tests.harness.client import StrictClient


def visitor(language: str = "en") -> StrictClient:
    """A browser that has chosen a language and is nobody yet."""
    browser = StrictClient()
    browser.cookies = SimpleCookie({settings.LANGUAGE_COOKIE_NAME: language})
    return browser


def sign_in(browser: StrictClient, email: str, password: str = PASSWORD, **more: str) -> Any:
    return browser.post(reverse("account_login"), {"login": email, "password": password, **more})


def is_signed_in(browser: StrictClient, user: User | None = None) -> bool:
    """Whether the person's own page opens."""
    response = browser.get(reverse("profile"))
    if response.status_code != 200:
        return False
    return user is None or user.email in response.content.decode()


def text_of(response: Any) -> str:
    """The page as a person would search it: entities resolved."""
    import html

    return html.unescape(response.content.decode())
