"""How allauth's second factor behaves here: secrets encrypted, the company named, kept where a role demands it."""

import base64
import logging

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.main import QRCode

from accounts import company
from accounts.models import User
from accounts.second_factor import policy

QUIET = 4
"""Modules of white round the code, as readers want."""
log = logging.getLogger(__name__)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library is untyped
    """See the module."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is wrong, or was used already. Wait for the next one and check the clock."),
        "cannot_delete_authenticator": _(
            "Your role demands a second factor: add another one before you remove the last."
        ),
        "cannot_generate_recovery_codes": _("Switch the second factor on first."),
    }

    def encrypt(self, text: str) -> str:
        return _ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """With the key lost nothing can match: a secret that nobody knows, never an empty one."""
        try:
            return _ciphers().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.warning("a secret of a second factor cannot be read: was KARTOTEKA_SECRET_KEY changed?")
            return str(generate_totp_secret())

    def get_totp_issuer(self) -> str:
        """What the app calls us: «Kartoteka: Company»; a colon would end the issuer."""
        name = company.current().name.replace(":", " ").strip()
        product = gettext("Kartoteka")
        return f"{product} {name}" if name else product

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return policy.may_remove(authenticator)

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  # allauth's name
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}

    def build_totp_svg(self, url: str) -> str:
        """Without sizes and styles of its own: the page's sheet decides."""
        code = QRCode(border=0)
        code.add_data(url)
        code.make(fit=True)
        side = len(code.modules) + 2 * QUIET
        dots = "".join(
            f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(code.modules) for x, on in enumerate(row) if on
        )
        return format_html(
            '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">'
            '<path class="qr__paper" d="M0 0h{0}v{0}H0z"/><path class="qr__dots" d="{2}"/></svg>',
            side,
            gettext("QR code for an authenticator app"),
            dots,
        )


def _ciphers() -> MultiFernet:
    """The key of today first; secrets written under older ones are still read."""
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    digest = salted_hmac("accounts.second_factor", "fernet", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
