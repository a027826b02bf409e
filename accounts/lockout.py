"""Closing sign-in by an address after failures in a row: 15 minutes, then twice as long each time.

An address that nobody has is counted and closed the same way, so that the answer tells nothing.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from allauth.account import signals as allauth_signals
from allauth.mfa import signals as mfa_signals
from django.contrib.auth import signals
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import journal
from accounts import trail
from accounts.models import SignInLock, User
from accounts.notifications import notify
from accounts.permissions import Permission
from core.registries.notifications import Channel, NotificationKind, notification_kinds
from journal.actors import NOBODY

FAILURES = 10
FIRST = dt.timedelta(minutes=15)
LONGEST = dt.timedelta(hours=24)
NOTICE, NOTICE_OF_OTHERS = "accounts.locked", "accounts.locked_other"
KEPT = dt.timedelta(days=7)


def register() -> None:
    """Name what we tell, and listen."""
    both = (Channel.BELL, Channel.MAIL)
    notification_kinds.add(
        NotificationKind(
            code=NOTICE,
            label=gettext_lazy("My sign-in was closed after wrong attempts"),
            sentence=_told,
            icon="lock",
            channels=both,
            weight=45,
        ),
        NotificationKind(
            code=NOTICE_OF_OTHERS,
            label=gettext_lazy("Somebody’s sign-in was closed after wrong attempts"),
            sentence=_told_of_another,
            icon="lock",
            channels=both,
            permission=Permission.MANAGE_USERS,
            weight=46,
        ),
    )
    signals.user_login_failed.connect(_on_wrong_password, dispatch_uid="accounts.lockout.failed")
    signals.user_logged_in.connect(_on_success, dispatch_uid="accounts.lockout.in")
    allauth_signals.password_reset.connect(_on_success, dispatch_uid="accounts.lockout.reset")
    mfa_signals.authentication_failed.connect(_on_wrong_code, dispatch_uid="accounts.lockout.code")


def until(email: str) -> dt.datetime | None:
    """When the address may sign in again; None: now."""
    row = SignInLock.objects.filter(pk=_key(email)).first()
    return row.locked_until if row and row.locked_until and row.locked_until > timezone.now() else None


def of(user: User) -> dt.datetime | None:
    """The same for a person, on the office page."""
    return until(user.email)


@transaction.atomic
def failed(email: str) -> None:
    """A wrong password or a wrong code. The tenth in a row closes."""
    key = _key(email)
    SignInLock.objects.get_or_create(pk=key)
    row = SignInLock.objects.select_for_update(no_key=True).get(pk=key)
    row.user = User.objects.filter(email=_clean(email)).order_by("pk").first()
    row.failures += 1
    row.failed_at = timezone.now()
    if row.failures >= FAILURES:
        row.failures, row.locks = 0, row.locks + 1
        row.locked_until = row.failed_at + min(FIRST * 2 ** min(row.locks - 1, 10), LONGEST)
        if row.user is not None:
            _tell(row.user, row.locks)
    row.save()


def succeeded(email: str) -> None:
    """Signed in, or chose a password by a letter: the row of failures is broken."""
    SignInLock.objects.filter(pk=_key(email)).delete()


@transaction.atomic
def unlock(*, user: User, by: User) -> bool:
    """By an administrator. False: it was open."""
    deleted, _rows = SignInLock.objects.filter(pk=_key(user.email)).delete()
    if deleted:
        journal.record(trail.UNLOCKED, by=by, object_type=trail.USER, object_id=user.pk)
    return bool(deleted)


def forget() -> int:
    """Rows of failures that nobody went on with."""
    return SignInLock.objects.filter(failed_at__lt=timezone.now() - KEPT).delete()[0]


def _tell(user: User, locks: int) -> None:
    """Journalled each time; people are told once in a row of locks."""
    journal.record(trail.LOCKED, by=NOBODY, object_type=trail.USER, object_id=user.pk)
    if locks > 1:
        return
    notify([user], NOTICE, url="/profile/")
    admins = User.objects.filter(role__permissions__contains=[Permission.MANAGE_USERS.value], is_system=False)
    others = list(admins.exclude(pk=user.pk).order_by("pk"))
    notify(others, NOTICE_OF_OTHERS, params={"user": user.pk}, url=f"/office/users/{user.pk}/")


def _on_wrong_password(*, credentials: Mapping[str, Any], **_signal: object) -> None:
    failed(str(credentials.get("email") or ""))


def _on_wrong_code(*, user: User, **_signal: object) -> None:
    failed(user.email)


def _on_success(*, user: User, **_signal: object) -> None:
    succeeded(user.email)


def _told(params: Mapping[str, Any]) -> str:
    return _("Sign-in was closed for a while after wrong attempts in a row. If it was not you, choose a new password.")


def _told_of_another(params: Mapping[str, Any]) -> str:
    user = User.objects.filter(pk=params.get("user") or 0).first()
    name = user.full_name if user else _("user")
    return _("Sign-in closed after wrong attempts in a row: %(name)s") % {"name": name}


def _clean(email: str) -> str:
    return email.strip().lower()


def _key(email: str) -> str:
    return trail.email_hash(_clean(email))
