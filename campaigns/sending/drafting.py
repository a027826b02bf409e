"""A campaign before it is approved: made, changed, deleted. Afterwards nothing of it changes."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns import rights
from campaigns.audience.choosing import Part
from campaigns.choices import LAUNCHED, CampaignKind, Plan, State
from campaigns.models import AudienceSource, Campaign
from campaigns.models.campaign import LONGEST_NAME, MOST_CONTROL
from campaigns.sending import operations, own_text
from consents.models.gate import MessageClass
from core.errors import DomainError
from messaging.choices import Carrier
from messaging.letters.services import Text
from messaging.models import Gateway, Template
from segmentation.models import Segment


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a campaign shall be. Its channel and class come from the template."""

    name: str
    template: Template | None = None
    gateway: Gateway | None = None
    text: Text | None = None
    """What is written for it alone, where there is no template."""
    message_class: str = MessageClass.ADVERTISING
    """Of such a text; a template has its own."""
    seen_at: dt.datetime | None = None
    """Which change of the draft was on the screen: what somebody has written since is not overwritten."""
    plus: Sequence[Segment | Part] = field(default_factory=list)
    minus: Sequence[Segment | Part] = field(default_factory=list)
    plan: str = Plan.NOW
    send_at: dt.datetime | None = None
    control_percent: Decimal = Decimal(0)
    window_days: int = 14
    cost: Decimal = Decimal(0)
    stop_errors_percent: int = 20
    stop_complaints: int = 5


@transaction.atomic
def create(*, by: User, name: str, channel: str = Carrier.EMAIL, kind: str = CampaignKind.ONE_OFF) -> Campaign:
    """An empty draft. Raises DomainError."""
    if channel not in Carrier.values:
        raise DomainError(_("There is no such channel."), code="channel")
    made = Campaign(name=_name(name), channel=channel, kind=kind, author=by)
    with operations.act("made", made, by=by) as operation:
        made.made_in = operation.pk
        made.save()
    return made


@transaction.atomic
def save(campaign: Campaign, wish: Wish, *, by: User, also: Callable[[], object] | None = None) -> Campaign:
    """A draft as it is wished for; who changes that of somebody who has left becomes its author. `also` writes what
    else belongs to the same act. Raises DomainError with the field's code.
    """
    standing = locked(campaign)
    rights.refuse(standing, by)
    if not standing.is_draft:
        raise DomainError(_("Only a draft can be changed: take the campaign back first."), code="state")
    if wish.seen_at is not None and wish.seen_at != standing.updated_at:
        said = _("Somebody has changed this campaign meanwhile: open it anew, your text stands in this form till then.")
        raise DomainError(said, code="stale")
    _refuse(wish, standing)
    if standing.author is None or not standing.author.is_active:
        standing.author = by
    standing.name = _name(wish.name)
    own_text.put(standing, wish.template, wish.text, message_class=wish.message_class, by=by)
    standing.gateway, standing.plan = wish.gateway, wish.plan
    standing.send_at = wish.send_at if wish.plan != Plan.NOW else None
    standing.control_percent, standing.window_days, standing.cost = wish.control_percent, wish.window_days, wish.cost
    standing.stop_errors_percent, standing.stop_complaints = wish.stop_errors_percent, wish.stop_complaints
    with operations.act("changed", standing, by=by):
        standing.save()
        _set_sources(standing, wish)
        if also is not None:
            also()
    return standing


@transaction.atomic
def delete(campaign: Campaign, *, by: User) -> None:
    """Out of the lists; what it sent and to whom stays. Raises DomainError while it is on its way."""
    standing = locked(campaign)
    rights.refuse(standing, by)
    if standing.state in LAUNCHED or standing.state == State.SCHEDULED:
        raise DomainError(_("Stop the campaign first."), code="state")
    with operations.act("deleted", standing, by=by):
        standing.archived_at = timezone.now()
        standing.save(update_fields=["archived_at", "updated_at"])


def locked(campaign: Campaign) -> Campaign:
    """As it stands, kept from others until the transaction ends."""
    return (
        Campaign.objects.select_for_update(of=("self",), no_key=True)
        .select_related("author__role", "template")
        .get(pk=campaign.pk)
    )


def _refuse(wish: Wish, campaign: Campaign) -> None:
    if wish.template is not None and wish.template.channel != campaign.channel:
        raise DomainError(_("The template is for another channel."), code="template")
    if wish.gateway is not None and wish.gateway.channel != campaign.channel:
        raise DomainError(_("The gateway is for another channel."), code="gateway")
    if not 0 <= wish.control_percent <= MOST_CONTROL:
        said = _("The control group is from 0 to %(most)s %% of the audience: the others have to get the message.")
        raise DomainError(said % {"most": MOST_CONTROL}, code="control_percent")
    if any(one in wish.minus for one in wish.plus):
        raise DomainError(_("A segment is either added or taken away."), code="minus")


def _set_sources(campaign: Campaign, wish: Wish) -> None:
    campaign.sources.all().delete()
    AudienceSource.objects.bulk_create(
        source(campaign, one, is_minus=is_minus)
        for is_minus, parts in ((False, wish.plus), (True, wish.minus))
        for one in parts
    )


def source(campaign: Campaign, part: Segment | Part, *, is_minus: bool = False) -> AudienceSource:
    """A part of its audience, not saved yet."""
    made = AudienceSource(campaign=campaign, name=part.name[:LONGEST_NAME], is_minus=is_minus)
    if isinstance(part, Segment):
        made.segment = part
    else:
        made.rule = part.rule
    return made


def _name(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise DomainError(_("Give the campaign a name."), code="name")
    if len(name) > LONGEST_NAME:
        raise DomainError(_("This is too long: at most %(most)s characters.") % {"most": LONGEST_NAME}, code="name")
    return name
