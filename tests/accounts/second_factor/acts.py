"""What people do with their second factor, for several tests."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse

from accounts.models import User
from tests.accounts.pages import sign_in, visitor
from tests.factories.users import PASSWORD
from tests.harness.client import StrictClient


def with_app(user: User) -> str:
    """The person has an app with codes; returns its secret."""
    secret = str(generate_totp_secret())
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code(secret: str, steps: int = 0) -> str:
    """What the app shows, `steps` of half a minute away; not at the very end of a step."""
    if time.time() % 30 > 27:
        time.sleep(3.1)
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def recovery_codes(user: User) -> list[str]:
    found = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return list(found.wrap().get_unused_codes())


def entered(user: User, secret: str = "") -> StrictClient:
    """Signed in, by the code too when there is a secret."""
    browser = visitor()
    sign_in(browser, user.email)
    if secret:
        browser.post(reverse("mfa_authenticate"), {"code": code(secret)})
    return browser


def confirmed(user: User) -> StrictClient:
    """Signed in by the password, and confirmed by it."""
    browser = entered(user)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return browser
