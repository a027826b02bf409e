"""The people behind a number of a campaign, as far as the reader may see them: by key, whatever their number."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.choices import OK, OWN_OUTCOMES
from campaigns.models import Campaign, Part, Reaction, Recipient, Response, TrackedLink
from campaigns.results import promo, words
from consents.gate.codes import CODES
from customers.models import Customer
from listing.keyset import Cursor, Order, keyset_page
from messaging.choices import Status
from messaging.models import Gateway, Message
from sales.models import Purchase
from segmentation.models import Segment, SegmentMember

PAGE = 50
LONGEST_KEY = 40
"""As in `ResultLine.key`."""
BY_NUMBER = Order("number", ())
DAY = dt.timedelta(hours=24)
DONE = {"opened": "opened_at", "clicked": "clicked_at", "answered": "answered_at", "left": "left_at"} | {
    "bought": "bought_at"
}
"""What people do with a message, and the moment of it."""
WENT = Q(handed_at__isnull=False)
FATES = {
    "sent": WENT,
    "delivered": WENT
    & (
        Q(status__in=[Status.DELIVERED, Status.READ])
        | Q(response__opened_at__isnull=False)
        | Q(channel="email", status__in=[Status.HANDED, Status.SENT])
    ),
    "failed": Q(status__in=[Status.FAILED, Status.EXPIRED]),
}
"""What became of a message; as `count_results.sql` says it."""
WAITING = (Status.QUEUED, Status.HELD, Status.LEASED, Status.HANDING)
Rows = TypeVar("Rows", QuerySet[Response], QuerySet[Recipient])
NUMBERED = (Part.HOUR, Part.CLOCK, Part.LINK, Part.GATEWAY, Part.SEGMENT)


@dataclass(frozen=True)
class Person:
    """One of them, with the moment it is about and the message he got."""

    customer: Customer
    at: dt.datetime | None
    message_id: UUID | None = None


@dataclass(frozen=True)
class Behind:
    """One page of them."""

    title: str
    people: Sequence[Person]
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Question:
    """A number that was clicked at: `what` of it, and of which line if it stands in one."""

    what: str
    part: str = ""
    key: str = ""

    @classmethod
    def read(cls, what: str, query: Mapping[str, str]) -> "Question":
        """From an address; what is not understood is not there. Raises Http404."""
        part, key = query.get("by", ""), query.get("key", "")
        if (part and part not in Part.values) or (part in NUMBERED and not key.isdecimal()):
            raise Http404
        if len(key) > (18 if part in NUMBERED else LONGEST_KEY):
            raise Http404
        if what not in (*words.ANSWERS, *OWN_OUTCOMES, *CODES):
            raise Http404
        return cls(what, part, key)

    @property
    def query(self) -> str:
        """Of the address, for the pages beside."""
        return f"by={self.part}&key={self.key}&" if self.part else ""


def behind(campaign: Campaign, question: Question, user: User, cursor: Cursor) -> Behind:
    """Whom the number counts."""
    if question.what == "promo":
        return _buyers(campaign, user, cursor)
    if question.what in DONE:
        return _doers(campaign, question, user, cursor)
    return _audience(campaign, question, user, cursor)


def _doers(campaign: Campaign, question: Question, user: User, cursor: Cursor) -> Behind:
    moment = DONE[question.what]
    seen = Response.objects.visible_to(user).filter(campaign=campaign, **{f"{moment}__isnull": False})
    rows = _of_line(seen, question, moment)
    page = keyset_page(rows.select_related("customer"), BY_NUMBER, cursor, PAGE)
    people = [Person(one.customer, getattr(one, moment), one.message_id) for one in page.rows]
    return Behind(title(campaign, question), people, page.before, page.after)


def _of_line(rows: QuerySet[Response], question: Question, moment: str) -> QuerySet[Response]:
    part, key = question.part, question.key
    if part == Part.GATEWAY:
        return rows.filter(message__gateway=int(key))
    if part == Part.LINK:
        clicks = Reaction.objects.filter(link=int(key), message=OuterRef("message"), is_scanner=False)
        rows = rows.filter(Exists(clicks))
        return rows.filter(bought_at__gte=F("clicked_at")) if question.what == "bought" else rows
    if part == Part.SEGMENT:
        frozen = Recipient.objects.filter(
            campaign=OuterRef("campaign"), customer=OuterRef("customer"), occurrence=OuterRef("message__occurrence")
        ).order_by()
        return _of_segment(rows.annotate(prepared_at=Subquery(frozen.values("prepared_at")[:1])), int(key))
    first = F("message__handed_at")
    if part == Part.HOUR:
        since = dt.timedelta(hours=min(int(key), 10_000))
        return rows.filter(**{f"{moment}__gte": first + since, f"{moment}__lt": first + since + DAY / 24})
    if part == Part.CLOCK:
        hour = {"opened": "opened_hour", "clicked": "clicked_hour"}.get(question.what)
        within = {f"{moment}__gte": first, f"{moment}__lt": first + DAY}
        return rows.filter(**{hour: int(key)}, **within) if hour else rows.none()
    return rows


def _audience(campaign: Campaign, question: Question, user: User, cursor: Cursor) -> Behind:
    rows: QuerySet[Recipient] = Recipient.objects.visible_to(user).filter(campaign=campaign)
    letters = Message.objects.filter(
        campaign_id=campaign.pk, step=0, occurrence=OuterRef("occurrence"), customer=OuterRef("customer")
    ).order_by()
    fate = _fate(question)
    if fate is not None:
        letters = letters.filter(fate, **({"gateway": int(question.key)} if question.part == Part.GATEWAY else {}))
        rows = rows.filter(Exists(letters), outcome=OK)
    elif question.what != "audience":
        rows = rows.filter(outcome=question.what)
    if question.part == Part.SEGMENT:
        rows = _of_segment(rows, int(question.key))
    if fate is not None:
        rows = rows.annotate(letter=Subquery(letters.values("pk")[:1]), at=Subquery(letters.values("handed_at")[:1]))
    page = keyset_page(rows.select_related("customer"), BY_NUMBER, cursor, PAGE)
    people = [Person(one.customer, getattr(one, "at", None), getattr(one, "letter", None)) for one in page.rows]
    return Behind(title(campaign, question), people, page.before, page.after)


def _fate(question: Question) -> Q | None:
    """Which messages are meant; None: the audience itself, whoever got one."""
    if question.part == Part.FAULT:
        return Q(status=Status.FAILED, error_kind=question.key)
    if question.part != Part.AFTER:
        return FATES.get(question.what)
    if question.key == words.WAITING:
        return Q(status__in=WAITING)
    if question.key in words.HELD_BACK:
        return Q(status=question.key)
    return Q(status=Status.DENIED, verdict_code=question.key)


def _of_segment(rows: Rows, segment: int) -> Rows:
    """Who was in it when the audience was frozen, whoever is today."""
    stays = SegmentMember.objects.filter(
        Q(left_at=None) | Q(left_at__gt=OuterRef("prepared_at")),
        segment=segment, customer=OuterRef("customer"), entered_at__lte=OuterRef("prepared_at"),
    )  # fmt: skip
    return rows.filter(Exists(stays))


def _buyers(campaign: Campaign, user: User, cursor: Cursor) -> Behind:
    """Whoever named a promo code, in the audience or not; the newest last."""
    rows = promo.purchases(campaign).filter(total__gte=0, pk__in=Purchase.objects.visible_to(user))
    page = keyset_page(rows.select_related("customer"), BY_NUMBER, cursor, PAGE)
    people = [Person(one.customer, one.purchased_at) for one in page.rows]
    return Behind(str(words.ANSWERS["promo"]), people, page.before, page.after)


def title(campaign: Campaign, question: Question) -> str:
    """What these people have in common."""
    if question.part == Part.FAULT:
        return words.fault(question.key)
    if question.part == Part.AFTER:
        return words.held_back(question.key)
    what = question.what
    said = str(words.ANSWERS[what]) if what in words.ANSWERS else words.outcome(what)
    line = _line(campaign, question)
    return f"{said}: {line}" if line else said


def _line(campaign: Campaign, question: Question) -> str:
    part = question.part
    if part not in NUMBERED:
        return ""
    number = int(question.key)
    if part == Part.HOUR:
        return _("%(from)d to %(to)d hours after sending") % {"from": number, "to": number + 1}
    if part == Part.CLOCK:
        return _("from %(from)d:00 to %(to)d:00 of the client’s time") % {"from": number, "to": (number + 1) % 24}
    if part == Part.LINK:
        return TrackedLink.objects.filter(campaign=campaign, pk=number).values_list("url", flat=True).first() or ""
    names = Gateway.objects.filter(pk=number) if part == Part.GATEWAY else Segment.objects.filter(pk=number)
    return names.values_list("name", flat=True).first() or ""
