"""A row of the outbox made ready for its gateway: texts of a template, links of its reader, files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from consents.models.gate import MessageClass
from core.errors import DomainError
from core.registries.outgoing import Outgoing, last_touches
from files import contents
from files.models import StoredFile
from messaging import letters
from messaging.choices import Carrier
from messaging.letters import Rendered
from messaging.letters.variables import PREFERENCES, UNSUBSCRIBE
from messaging.models import Gateway, Message
from messaging.public import links
from messaging.transports.base import Attached, OutMsg


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What one message came to."""

    out: OutMsg
    refusal: str = ""
    """Where its reader refuses such messages; empty: nowhere."""
    values: Mapping[str, Any] | None = None
    """What stood in the places of variables; None: no template."""
    fault: str = field(default="", repr=False)
    """Why it cannot be made."""


def fill(messages: Sequence[Message], gateway: Gateway) -> dict[UUID, Filled]:
    """By ids. Queries grow with the number of templates among them, not with that of messages."""
    refusals = links.unsubscribe_urls(one for one in messages if _may_refuse(one))
    texts = _texts(messages, refusals)
    files = _files(messages)
    filled = {one.pk: _filled(one, gateway, texts.get(one.pk), refusals.get(one.pk, ""), files) for one in messages}
    return {**filled, **_touched(messages, filled)}


def _touched(messages: Iterable[Message], filled: Mapping[UUID, Filled]) -> dict[UUID, Filled]:
    """Those of campaigns that others change as they leave; what is kept of a message stays plain."""
    found: dict[UUID, Filled] = {}
    leaving = [
        (one.pk, one.campaign_id, one.point_id, one.channel, one.template_version_id)
        for one in messages
        if one.campaign_id and one.point_id and one.template_version_id and not filled[one.pk].fault
    ]
    for touch in last_touches if leaving else ():
        given = [
            Outgoing(
                id=number, campaign_id=campaign, point_id=point, channel=channel, template_version_id=version,
                text=now.out.text, html=now.out.html,
            )
            for number, campaign, point, channel, version in leaving
            for now in [found.get(number, filled[number])]
        ]  # fmt: skip
        for number, texts in touch.apply(given).items():
            now = found.get(number, filled[number])
            found[number] = replace(now, out=replace(now.out, text=texts.text, html=texts.html))
    return found


def _may_refuse(message: Message) -> bool:
    """Advertising can be refused, and whatever is made by a template may offer it."""
    is_ours = message.point_id is not None and message.customer_id is not None
    return is_ours and (message.message_class == MessageClass.ADVERTISING or _is_to_fill(message))


def _is_to_fill(message: Message) -> bool:
    return message.template_version_id is not None and not message.body_text and not message.body_html


def _texts(messages: Iterable[Message], refusals: Mapping[UUID, str]) -> dict[UUID, Rendered]:
    by_version: dict[int, dict[int, Message]] = defaultdict(dict)
    for message in messages:
        if _is_to_fill(message) and message.customer_id is not None:
            by_version[message.template_version_id or 0][message.customer_id] = message
    found: dict[UUID, Rendered] = {}
    for version, of_clients in by_version.items():
        rendered = _render(version, of_clients, refusals)
        found |= {one.pk: rendered.get(customer, _gone()) for customer, one in of_clients.items()}
    return found


def _render(version: int, of_clients: Mapping[int, Message], refusals: Mapping[UUID, str]) -> Mapping[int, Rendered]:
    extra: dict[int, dict[str, object]] = {}
    for customer, one in of_clients.items():
        extra[customer] = {UNSUBSCRIBE: refusals.get(one.pk, "")}
        if one.point_id is not None:
            extra[customer][PREFERENCES] = links.preferences_url(customer, one.point_id)
    try:
        return letters.render(version, list(of_clients), extra=extra)
    except DomainError as error:
        return {customer: Rendered(fault=str(error)) for customer in of_clients}


def _gone() -> Rendered:
    return Rendered(fault=_("There is no such client any more."))


def _filled(
    message: Message, gateway: Gateway, text: Rendered | None, refusal: str, files: Mapping[UUID, Attached]
) -> Filled:
    missing = [number for number in message.attachments if number not in files]
    fault = text.fault if text is not None else ""
    out = OutMsg(
        idempotency_key=message.pk,
        to=message.address,
        sender=gateway.sender,
        sender_name=gateway.sender_name,
        subject=text.subject if text is not None else message.subject,
        text=text.text if text is not None else message.body_text,
        html=text.html if text is not None else message.body_html,
        ttl=message.not_after - timezone.now() if message.not_after is not None else None,
        headers={**message.headers, **_headers(message, refusal)},
        attachments=[files[number] for number in message.attachments if number in files],
    )
    if missing and not fault:
        fault = _("A file that was to go with it is not there any more.")
    return Filled(out=out, refusal=refusal, values=text.values if text is not None else None, fault=fault)


def _headers(message: Message, refusal: str) -> dict[str, str]:
    if message.channel != Carrier.EMAIL or message.message_class != MessageClass.ADVERTISING or not refusal:
        return {}
    return {links.HEADER: f"<{refusal}>", links.ONE_CLICK_HEADER: links.ONE_CLICK}


def _files(messages: Iterable[Message]) -> dict[UUID, Attached]:
    """Contents of all files that go with any of these; read once, whatever the number of letters."""
    numbers = {number for message in messages for number in message.attachments}
    if not numbers:
        return {}
    found: dict[UUID, Attached] = {}
    for file in StoredFile.objects.filter(pk__in=numbers):
        source = contents.open_content(file.sha256)
        if source is not None:
            with source:
                found[file.pk] = Attached(file.name, file.content_type, source.read())
    return found
