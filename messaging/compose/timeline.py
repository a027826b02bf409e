"""Messages as lines of the timeline: what was written, and how far it has come."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.timeline import (
    Before,
    TimelineEvent,
    TimelineFilter,
    TimelineGroup,
    TimelineSource,
    timeline_sources,
)
from core.walks import first_of_each
from messaging.choices import Carrier, Source, Status
from messaging.compose import hiding
from messaging.models import Message

PREFIX = "message-"
LONGEST_BODY = 600
ICONS = {Carrier.EMAIL: "mail", Carrier.SMS: "message"}
TONES = {
    Status.DELIVERED: "ok", Status.READ: "ok", Status.FAILED: "bad", Status.EXPIRED: "bad", Status.DENIED: "bad",
    Status.UNKNOWN: "warn",
}  # fmt: skip
SHOWN = (
    "id", "customer_id", "channel", "subject", "body_text", "status", "source", "created_at", "created_by__first_name",
    "created_by__last_name", "created_by__is_system", "message_class",
)  # fmt: skip


def register() -> None:
    """Among the talks."""
    timeline_sources.add(
        TimelineSource(
            code="messages", label=gettext_lazy("Letters and SMS sent"), group=TimelineGroup.TALK, fetch=fetch,
            search=search, weight=12,
        )
    )  # fmt: skip


def fetch(ids: Iterable[int], before: Before, limit: int) -> list[TimelineEvent]:
    """Newest first, strictly before. Cost: one walk of message_of_customer a client, a page long."""
    return _events(_rows(before), ids, limit)


def search(ids: Iterable[int], before: Before, limit: int, asked: TimelineFilter) -> list[TimelineEvent]:
    """As `fetch`, with the words in any case and by the author asked for."""
    rows = _rows(before)
    if asked.text:
        rows = rows.filter(Q(subject__icontains=asked.text) | Q(body_text__icontains=asked.text))
    if asked.author_id is not None:
        rows = rows.filter(created_by=asked.author_id)
    return _events(rows, ids, limit)


def _rows(before: Before) -> QuerySet[Message]:
    rows = Message.objects.order_by("-created_at", "-pk")
    if before is None:
        return rows
    at, key = before
    if key.startswith(PREFIX):
        try:
            return rows.filter(created_at__lte=at).filter(Q(created_at__lt=at) | Q(pk__lt=UUID(key[len(PREFIX) :])))
        except ValueError:
            return rows.filter(created_at__lt=at)
    # At the very moment where another source ended: keys of one source stand together.
    return rows.filter(created_at__lte=at) if key > PREFIX else rows.filter(created_at__lt=at)


def _events(rows: QuerySet[Message], ids: Iterable[int], limit: int) -> list[TimelineEvent]:
    found = first_of_each(rows, "customer_id", ids, limit).select_related("created_by").only(*SHOWN)
    return [event(row) for row in found]


def event(row: Message) -> TimelineEvent:
    """One line."""
    return TimelineEvent(
        at=row.created_at,
        key=f"{PREFIX}{row.pk}",
        kind=row.channel,
        icon=ICONS[Carrier(row.channel)],
        title=title(row),
        meta=" · ".join(_meta(row)),
        body=_shortened(hiding.text_of(row)),
        author=row.created_by.full_name if row.created_by and not row.created_by.is_system else "",
        tone=TONES.get(Status(row.status), ""),
        acts=reverse("messages:one", args=[row.pk]),
        customer_id=row.customer_id or 0,
        minor=row.source == Source.CONFIRMATION,
    )


def title(row: Message) -> str:
    """What it is called: by its subject, or by what it went out as."""
    if row.channel == Carrier.SMS:
        return _("SMS to the client")
    return _("Letter: %(subject)s") % {"subject": row.subject} if row.subject else _("Letter to the client")


def _meta(row: Message) -> list[str]:
    found = [str(row.get_status_display())]
    if row.source != Source.SINGLE:
        found.append(str(row.get_source_display()))
    return found


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_BODY else text[:LONGEST_BODY].rsplit(" ", 1)[0] + "…"
