"""What is asked to be sent: one message, or a wave of them."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from consents.models.gate import MessageClass
from core.errors import DomainError
from messaging.choices import Source

LARGEST = 10 * 1024 * 1024
"""Bytes of text: larger letters are refused by most servers."""
LONGEST_SUBJECT = 998
"""Characters of a line of a letter (RFC 5322)."""
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
HEADER = re.compile(r"[A-Za-z0-9-]{1,60}")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One message before it is queued."""

    channel: str
    message_class: MessageClass
    source: Source = Source.SINGLE
    customer_id: int | None = None
    """None: a trial message to staff."""
    point_id: UUID | None = None
    address: str = ""
    """Of a trial message; others go to their contact."""
    purpose: str = ""
    subject: str = field(default="", repr=False)
    body_text: str = field(default="", repr=False)
    body_html: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[UUID] = ()
    template_version_id: int | None = None
    not_before: dt.datetime | None = None
    not_after: dt.datetime | None = None
    campaign_id: int | None = None
    step: int = 0
    occurrence: str = ""
    gateway_id: int | None = None
    """None: the channel's default."""
    approved_by_id: int | None = None
    id: UUID | None = None
    """For whoever needs it before, to put its links into its text."""

    def check(self) -> None:
        """Raises DomainError on what no gateway may be given."""
        if not (self.body_text or self.body_html or self.template_version_id):
            raise DomainError(_("The message is empty."), code="empty")
        if len(self.subject) > LONGEST_SUBJECT or CONTROL.search(self.subject):
            raise DomainError(_("The subject must be one line of at most 998 characters."), code="subject")
        size = len(self.body_text.encode()) + len(self.body_html.encode())
        if size > LARGEST:
            raise DomainError(_("The message is larger than 10 MB; mail servers refuse that."), code="size")
        for name, value in self.headers.items():
            if not HEADER.fullmatch(name) or CONTROL.search(value):
                raise DomainError(_("A header of the letter is not well formed."), code="header")
        if (self.customer_id is None) != (self.source == Source.TEST):
            raise DomainError(_("A message goes to a client, and a trial message to staff."), code="customer")


def checked_address(address: str) -> str:
    """Raises DomainError on one that could smuggle in another: lines, commas, spaces."""
    if not address or CONTROL.search(address) or re.search(r"[\s,;<>\"]", address):
        raise DomainError(_("This address cannot be written to."), code="address")
    return address


@dataclass(frozen=True, kw_only=True)
class Wave:
    """What all messages of a campaign's step, or of a trigger's occurrence, have in common."""

    campaign_id: int
    channel: str
    message_class: MessageClass
    source: Source
    gateway_id: int
    template_version_id: int | None = None
    subject: str = field(default="", repr=False)
    body_text: str = field(default="", repr=False)
    body_html: str = field(default="", repr=False)
    step: int = 0
    occurrence: str = ""
    purpose: str = ""
    approved_by_id: int | None = None
    created_by_id: int | None = None
    not_before: dt.datetime | None = None
    not_after: dt.datetime | None = None
    made_in: UUID | None = None
