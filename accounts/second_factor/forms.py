"""Forms of the second factor: our labels, a code that is taken once, answers that no passkey has given."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from accounts import lockout
from accounts.models import User

log = structlog.get_logger(__name__)


class _Once:
    """Allauth remembers a used code for one step; with a tolerance it is good for three."""

    user: User
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = self.code_label
        code.widget.attrs = {"autocomplete": "one-time-code", "autofocus": True}

    code_label = _("Code from the app")

    def clean_code(self) -> str:
        if lockout.of(self.user):
            raise get_account_adapter().validation_error("locked")
        code: str = super().clean_code()  # type: ignore[misc]  # allauth's form is the other base
        if not _take(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


def _take(user: User, code: str) -> bool:
    steps = 2 * app_settings.TOTP_TOLERANCE + 1
    key = f"accounts.second_factor.used:{user.pk}:{normalize_user_code(code)}"
    return bool(cache.add(key, 1, timeout=steps * app_settings.TOTP_PERIOD))


class AuthenticateForm(_Once, base_forms.AuthenticateForm):  # type: ignore[misc]  # the library is untyped
    """The step after the password."""

    code_label = _("Code from the app or a recovery code")


class ReauthenticateForm(_Once, base_forms.ReauthenticateForm):  # type: ignore[misc]
    """«Is it you?» before an important act."""

    code_label = _("Code from the app or a recovery code")


class ActivateTotpForm(_Once, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code proves that the app has read the secret; it opens nothing else."""


UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error)
"""What the libraries stumble over in an answer that no passkey has given; allauth refuses only some of it."""


@contextmanager
def _of_a_passkey() -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        log.info("passkey.unreadable", error=type(error).__name__)
        raise get_adapter().validation_error("incorrect_code") from error


class _AnswerField(forms.JSONField):
    def to_python(self, value: Any) -> Any:
        with _of_a_passkey():
            return super().to_python(value)


class _Answer(forms.Form):
    """An answer of a passkey that cannot be read is a wrong one."""

    credential = _AnswerField(widget=forms.HiddenInput)

    def clean_credential(self) -> Any:
        with _of_a_passkey():
            return super().clean_credential()  # type: ignore[misc]  # allauth's form is the other base


class SignInByPasskeyForm(_Answer, webauthn_forms.LoginWebAuthnForm):  # type: ignore[misc]
    """Without the password."""


class AuthenticateByPasskeyForm(_Answer, webauthn_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The step after the password."""


class ReauthenticateByPasskeyForm(_Answer, webauthn_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """«Is it you?» before an important act."""


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A key of the device or of the browser."""

    credential = _AnswerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("By it you will know the device: “Work laptop”, “Phone”.")
        self.fields["name"].max_length = 80
        passwordless = self.fields["passwordless"]
        passwordless.label = _("Sign in by this passkey alone")
        passwordless.help_text = _("Without the password: the device itself asks for a finger, a face or a PIN.")

    def clean(self) -> dict[str, Any]:
        with _of_a_passkey():
            cleaned: dict[str, Any] = super().clean()
            return cleaned


class RenamePasskeyForm(webauthn_forms.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
