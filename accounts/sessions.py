"""Where a person is signed in: written at sign-in, touched at most once in five minutes, ended one by one."""

import datetime as dt
import time
from dataclasses import dataclass

from allauth.account import signals as allauth_signals
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout, signals
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

import journal
from accounts import trail
from accounts.devices import device
from accounts.models import BrowserSession, User

SEEN = "seen_at"
"""Key within the session: when it was last written down, so that most requests write nothing."""
EVERY = 300
SHOWN = 50


@dataclass(frozen=True)
class Shown:
    """A session as its owner knows it."""

    pk: int
    device: str
    ip: str
    began_at: dt.datetime
    seen_at: dt.datetime
    is_this: bool


def register() -> None:
    """Listen."""
    signals.user_logged_in.connect(begun, dispatch_uid="accounts.sessions.in")
    signals.user_logged_out.connect(ended, dispatch_uid="accounts.sessions.out")
    for changed in (allauth_signals.password_changed, allauth_signals.password_reset):
        changed.connect(put_out, dispatch_uid="accounts.sessions.password")


def put_out(*, user: User, **_signal: object) -> None:
    """A new password opens nothing that the old one had opened: no device stays on the list."""
    _delete(list(BrowserSession.objects.filter(user=user).values_list("session_key", flat=True)))


def begun(*, user: User, request: HttpRequest, **_signal: object) -> None:
    """Signal of Django: the session has its new key by now."""
    _write(request, user)


def ended(*, request: HttpRequest | None = None, **_signal: object) -> None:
    """Signed out: the session itself goes by Django."""
    key = getattr(getattr(request, "session", None), "session_key", None)
    if key:
        BrowserSession.objects.filter(session_key=key).delete()


def touch(request: HttpRequest, user: User) -> None:
    """Called for each request; writes when the last time is long ago, and ends what has lasted too long."""
    if time.time() - request.session.get(SEEN, 0) < EVERY:
        return
    row = _write(request, user)
    if row is not None and timezone.now() - row.began_at > dt.timedelta(seconds=settings.SESSION_LONGEST):
        logout(request)


def _write(request: HttpRequest, user: User) -> BrowserSession | None:
    session = getattr(request, "session", None)
    if session is None or session.session_key is None:
        return None
    session[SEEN] = int(time.time())
    values = {
        "user": user,
        "epoch": user.session_epoch,
        "ip": _ip(request),
        "user_agent": request.headers.get("user-agent", "")[:300],
        "seen_at": timezone.now(),
    }
    row, _made = BrowserSession.objects.update_or_create(session_key=session.session_key, defaults=values)
    return row


def _ip(request: HttpRequest) -> str | None:
    return get_adapter().get_client_ip(request) if request.META.get("REMOTE_ADDR") else None


def of(user: User, this: str | None = None) -> list[Shown]:
    """Those that still open something, the last used first; `this` is the key of the reader's own."""
    living = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = BrowserSession.objects.filter(user=user, epoch=user.session_epoch, session_key__in=living)
    return [
        Shown(row.pk, device(row.user_agent), row.ip or "", row.began_at, row.seen_at, row.session_key == this)
        for row in rows.order_by("-seen_at", "-pk")[:SHOWN]
    ]


@transaction.atomic
def end(*, user: User, pk: int, by: User) -> bool:
    """One of this person's. False: there is none."""
    keys = list(BrowserSession.objects.filter(user=user, pk=pk).values_list("session_key", flat=True))
    _delete(keys)
    if keys:
        journal.record(trail.SESSION_ENDED, by=by, object_type=trail.USER, object_id=user.pk)
    return bool(keys)


@transaction.atomic
def end_others(*, user: User, this: str | None, by: User) -> int:
    """All of this person's but one; returns how many."""
    keys = list(
        BrowserSession.objects.filter(user=user).exclude(session_key=this).values_list("session_key", flat=True)
    )
    _delete(keys)
    if keys:
        details = {"count": len(keys)}
        journal.record(trail.SESSIONS_ENDED, by=by, object_type=trail.USER, object_id=user.pk, details=details)
    return len(keys)


def forget_before(moment: dt.datetime) -> int:
    """Rows of sessions that nobody used since."""
    return BrowserSession.objects.filter(seen_at__lt=moment).delete()[0]


def _delete(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    BrowserSession.objects.filter(session_key__in=keys).delete()
