"""What was sent, as staff may read it: without the client's own links and codes, which open his settings without a
password. Whoever could press them would agree and refuse in his name.
"""

import re

from django.conf import settings

from messaging.choices import Source
from messaging.models import Message

OWN = r"(?:preferences|unsubscribe|u|confirm|form)/[\w.:=/-]+"
"""Pages of `messaging.public` that a link alone opens."""


def text_of(message: Message) -> str:
    """The plain text; of a request to confirm nothing: its code proves who reads it (rule C-4)."""
    if message.source == Source.CONFIRMATION:
        return ""
    return _links(r"\s?\({}\)|{}").sub("", message.body_text)


def html_of(message: Message) -> str:
    """The letter, its links leading nowhere."""
    if message.source == Source.CONFIRMATION:
        return ""
    return _links("{}").sub("#", message.body_html)


def _links(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{}", rf"{re.escape(settings.PUBLIC_URL)}/{OWN}"))
