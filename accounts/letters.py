"""Letters about notifications: in the reader's language and zone, with a link instead of clients' data."""

from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import company, links, notifications
from accounts.models import MailState, Notification
from core import staff_mail
from core.text import actors

TRIES = 5


def due(after: int) -> Notification | None:
    """The next letter to send, locked for this transaction; a run beside this one takes another."""
    rows = Notification.objects.filter(mail=MailState.DUE, pk__gt=after).order_by("pk")
    return rows.select_for_update(of=("self",), skip_locked=True, no_key=True).select_related("user").first()


def send(notification: Notification) -> bool:
    """Send one and write down what became of it. False: the server refused; it is tried again, TRIES times in all."""
    user = notification.user
    try:
        if user.is_active:
            with staff_mail.in_language(user.language), timezone.override(ZoneInfo(user.time_zone)):
                subject, body = compose(notification)
            staff_mail.send(to=user.email, subject=subject, body=body, sender=company.current().sender)
        state = MailState.SENT if user.is_active else MailState.NONE
    except OSError:
        state = MailState.DUE if notification.mail_tries + 1 < TRIES else MailState.FAILED
    notification.mail = state
    notification.mail_tries += 1
    notification.save(update_fields=["mail", "mail_tries"])
    return state in {MailState.SENT, MailState.NONE}


def compose(notification: Notification) -> tuple[str, str]:
    """Subject and text in the active language and zone."""
    said = notifications.sentence(notification)
    context = {
        "sentence": said,
        "at": notification.created_at,
        "actor": actors.said(notification.actor_name),
        "link": links.absolute(notification.url) if notification.url else links.absolute("/"),
        "settings_link": links.absolute("/profile/"),
        "company": company.current().name,
    }
    subject = f"{said} \u2014 {_('Kartoteka')}"
    return " ".join(subject.split()), render_to_string("accounts/email/notification.txt", context).strip()
