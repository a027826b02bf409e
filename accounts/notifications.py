"""Telling people: in the bell at once, by letter through a job. Each person chooses by kind where he is told."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import MailState, Notification, User
from core.registries.notifications import Channel, NotificationKind, notification_kinds
from journal import runs
from journal.actors import Actor

MAIL_JOB = "accounts.notify_mail"
SHOWN = 8
"""How many the bell's list holds."""
COUNTED = 99
"""Above it the bell says «99+»."""
BATCH = 10_000

log = structlog.get_logger(__name__)


@transaction.atomic
def notify(
    users: Iterable[User | int],
    kind: str,
    *,
    title: str = "",
    params: Mapping[str, Any] | None = None,
    url: str = "",
    by: Actor | None = None,
    object_type: str = "",
    object_id: str | int = "",
) -> int:
    """Tell people, in the caller's transaction: what is rolled back was not told. Returns how many were.

    `title` is what the kind's sentence cannot say; letters carry it, so never a client's personal data. `url` is
    a path of ours. Those switched off, and those who want this kind nowhere, are left out.
    """
    entry = notification_kinds.get(kind)
    ids = [user.pk if isinstance(user, User) else user for user in users]
    people = User.objects.filter(pk__in=ids, is_active=True).order_by("pk").only("pk", "notice_choices")
    rows = [
        Notification(
            user=user,
            kind=kind,
            title=title[:300],
            params=dict(params or {}),
            url=url,
            actor_id=by.pk if by else None,
            actor_name=by.full_name if by else "",
            object_type=object_type,
            object_id=str(object_id),
            in_bell=Channel.BELL in chosen,
            mail=MailState.DUE if Channel.MAIL in chosen else MailState.NONE,
        )
        for user in people
        if (chosen := channels(user, entry))
    ]
    Notification.objects.bulk_create(rows, batch_size=BATCH)
    if any(row.mail for row in rows):
        transaction.on_commit(partial(_start_letters, by))
    return len(rows)


def _start_letters(by: Actor | None) -> None:
    """No unique key: a run that is about to end may already have looked."""
    from accounts.services import system_user

    runs.start(MAIL_JOB, by=by or system_user())


def channels(user: User, kind: NotificationKind) -> set[Channel]:
    """Where this person is told of this kind."""
    chosen = user.notice_choices.get(kind.code)
    if chosen is None:
        return set(kind.channels)
    return {Channel(word) for word in chosen if word in set(Channel)}


def choose(user: User, choices: Mapping[str, Iterable[Channel]]) -> None:
    """Keep what differs from the kinds' own channels, so that a kind may change its mind for the others."""
    kept = dict(user.notice_choices)
    for code, wanted in choices.items():
        if set(wanted) == set(notification_kinds.get(code).channels):
            kept.pop(code, None)
        else:
            kept[code] = sorted(wanted)
    user.notice_choices = kept
    user.save(update_fields=["notice_choices"])


def kinds_for(user: User) -> list[NotificationKind]:
    """Kinds the person may choose about."""
    return [kind for kind in notification_kinds if not kind.permission or user.has(kind.permission)]


def sentence(notification: Notification) -> str:
    """In the language that is active now. What this version cannot say still has its title, and its kind's name."""
    if notification.kind not in notification_kinds:
        return notification.title or _("Notification")
    kind = notification_kinds.get(notification.kind)
    try:
        said = kind.sentence(notification.params)
    except (
        KeyError,
        ValueError,
        TypeError,
    ):  # written by another version; one must not hold up the bell and the letters
        log.exception("notification_unreadable", kind=kind.code, notification=notification.pk)
        said = str(kind.label)
    return f"{said}: {notification.title}" if notification.title else said


def icon(notification: Notification) -> str:
    """The kind's icon."""
    known = notification.kind in notification_kinds
    return notification_kinds.get(notification.kind).icon if known else "bell"


def unread_count(user: User) -> int:
    """At most COUNTED + 1: nobody reads a larger number."""
    return Notification.objects.in_bell_of(user).unread()[: COUNTED + 1].count()


def mark_read(user: User, pk: int) -> Notification | None:
    """One of one's own; None when it is not, or is not there."""
    notification = Notification.objects.in_bell_of(user).filter(pk=pk).first()
    if notification is not None and notification.read_at is None:
        notification.read_at = timezone.now()
        notification.save(update_fields=["read_at"])
    return notification


def mark_all_read(user: User) -> int:
    """All of one's own by one statement."""
    return Notification.objects.in_bell_of(user).unread().update(read_at=timezone.now())


def forget_before(moment: dt.datetime) -> int:
    """Delete up to BATCH of those older than `moment`; returns how many."""
    old = Notification.objects.filter(created_at__lt=moment).order_by("created_at")[:BATCH]
    return Notification.objects.filter(pk__in=old.values("pk")).delete()[0]
