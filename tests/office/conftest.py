"""People of the office have confirmed that it is they: changes of rights ask for it (tests/accounts)."""

import time
from collections.abc import Callable

import pytest

from accounts.models import User
from tests.harness.client import StrictClient


@pytest.fixture
def client_for() -> Callable[[User], StrictClient]:
    """`client_for(admin)` is the browser of one who confirmed a moment ago."""

    def signed_in(user: User) -> StrictClient:
        browser = StrictClient()
        browser.force_login(user)
        confirm(browser)
        return browser

    return signed_in


def confirm(browser: StrictClient) -> None:
    """As after «is it you?»."""
    session = browser.session
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session.save()
