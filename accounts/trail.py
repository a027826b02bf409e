"""What the journal keeps of people signing in and of their accounts.

Sign-in belongs to allauth and Django, so it is heard by their signals; our own acts write in `services`.
"""

from collections.abc import Mapping
from typing import Any

from allauth.account import signals as allauth_signals
from allauth.account.adapter import get_adapter
from django.contrib.auth import signals
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

import journal
from accounts.models import User
from core.registries.objects import ObjectKind, object_kinds
from core.registries.operations import Seen
from core.registries.verbs import Verb, verbs
from journal.actors import NOBODY

USER = "accounts.user"
SIGNED_IN = "accounts.signed_in"
SIGN_IN_FAILED = "accounts.sign_in_failed"
SIGNED_OUT = "accounts.signed_out"
SIGNED_OUT_EVERYWHERE = "accounts.signed_out_everywhere"
PASSWORD_CHANGED = "accounts.password_changed"  # noqa: S105  # a verb
PASSWORD_RESET = "accounts.password_reset"  # noqa: S105  # a verb
USER_CREATED = "accounts.user_created"

SESSION_ENDED, SESSIONS_ENDED = "accounts.session_ended", "accounts.sessions_ended"
LOCKED, UNLOCKED = "accounts.locked", "accounts.unlocked"
INVITED, UNINVITED = "accounts.invited", "accounts.invitation_withdrawn"


def register() -> None:
    """Fill our places and listen."""
    verbs.add(
        Verb(code=SIGNED_IN, sentence=_("Sign-in"), icon="user"),
        Verb(code=SIGN_IN_FAILED, sentence=_("Failed sign-in: %(object)s"), icon="alert-circle", tell=_whose_address),
        Verb(code=SIGNED_OUT, sentence=_("Sign-out"), icon="logout"),
        Verb(code=SIGNED_OUT_EVERYWHERE, sentence=_("Sign-out on all devices: %(object)s"), icon="logout"),
        Verb(code=PASSWORD_CHANGED, sentence=_("Password changed: %(object)s"), icon="lock"),
        Verb(code=PASSWORD_RESET, sentence=_("Password chosen by a link from a letter: %(object)s"), icon="lock"),
        Verb(code=SESSION_ENDED, sentence=_("Session on one device ended: %(object)s"), icon="logout"),
        Verb(code=SESSIONS_ENDED, sentence=_("Sessions on other devices ended: %(object)s"), icon="logout"),
        Verb(code=LOCKED, sentence=_("Sign-in closed after failures in a row: %(object)s"), icon="lock"),
        Verb(code=UNLOCKED, sentence=_("Sign-in opened again: %(object)s"), icon="lock"),
        Verb(code=INVITED, sentence=_("Invitation sent: %(object)s"), icon="mail"),
        Verb(code=UNINVITED, sentence=_("Invitation withdrawn: %(object)s"), icon="mail-off"),
        Verb(code=USER_CREATED, sentence=_("User created: %(object)s"), icon="user-plus"),
    )
    object_kinds.add(ObjectKind(code=USER, label=_("user"), seen_by=_users))
    signals.user_logged_in.connect(signed_in, dispatch_uid="accounts.trail.in")
    signals.user_logged_out.connect(signed_out, dispatch_uid="accounts.trail.out")
    signals.user_login_failed.connect(sign_in_failed, dispatch_uid="accounts.trail.failed")
    allauth_signals.password_changed.connect(password_changed, dispatch_uid="accounts.trail.changed")
    allauth_signals.password_reset.connect(password_reset, dispatch_uid="accounts.trail.reset")


def signed_in(*, user: User, request: HttpRequest | None = None, **_signal: object) -> None:
    """Somebody gave the right password."""
    journal.record(SIGNED_IN, by=user, object_type=USER, object_id=user.pk, details=where(request))


def signed_out(*, user: User | None, request: HttpRequest | None = None, **_signal: object) -> None:
    """Also when the session had ended already: then there is nobody to speak of."""
    if user is not None:
        journal.record(SIGNED_OUT, by=user, object_type=USER, object_id=user.pk, details=where(request))


def sign_in_failed(*, credentials: Mapping[str, Any], request: HttpRequest | None = None, **_signal: object) -> None:
    """Nobody is known to have done it. What was typed may be a password in the wrong box: only its hash is kept."""
    typed = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    user = User.objects.filter(email=typed).order_by("pk").first()
    if user is not None:
        journal.record(SIGN_IN_FAILED, by=NOBODY, object_type=USER, object_id=user.pk, details=where(request))
        return
    details = {**where(request), "email_hash": email_hash(typed)}
    journal.record(SIGN_IN_FAILED, by=NOBODY, details=details)


def password_changed(*, user: User, request: HttpRequest | None = None, **_signal: object) -> None:
    """By one who knew the old one."""
    journal.record(PASSWORD_CHANGED, by=user, object_type=USER, object_id=user.pk, details=where(request))


def password_reset(*, user: User, request: HttpRequest | None = None, **_signal: object) -> None:
    """By the link of a letter or an invitation."""
    journal.record(PASSWORD_RESET, by=user, object_type=USER, object_id=user.pk, details=where(request))


def email_hash(typed: str) -> str:
    """The same for the same address, so that repeated attempts are seen; tells nothing without our secret key."""
    return salted_hmac("accounts.trail.email", typed, algorithm="sha256").hexdigest()[:32]


def where(request: HttpRequest | None) -> dict[str, str]:
    """The address of the network; tests and commands have none."""
    if request is None or not request.META.get("REMOTE_ADDR"):
        return {}
    return {"ip": get_adapter().get_client_ip(request)}


def _whose_address(details: Mapping[str, Any]) -> Mapping[str, object]:
    """An attempt with an unknown e-mail has no object."""
    return {"object": _("unknown e-mail")} if "email_hash" in details else {}


def _users(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Everybody who works here is known to everybody by name."""
    known = User.objects.filter(pk__in=[number for number in ids if number.isdecimal()]).order_by("pk")
    return {str(user.pk): Seen(user.full_name, "") for user in known}
