"""Addresses that leave the product by letter or terminal."""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from accounts.models import User


def absolute(path: str) -> str:
    """The full address of a page; the host is `KARTOTEKA_URL`, never taken from a request."""
    return f"{settings.PUBLIC_URL}{path}"


def password_link(user: User) -> str:
    """Where the person chooses a password, once, within PASSWORD_RESET_TIMEOUT (three days)."""
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    uidb36 = user_pk_to_url_str(user)
    return absolute(reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": key}))
