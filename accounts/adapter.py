"""How allauth's pages behave here: nobody signs up by himself, letters go by our staff mail."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from accounts import company, links, lockout
from accounts.backends import EmailBackend
from accounts.models import User
from accounts.second_factor import policy
from core import staff_mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    """Only an administrator makes accounts (`create_user`, later invitations)."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail or the password is wrong. Check the keyboard layout and Caps Lock."),
        "too_many_login_attempts": _("Too many wrong attempts. Wait five minutes or reset the password."),
        "locked": _(
            "Too many wrong attempts in a row: sign-in is closed for a while. Wait, or ask your administrator."
        ),
        "account_inactive": _("This account is switched off. Ask your administrator."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The new password ends all sessions, so the next page is sign-in."""
        from django.urls import reverse

        return reverse("account_login")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Allauth takes the host from the request; ours is `KARTOTEKA_URL`."""
        return links.absolute(urlsplit(super().get_reset_password_from_key_url(key)).path)

    def pre_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse | None:
        """Allauth asks only whether the person is active, and would let a demo account in on the net."""
        if not EmailBackend().user_can_authenticate(user):
            refusal: HttpResponse = self.respond_user_inactive(request, user)
            return refusal
        response: HttpResponse | None = super().pre_login(request, user, **details)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """A closed address is refused whoever it belongs to, nobody too."""
        if lockout.until(str(credentials.get("email", ""))):
            raise self.validation_error("locked")
        super().pre_authenticate(request, **credentials)

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """Who has a second factor confirms by it, the password alone is not enough; a passkey first where it is all."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not isinstance(user, User) or not policy.has_one(user):
            return methods
        methods = [one for one in methods if one["id"] != "reauthenticate"]
        return methods if policy.has_codes(user) else methods[::-1]

    def reauthenticate(self, user: User, password: str) -> bool:
        """Allauth looks for the address in a table of its own, which is empty here."""
        return bool(self.authenticate(self.request, email=user.email, password=password) == user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the reader's language, not the sender's."""
        user = context.get("user")
        language = user.language if isinstance(user, User) else None
        with staff_mail.in_language(language):
            subject = render_to_string(f"{template_prefix}_subject.txt", context)
            body = render_to_string(f"{template_prefix}_message.txt", context)
        staff_mail.send(to=email, subject=" ".join(subject.split()), body=body.strip(), sender=company.current().sender)
