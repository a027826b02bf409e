"""What the ledger refuses, in words: impossible moments, points of others, texts that are not published."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import company
from consents.choices import ADVERTISING, DocumentKind, Status
from consents.models import Channel, ConsentDocument, ConsentState, Purpose
from core.errors import DomainError
from customers.models import ContactPoint, Customer

SKEW = dt.timedelta(minutes=5)
"""By how much two machines' clocks may differ."""
EARLIEST = dt.date(1990, 1, 1)


@dataclass(frozen=True)
class Wish:
    """One consent: of this point, for this purpose, by this channel."""

    point_id: UUID
    purpose: str
    channel: str


def checked_moment(at: dt.datetime | None, *, customer: Customer, now: dt.datetime | None = None) -> dt.datetime:
    """When it happened; now when nothing is said. Raises DomainError on a moment that cannot be."""
    now = now or timezone.now()
    if at is None:
        return now
    if at > now + SKEW:
        raise DomainError(
            _("This is in the future: %(at)s. Correct the date, or the clock of the computer.")
            % {"at": date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")},
            code="occurred_at",
        )
    day = at.astimezone(company.current().zone).date()
    if customer.birth_date and day < customer.birth_date:
        raise DomainError(
            _("The consent is dated %(day)s, before the client was born (%(born)s). Correct one of the dates.")
            % {"day": _day(day), "born": _day(customer.birth_date)},
            code="occurred_at",
        )
    if day < EARLIEST:
        raise DomainError(_("A consent of %(day)s cannot be right.") % {"day": _day(day)}, code="occurred_at")
    return min(at, now)


def checked_wishes(wishes: Iterable[Wish], *, customer: Customer, also_removed: bool = False) -> list[Wish]:
    """Without repeats. Raises DomainError when there is none, or a point, purpose or channel does not fit.

    `also_removed`: of contacts taken off the card too; one may refuse by an old letter what came to an old address.
    """
    chosen = list(dict.fromkeys(wishes))
    if not chosen:
        raise DomainError(_("Tick at least one consent."), code="wishes")
    points = ContactPoint.objects.filter(pk__in={wish.point_id for wish in chosen}, customer=customer)
    if not also_removed:
        points = points.filter(archived_at__isnull=True)
    kinds = dict(points.order_by("pk").values_list("pk", "kind"))
    channels = dict(Channel.objects.order_by("pk").values_list("code", "contact_kind"))
    purposes = set(Purpose.objects.filter(archived_at=None).order_by("pk").values_list("code", flat=True))
    for wish in chosen:
        if wish.point_id not in kinds:
            raise DomainError(_("This contact does not stand on the card any more."), code="wishes")
        if wish.purpose not in purposes:
            raise DomainError(_("There is no purpose “%(code)s”.") % {"code": wish.purpose}, code="wishes")
        if not channels.get(wish.channel) or channels[wish.channel] != kinds[wish.point_id]:
            raise DomainError(_("This contact cannot be reached by that channel."), code="wishes")
    return chosen


def documents_for(wishes: Sequence[Wish], signed: Sequence[int] = ()) -> Mapping[Wish, ConsentDocument]:
    """The published text each consent is given under: those `signed`, else those in force.

    Raises DomainError where there is none.
    """
    standing: dict[tuple[str, str], ConsentDocument] = {}
    rows = ConsentDocument.objects.filter(valid_from__isnull=False)
    rows = rows.filter(pk__in=signed, void_since=None) if signed else rows.filter(valid_to=None)
    for document in rows.filter(purpose__in={wish.purpose for wish in wishes}).order_by("locale", "pk"):
        standing[document.kind, document.purpose_id] = document
    found = {}
    for wish in wishes:
        fitting = standing.get((kind_of(wish.purpose, wish.channel), wish.purpose))
        if fitting is None or (fitting.channels and wish.channel not in fitting.channels):
            raise DomainError(
                _("No text of the consent “%(purpose)s” is published for this channel: publish it first.")
                % {"purpose": Purpose.objects.get(pk=wish.purpose).name},
                code="document",
            )
        found[wish] = fitting
    return found


def kind_of(purpose: str, channel: str) -> DocumentKind:
    """Which paper a consent needs: advertising stands apart from processing, a robot's calls from both."""
    if purpose == ADVERTISING:
        return DocumentKind.ROBOCALL if channel == "robocall" else DocumentKind.ADVERTISING
    return DocumentKind.TRANSFER if purpose in ("partner_transfer", "cross_border") else DocumentKind.PERSONAL_DATA


def refuse_older_than_withdrawal(wishes: Sequence[Wish], at: dt.datetime) -> None:
    """A consent of an earlier day changes nothing. Raises DomainError with the day of the withdrawal."""
    asked = {(wish.point_id, wish.purpose, wish.channel) for wish in wishes}
    points = {wish.point_id for wish in wishes}
    later = ConsentState.objects.filter(point__in=points, status=Status.WITHDRAWN, since__gte=at).order_by("pk")
    for state in later:
        if (state.point_id, state.purpose_id, state.channel_id) in asked:
            raise DomainError(
                _("The consent was withdrawn later, on %(day)s: one of an earlier day changes nothing.")
                % {"day": _day(timezone.localtime(state.since).date())},
                code="occurred_at",
            )


def _day(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
