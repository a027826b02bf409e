"""Mail to people who work here: resets of passwords, invitations, reminders. Never to clients.

Django's mail is imported only here and in `messaging.transports` (a test holds it), so nothing goes
round the consent gate.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.mail import EmailMessage  # noqa: TID251  # the one place for staff mail
from django.utils import translation


def send(*, to: str, subject: str, body: str) -> None:
    """Hand a plain letter to the configured server. Raises OSError when it cannot be reached."""
    EmailMessage(subject=subject, body=body, to=[to]).send()


@contextmanager
def in_language(code: str | None) -> Iterator[None]:
    """Write in the reader's language; None keeps the current one."""
    with translation.override(code or translation.get_language()):
        yield
