"""Mail to people who work here: resets of passwords, invitations, reminders. Never to clients.

Django's mail is imported only here and in `messaging.transports` (a test holds it), so nothing goes
round the consent gate.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.mail import EmailMessage  # noqa: TID251  # the one place for staff mail
from django.utils import translation


def send(*, to: str, subject: str, body: str, sender: str = "") -> None:
    """Hand a plain letter to the configured server; without `sender` it comes from EMAIL_FROM.

    Raises OSError when the server cannot be reached or refuses (smtplib's errors are such).
    """
    EmailMessage(subject=subject, body=body, to=[to], from_email=sender or None).send()


def default_sender() -> str:
    """Who letters come from when the company has named nobody: EMAIL_FROM."""
    return str(settings.DEFAULT_FROM_EMAIL)


@contextmanager
def in_language(code: str | None) -> Iterator[None]:
    """Write in the reader's language; None keeps the current one."""
    with translation.override(code or translation.get_language()):
        yield
