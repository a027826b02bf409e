"""Fetches letters from the mailbox of a gateway by IMAP. What was taken is marked as read, never deleted."""

import imaplib
import re
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.outside import PrivateAddressError
from messaging.delivery import letters
from messaging.models import Gateway
from messaging.transports.guarded.mail import Imap, ImapTls
from messaging.transports.opening import opened

SECONDS = 15
AT_ONCE = 200
"""Letters a visit; the rest waits for the next one."""
FAULTS = (imaplib.IMAP4.error, OSError, ssl.SSLError, UnicodeError)
"""The last: a user or a password beyond ASCII, which IMAP cannot carry."""
BEYOND_ASCII = re.compile(r"[^\x20-\x7e]+")


def has_one(gateway: Gateway) -> bool:
    """Whether a mailbox is named in its settings."""
    return bool(gateway.settings.get("imap_host") and gateway.settings.get("imap_user"))


def fetch(gateway: Gateway) -> int:
    """Take all unread letters; how many were new. Raises DomainError when the mailbox cannot be opened.

    A letter is marked only after what it tells is committed: killed in between, it comes again and is known.
    """
    taken = 0
    with _opened(gateway) as box:
        for number in _unread(box):
            raw = _letter(box, number)
            if raw is not None and letters.take(gateway, raw) is not None:
                taken += 1
            box.uid("STORE", number, "+FLAGS", r"(\Seen)")
    return taken


def folder_name(typed: str) -> str:
    """A mailbox with a Russian name as IMAP names it: quoted, in its own UTF-7 (RFC 3501, 5.1.3)."""
    told = BEYOND_ASCII.sub(lambda found: f"&{_base64(found[0])}-", typed.replace("&", "&-"))
    return '"{}"'.format(told.replace("\\", "\\\\").replace('"', '\\"'))


def _base64(text: str) -> str:
    return b64encode(text.encode("utf-16-be")).decode().rstrip("=").replace("/", ",")


def _unread(box: imaplib.IMAP4) -> list[str]:
    _status, found = box.uid("SEARCH", "UNSEEN")
    return (found[0] or b"").decode().split()[:AT_ONCE]


def _letter(box: imaplib.IMAP4, number: str) -> bytes | None:
    _status, parts = box.uid("FETCH", number, f"(BODY.PEEK[]<0.{letters.LARGEST}>)")
    return next((part[1] for part in parts if isinstance(part, tuple)), None)


@contextmanager
def _opened(gateway: Gateway) -> Iterator[imaplib.IMAP4]:
    settings = gateway.settings
    host, port = str(settings["imap_host"]), int(settings.get("imap_port") or 993)
    security = settings.get("imap_security") or "tls"
    safe = ssl.create_default_context()
    try:
        box = (
            ImapTls(host, port, ssl_context=safe, timeout=SECONDS)
            if security == "tls"
            else Imap(host, port, timeout=SECONDS)
        )
        try:
            if security == "starttls":
                box.starttls(safe)
            box.login(str(settings["imap_user"]), opened(gateway).get("imap_password", ""))
            status, _told = box.select(folder_name(str(settings.get("imap_folder") or "INBOX")))
            if status != "OK":
                raise DomainError(_("The mailbox has no such folder."))
            yield box
        finally:
            _leave(box)
    except PrivateAddressError as error:
        raise DomainError(error.sentence) from error
    except FAULTS as error:
        raise DomainError(
            _("The mailbox of “%(gateway)s” cannot be read: %(why)s.")
            % {"gateway": gateway.name, "why": type(error).__name__}
        ) from error


def _leave(box: imaplib.IMAP4) -> None:
    try:
        box.logout()
    except FAULTS:
        box.shutdown()
