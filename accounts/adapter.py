"""How allauth's pages behave here: nobody signs up by himself, letters go by our staff mail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import staff_mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    """Only an administrator makes accounts (`create_user`, later invitations)."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail or the password is wrong. Check the keyboard layout and Caps Lock."),
        "too_many_login_attempts": _("Too many wrong attempts. Wait five minutes or reset the password."),
        "account_inactive": _("This account is switched off. Ask your administrator."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The new password ends all sessions, so the next page is sign-in."""
        from django.urls import reverse

        return reverse("account_login")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the reader's language, not the sender's."""
        user = context.get("user")
        language = user.language if isinstance(user, User) else None
        with staff_mail.in_language(language):
            subject = render_to_string(f"{template_prefix}_subject.txt", context)
            body = render_to_string(f"{template_prefix}_message.txt", context)
        staff_mail.send(to=email, subject=" ".join(subject.split()), body=body.strip())
