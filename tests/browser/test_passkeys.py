"""A passkey made and used in a real browser, with an authenticator that the browser plays itself."""

from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.visitor import Visitor
from tests.factories.users import PASSWORD

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_made_and_signs_in_alone(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit(manager)
    page = visitor.page
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    visitor.open(reverse("mfa_add_webauthn"))
    page.fill("[name=password]", PASSWORD)
    page.click(".page [type=submit]")
    page.check("[name=passwordless]")
    page.click("[data-passkey] [type=submit]")
    expect(page.locator(".codes li")).to_have_count(10)
    page.context.clear_cookies()

    visitor.open(reverse("account_login"))
    page.click("[data-passkey] [type=submit]")

    page.wait_for_url("**/today/")
