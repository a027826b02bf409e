"""Writes the campaigns of the demo base; the audience is judged by the gate as any other."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.services import ensure_demo_accounts
from campaigns.choices import State
from campaigns.demo import told
from campaigns.demo.stories import STORIES, Story
from campaigns.models import AudienceSource, Campaign, PromoCode, TrackedLink
from campaigns.results import counting
from campaigns.sending import drafting
from campaigns.sending.drafting import Wish
from consents.models.gate import MessageClass
from core.registries.demo import DemoPart, DemoPlan, demo_parts
from messaging.choices import Carrier
from messaging.letters import services as letters
from messaging.letters.services import Text
from messaging.models import Gateway, Template
from segmentation.models import Segment
from segmentation.segments import library, services
from segmentation.segments.services import SegmentWish


def register() -> None:
    """After segments and templates."""
    demo_parts.add(DemoPart(code="campaigns", make=make, weight=95))


def make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """All of them; made once. Of a large base the first clients are taken: it is no faster to read of a million."""
    ensure_demo_accounts()
    owner = User.objects.select_related("role").filter(role__code="admin", is_system=False).order_by("pk")[0]
    if not plan.customers or Campaign.objects.exists():
        return {}
    with override("ru"):
        segments = {code: one for code in _codes() if (one := _segment(code, owner)) is not None}
        made = _draft(owner)
        told.agree_to_profiling(plan)
        for story in STORIES:
            made += _past(story, plan, owner, segments)
    return {"campaigns": made}


def _codes() -> list[str]:
    return sorted({code for story in STORIES for code in (*story.plus, *story.minus)})


def _segment(code: str, owner: User) -> Segment | None:
    """A ready one that stands, or is made now."""
    ready = library.find(code)
    if ready is None or not library.is_offered(ready, owner):
        return None
    standing = Segment.objects.live().filter(name=str(ready.name)).order_by("pk").first()
    if standing is not None:
        return standing
    wish = SegmentWish(str(ready.name), str(ready.about), rule=ready.rule, shared=True)
    return services.make(by=owner, wish=wish)[0]


def _draft(owner: User) -> int:
    """One that wants nothing but an approval."""
    template = Template.objects.live().filter(channel=Carrier.EMAIL, message_class=MessageClass.ADVERTISING)
    segment = Segment.objects.live().filter(is_shared=True).exclude(kind="fixed").order_by("pk").first()
    chosen = template.order_by("pk").first()
    if chosen is None or segment is None:
        return 0
    name = _("A gift for the birthday")
    made = drafting.create(by=owner, name=name)
    drafting.save(made, Wish(name=name, template=chosen, plus=[segment], control_percent=Decimal(10)), by=owner)
    return 1


@transaction.atomic
def _past(story: Story, plan: DemoPlan, owner: User, segments: dict[str, Segment]) -> int:
    """One that was launched, and what came of it."""
    gateway = Gateway.objects.default_of(story.channel)
    chosen = [(segments[code], code in story.minus) for code in (*story.plus, *story.minus) if code in segments]
    if gateway is None or not any(not is_minus for _one, is_minus in chosen):
        return 0
    campaign = _campaign(story, plan, owner, gateway)
    AudienceSource.objects.bulk_create(
        AudienceSource(campaign=campaign, segment=one, name=one.name, is_minus=is_minus) for one, is_minus in chosen
    )
    links = [
        TrackedLink(campaign=campaign, url=url, created_at=campaign.started_at or timezone.now()) for url in story.links
    ]
    TrackedLink.objects.bulk_create(links)
    PromoCode.objects.bulk_create(PromoCode(campaign=campaign, code=code) for code in story.promo)
    campaign.total = told.freeze(campaign, story)
    campaign.save(update_fields=["total"])
    told.send(campaign, story, plan)
    told.react(campaign, story, links)
    counting.count(campaign)
    return 1


def _campaign(story: Story, plan: DemoPlan, owner: User, gateway: Gateway) -> Campaign:
    template = letters.create(
        by=owner, name=story.name, channel=story.channel, message_class=MessageClass.ADVERTISING,
        text=Text(subject=story.subject, body=story.body),
    )  # fmt: skip
    started = told.moment(plan, story)
    is_over = story.sent >= told.ALL
    state = State.STOPPED if story.stopped else State.DONE if is_over else State.SENDING
    ended = started + dt.timedelta(minutes=25) if is_over else None
    return Campaign.objects.create(
        name=story.name, state=state, channel=story.channel, message_class=template.message_class,
        purpose=template.purpose, template=template, template_version=letters.last_version(template), gateway=gateway,
        control_percent=story.control, window_days=story.window, cost=story.cost, stopped_why=story.stopped,
        author=owner, approved_by=owner, approved_at=started - dt.timedelta(hours=2), started_at=started,
        queued_at=started + dt.timedelta(minutes=1), finished_at=ended, created_at=started - dt.timedelta(days=2),
    )  # fmt: skip
