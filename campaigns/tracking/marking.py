"""Puts our own addresses in place of links as a message of a campaign leaves; only where its reader allowed it.

A reader who has not agreed to profiling at the contact it goes to gets plain links and no picture: nothing tells of
him. Links to our own pages, such as the one to unsubscribe, are never touched. Nor are those made of the client's own
values: such an address is his alone, and would be kept.
"""

import html as entities
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html

from campaigns.models import ShortClick, TrackedLink
from campaigns.models.tracking import LONGEST_ADDRESS
from campaigns.tracking import links
from consents.choices import Status
from consents.models import ConsentState
from core.registries.outgoing import Outgoing, Texts
from messaging.choices import Carrier
from messaging.models import TemplateVersion
from messaging.public.shortening import new_code

PROFILING = "profiling"
HREF = re.compile(r"""(<a\b[^>]*?\bhref\s*=\s*)(["'])(https?://[^"']+)\2""", re.IGNORECASE)
BARE = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
END = re.compile(r"</body\s*>", re.IGNORECASE)
Ids = Mapping[tuple[int, str], int]
Address = Callable[[str], str | None]


def apply(messages: Sequence[Outgoing]) -> dict[UUID, Texts]:
    """Texts of those whose readers allowed it. Queries do not grow with the number of messages."""
    allowed = _allowing(messages)
    chosen = [one for one in messages if (one.point_id, one.channel) in allowed]
    if not chosen:
        return {}
    sources = _sources({one.template_version_id for one in chosen})
    found = {one.id: _addresses(one, sources.get(one.template_version_id, "")) for one in chosen}
    ids = _ids({(one.campaign_id, url) for one in chosen for url in found[one.id]})
    short = _codes({(one.id, ids[one.campaign_id, url]) for one in chosen if not one.html for url in found[one.id]})
    return {one.id: _texts(one, {url: ids[one.campaign_id, url] for url in found[one.id]}, short) for one in chosen}


def _allowing(messages: Sequence[Outgoing]) -> set[tuple[UUID, str]]:
    points = {one.point_id for one in messages}
    rows = ConsentState.objects.filter(point__in=points, purpose=PROFILING, status=Status.GRANTED)
    live = rows.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now())).order_by()
    return set(live.values_list("point_id", "channel_id"))


def _sources(versions: Collection[int]) -> dict[int, str]:
    return dict(TemplateVersion.objects.filter(pk__in=versions).order_by().values_list("pk", "body"))


def _addresses(message: Outgoing, source: str) -> set[str]:
    """Those that stand in the template word for word."""
    if message.html:
        written = {found[2] for found in HREF.findall(message.html)}
        return {entities.unescape(url) for url in written if url in source and _is_foreign(entities.unescape(url))}
    return {url for url in BARE.findall(message.text) if url in source and _is_foreign(url)}


def _is_foreign(url: str) -> bool:
    return len(url) <= LONGEST_ADDRESS and not f"{url}/".startswith(f"{settings.PUBLIC_URL}/")


def _ids(wanted: Collection[tuple[int, str]]) -> Ids:
    """Ids of links; those seen for the first time get one."""
    found = _standing(wanted)
    missing = [TrackedLink(campaign_id=campaign, url=url) for campaign, url in sorted(set(wanted) - found.keys())]
    if missing:
        TrackedLink.objects.bulk_create(missing, ignore_conflicts=True)  # another worker may have been quicker
        found = _standing(wanted)
    return found


def _standing(wanted: Collection[tuple[int, str]]) -> dict[tuple[int, str], int]:
    if not wanted:
        return {}
    rows = TrackedLink.objects.filter(campaign__in={campaign for campaign, _url in wanted}).order_by("pk")
    return {(one.campaign_id, one.url): one.pk for one in rows}


def _codes(wanted: Collection[tuple[UUID, int]]) -> dict[tuple[UUID, int], str]:
    """Codes for SMS, where each letter is paid for; a message that leaves once more keeps its own."""
    if not wanted:
        return {}
    fresh = [ShortClick(code=new_code(), message_id=message, link_id=link) for message, link in sorted(wanted)]
    ShortClick.objects.bulk_create(fresh, ignore_conflicts=True)
    rows = ShortClick.objects.filter(message__in={message for message, _link in wanted}).order_by("pk")
    return {(message, link): code for message, link, code in rows.values_list("message_id", "link_id", "code")}


def _texts(message: Outgoing, ids: Mapping[str, int], short: Mapping[tuple[UUID, int], str]) -> Texts:
    if not message.html:

        def by_code(url: str) -> str | None:
            return links.short_url(short[message.id, ids[url]]) if url in ids else None

        return Texts(_bare(message.text, by_code), "")

    def signed(url: str) -> str | None:
        return links.click_url(message.id, ids[url]) if url in ids else None

    return Texts(_bare(message.text, signed), _with_picture(_hrefs(message.html, signed), message))


def _bare(text: str, address: Address) -> str:
    return BARE.sub(lambda found: address(found[0]) or found[0], text)


def _hrefs(html: str, address: Address) -> str:
    def instead(found: re.Match[str]) -> str:
        ours = address(entities.unescape(found[3]))
        return f"{found[1]}{found[2]}{ours}{found[2]}" if ours else found[0]

    return HREF.sub(instead, html)


def _with_picture(html: str, message: Outgoing) -> str:
    if message.channel != Carrier.EMAIL:
        return html
    picture = format_html('<img src="{}" width="1" height="1" alt="">', links.open_url(message.id))
    ends = [found.start() for found in END.finditer(html)]
    place = ends[-1] if ends else len(html)
    return f"{html[:place]}{picture}{html[place:]}"
