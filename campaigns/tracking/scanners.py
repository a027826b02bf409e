"""Programs that look into letters before people do: protections of mail servers, previews of messengers, robots."""

import datetime as dt
import re

from campaigns.models import ReactionKind

TOO_SOON = dt.timedelta(seconds=5)
"""Nobody opens a letter, reads it and follows a link within so little of its hand-over."""
AT_ONCE = dt.timedelta(seconds=3)
MANY = 3
"""So many different links of one message within `AT_ONCE` are followed by no hand."""
PROGRAMS = re.compile(
    r"bot\b|bot/|_bot|crawl|spider|scan|preview|monitor|curl/|wget|python|go-http|okhttp|java/|apache-http|libwww|"
    r"httpclient|headless|phantomjs|barracuda|proofpoint|mimecast|symantec|safelinks|trendmicro|kaspersky|drweb|"
    r"facebookexternalhit|whatsapp|vkshare|skypeuri",
    re.IGNORECASE,
)


def is_scanner(kind: ReactionKind, *, method: str, program: str, since: dt.timedelta | None) -> bool:
    """By one request alone. `since`: the hand-over; None: not known to have happened yet.

    A picture may be fetched within seconds by a mailbox that stands open; a click may not come so soon.
    """
    if method != "GET" or not program or PROGRAMS.search(program):
        return True
    return kind == ReactionKind.CLICK and (since is None or since < TOO_SOON)
