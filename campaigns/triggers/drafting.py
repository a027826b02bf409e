"""A trigger before it is switched on: made, changed, taken back to be changed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns import rights
from campaigns.choices import CampaignKind, State
from campaigns.models import Campaign, Trigger
from campaigns.models.trigger import MOST_DAYS, MOST_LATE
from campaigns.sending import drafting, operations
from campaigns.sending.drafting import Wish, locked
from campaigns.triggers.choices import OF_GOODS, OF_SEGMENT, OF_SILENCE, Again, Event
from core.errors import DomainError
from messaging.choices import Carrier
from messaging.models import Gateway, Template
from sales.models import Category, Product
from segmentation.models import Segment


@dataclass(frozen=True, kw_only=True)
class EventWish:
    """What sets it off, and how often."""

    event: str = Event.DATE
    segment: Segment | None = None
    field: str = ""
    is_yearly: bool = True
    days: int = 0
    clock: dt.time = dt.time(10)
    product: Product | None = None
    category: Category | None = None
    again: str = Again.EACH
    again_days: int = 30
    late_days: int = 3


@dataclass(frozen=True, kw_only=True)
class TriggerWish:
    """A trigger as it shall be."""

    name: str
    event: EventWish
    seen_at: dt.datetime | None = None
    """Which change of the draft was on the screen."""
    template: Template | None = None
    gateway: Gateway | None = None
    plus: Sequence[Segment] = field(default_factory=list)
    minus: Sequence[Segment] = field(default_factory=list)
    control_percent: Decimal = Decimal(0)
    window_days: int = 14
    cost: Decimal = Decimal(0)
    stop_errors_percent: int = 20
    stop_complaints: int = 5


@transaction.atomic
def create(*, by: User, name: str, channel: str = Carrier.EMAIL, event: str = Event.DATE) -> Campaign:
    """An empty draft. Raises DomainError."""
    if event not in Event.values:
        raise DomainError(_("There is no such event."), code="event")
    made = drafting.create(by=by, name=name, channel=channel, kind=CampaignKind.TRIGGER)
    is_once = event == Event.FIRST_PURCHASE
    Trigger.objects.create(
        campaign=made, event=event, days=90 if event in OF_SILENCE else 0,
        again=Again.NEVER if is_once else Again.EACH, made_in=made.made_in,
    )  # fmt: skip
    return made


@transaction.atomic
def save(campaign: Campaign, wish: TriggerWish, *, by: User) -> Campaign:
    """A draft as it is wished for. Raises DomainError with the field's code."""
    _refuse(wish.event)
    return drafting.save(campaign, _campaign_wish(wish), by=by, also=lambda: _keep(campaign, wish.event))


@transaction.atomic
def reopen(campaign: Campaign, *, by: User) -> Campaign:
    """A paused trigger as a draft: whoever approved it has not approved what it will become. Raises DomainError."""
    standing = locked(campaign)
    if standing.kind != CampaignKind.TRIGGER or standing.state != State.PAUSED:
        raise DomainError(_("Pause the trigger first: what is on is not changed."), code="state")
    rights.refuse(standing, by)
    with operations.act("withdrawn", standing, by=by):
        standing.state, standing.template_version, standing.stopped_why = State.DRAFT, None, ""
        standing.asked_at = standing.approved_by = standing.approved_at = None
        standing.save()
        Trigger.objects.filter(campaign=standing).update(on_since=None)
    return standing


def _refuse(wish: EventWish) -> None:
    if wish.event not in Event.values:
        raise DomainError(_("There is no such event."), code="event")
    if wish.again not in Again.values:
        raise DomainError(_("Say whether the same client gets it again."), code="again")
    if abs(wish.days) > MOST_DAYS:
        raise DomainError(_("At most %(most)s days.") % {"most": MOST_DAYS}, code="days")
    if wish.days < 0 and wish.event != Event.DATE:
        raise DomainError(_("Only a date is known beforehand: give days after the event."), code="days")
    if wish.days < 1 and wish.event in OF_SILENCE:
        raise DomainError(_("Silence lasts a day at least."), code="days")
    for code, days, most in (("again_days", wish.again_days, MOST_DAYS), ("late_days", wish.late_days, MOST_LATE)):
        if not 1 <= days <= most:
            raise DomainError(_("From 1 to %(most)s days.") % {"most": most}, code=code)


def _keep(campaign: Campaign, wish: EventWish) -> None:
    """Only what belongs to the event: what was chosen for another is let go."""
    goods = wish.event in OF_GOODS
    Trigger.objects.filter(campaign=campaign).update(
        event=wish.event,
        segment=wish.segment if wish.event in OF_SEGMENT else None,
        field=wish.field if wish.event == Event.DATE else "",
        is_yearly=wish.is_yearly,
        days=wish.days,
        clock=wish.clock,
        product=wish.product if goods else None,
        category=wish.category if goods else None,
        again=wish.again,
        again_days=wish.again_days,
        late_days=wish.late_days,
    )


def _campaign_wish(wish: TriggerWish) -> Wish:
    return Wish(
        name=wish.name, seen_at=wish.seen_at, template=wish.template, gateway=wish.gateway,
        plus=wish.plus, minus=wish.minus,
        control_percent=wish.control_percent, window_days=wish.window_days, cost=wish.cost,
        stop_errors_percent=wish.stop_errors_percent, stop_complaints=wish.stop_complaints,
    )  # fmt: skip
